"""Feed entries of articles and reactions, with nothing that their public pages do not show."""

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Byline
from comments.models import Comment
from common.email import absolute_url
from common.names import tidy_line
from common.text import tidy_text
from syndication import absolute_urls, tag_uris
from syndication.formats import EntryReplies, FeedAuthor, InReplyTo


def article_feed_entries(articles: Iterable[Article]) -> list[dict]:
    articles = list(articles)
    counts = Comment.objects.counts(articles)
    return [_article(article, counts.get(article.pk, 0)) for article in articles]


def comment_feed_entries(article: Article, comments: Iterable[Comment]) -> list[dict]:
    return [_comment(comment, article) for comment in comments]


def _article(article: Article, count: int) -> dict:
    page = absolute_url(article.get_absolute_url())
    feed = reverse("atom_of_article", args=[article.slug])
    return {
        "unique_id": tag_uris.tag_uri_for(article),
        "unique_id_is_permalink": False,
        "title": tidy_line(article.title),
        "link": page,
        "description": escape(tidy_text(article.lead)),
        "content": absolute_urls.make_links_absolute(article.body),
        "language": article.language,
        "writers": [_writer(byline) for byline in article.bylines.all()],
        "pubdate": article.published_at,
        "updateddate": article.changed_at,
        "categories": [tidy_line(topic.name) for topic in article.topics.all()],
        "replies": EntryReplies(absolute_url(feed), f"{page}#reacties", count),
    }


def _writer(byline: Byline) -> FeedAuthor:
    key = byline.page_key
    return FeedAuthor(
        tidy_line(byline.name), absolute_url(reverse("person", args=[key])) if key else ""
    )


def _comment(comment: Comment, article: Article) -> dict:
    answered, name = article, tidy_line(comment.name)
    comment.article = article
    if comment.parent:
        answered = comment.parent
        answered.article = article
    return {
        "unique_id": tag_uris.tag_uri_for(comment),
        "unique_id_is_permalink": False,
        "title": _("Reaction #%(number)s by %(name)s") % {"number": comment.number, "name": name},
        "link": absolute_url(comment.get_absolute_url()),
        "description": None,
        "content": absolute_urls.make_links_absolute(comment.html),
        "language": comment.language,
        "writers": [FeedAuthor(name)],
        "pubdate": comment.published_at,
        "updateddate": comment.edited_at or comment.published_at,
        # A parent that was removed is named by its number alone, as in the thread.
        "answered": InReplyTo(
            tag_uris.tag_uri_for(answered), absolute_url(answered.get_absolute_url())
        ),
    }
