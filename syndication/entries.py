"""An article and a reaction as entries of a feed: what their pages show to everyone, no more."""

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Byline
from comments.models import Comment
from common.names import clean
from common.text import tidy
from syndication import (
    absolute_urls,
    tag_uris,
)
from syndication.formats import (
    Answered,
    Replies,
    Writer,
)


def of_articles(articles: Iterable[Article]) -> list[dict]:
    articles = list(articles)
    counts = Comment.objects.counts(articles)
    return [_article(article, counts.get(article.pk, 0)) for article in articles]


def of_comments(article: Article, comments: Iterable[Comment]) -> list[dict]:
    return [_comment(comment, article) for comment in comments]


def _article(article: Article, count: int) -> dict:
    page = absolute_urls.address(article.get_absolute_url())
    feed = reverse("atom_of_article", args=[article.slug])
    return {
        "unique_id": tag_uris.of(article),
        "unique_id_is_permalink": False,
        "title": clean(article.title),
        "link": page,
        "description": escape(tidy(article.lead)),
        "content": absolute_urls.html(article.body),
        "language": article.language,
        "writers": [_writer(byline) for byline in article.bylines.all()],
        "pubdate": article.published_at,
        "updateddate": article.changed_at,
        "categories": [clean(topic.name) for topic in article.topics.all()],
        "replies": Replies(absolute_urls.address(feed), f"{page}#reacties", count),
    }


def _writer(byline: Byline) -> Writer:
    key = byline.page_key
    return Writer(
        clean(byline.name), absolute_urls.address(reverse("person", args=[key])) if key else ""
    )


def _comment(comment: Comment, article: Article) -> dict:
    answered, name = article, clean(comment.name)
    comment.article = article
    if comment.parent:
        answered = comment.parent
        answered.article = article
    return {
        "unique_id": tag_uris.of(comment),
        "unique_id_is_permalink": False,
        "title": _("Reaction #%(number)s by %(name)s") % {"number": comment.number, "name": name},
        "link": absolute_urls.address(comment.get_absolute_url()),
        "description": None,
        "content": absolute_urls.html(comment.html),
        "language": comment.language,
        "writers": [Writer(name)],
        "pubdate": comment.published_at,
        "updateddate": comment.edited_at or comment.published_at,
        # Of what was taken away only the number is left, as in the thread itself.
        "answered": Answered(
            tag_uris.of(answered), absolute_urls.address(answered.get_absolute_url())
        ),
    }
