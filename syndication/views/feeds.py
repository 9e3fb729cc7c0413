"""The feeds: of the site, a dossier, a topic, an author, and the reactions to an article."""

from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Dossier, Topic
from comments import people
from comments.models import Comment
from common.email import absolute_url
from common.names import tidy_line
from common.text import tidy_text
from syndication import conditional, entries, tag_uris
from syndication.formats import FEED_FORMATS

MAX_FEED_ENTRIES = 50
# The date of a feed on a site that has published nothing yet.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class FeedHeader(NamedTuple):
    """The fields of a feed above its entries."""

    name: str  # a tag URI, which never changes
    title: str
    page: str
    about: str = ""
    since: datetime = LONG_AGO


@require_safe
def site_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """Feed all public articles, the newest first."""
    about = _("%(site_name)s: opinions that get a reply.") % {"site_name": settings.SITE_NAME}
    feed = FeedHeader(tag_uris.tag_uri("site"), settings.SITE_NAME, reverse("front"), about)
    return _feed_response(
        request,
        kind,
        feed,
        entries.article_feed_entries(Article.objects.for_feed()[:MAX_FEED_ENTRIES]),
    )


@require_safe
def dossier_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Feed the public articles of a dossier, newest first; its own order is for its page."""
    dossier = get_object_or_404(Dossier.objects.published(), slug=slug)
    found = entries.article_feed_entries(
        Article.objects.for_feed().filter(dossiers=dossier)[:MAX_FEED_ENTRIES]
    )
    page, since = dossier.get_absolute_url(), dossier.published_at
    feed = FeedHeader(tag_uris.tag_uri_for(dossier), dossier.title, page, _("Dossier"), since)
    return _feed_response(request, kind, feed, found)


@require_safe
def topic_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Feed the public articles of a topic; 404 when there are none."""
    topic = get_object_or_404(Topic, slug=slug)
    found = entries.article_feed_entries(
        Article.objects.for_feed().filter(topics=topic)[:MAX_FEED_ENTRIES]
    )
    if not found:
        raise Http404
    feed = FeedHeader(tag_uris.tag_uri_for(topic), topic.name, topic.get_absolute_url(), _("Topic"))
    return _feed_response(request, kind, feed, found)


@require_safe
def author_feed(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Feed the public articles by this member."""
    person = people.find_profile_user(pk)
    if person is None or not person.is_author:
        raise Http404
    found = entries.article_feed_entries(Article.objects.for_feed().by(person)[:MAX_FEED_ENTRIES])
    about = _("Articles by %(name)s") % {"name": person.name}
    feed = FeedHeader(
        tag_uris.tag_uri("author", pk), person.name, reverse("person", args=[pk]), about
    )
    return _feed_response(request, kind, feed, found)


@require_safe
def article_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Feed the latest reactions to an article, each with what it answers.

    410 when the article was withdrawn together with its debate.
    """
    article = get_object_or_404(Article.objects.with_page(), slug=slug)
    if not article.has_debate:
        return HttpResponseGone(content_type="text/plain")
    found = entries.comment_feed_entries(
        article, Comment.objects.latest_of(article)[:MAX_FEED_ENTRIES]
    )
    title = _("Reactions to “%(title)s”") % {"title": article.title}
    page, since = f"{article.get_absolute_url()}#reacties", article.published_at
    about = "" if article.is_withdrawn else article.lead
    feed = FeedHeader(f"{tag_uris.tag_uri_for(article)}/reactions", title, page, about, since)
    return _feed_response(request, kind, feed, found)


def _feed_response(
    request: HttpRequest, kind: str, feed: FeedHeader, found: list[dict]
) -> HttpResponse:
    language = get_language()
    written = FEED_FORMATS[kind](
        title=tidy_line(feed.title),
        link=absolute_url(feed.page),
        description=tidy_text(feed.about),
        subtitle=tidy_text(feed.about) or None,
        language=language,
        feed_url=absolute_url(request.path),
        # The entries are the same in each language, the feed's own title and text are not.
        feed_guid=f"{feed.name}/{language}",
        author_name=settings.SITE_NAME,
        since=feed.since,
    )
    for entry in found:
        written.add_item(**entry)
    answer = HttpResponse(written.writeString("utf-8"), content_type=written.content_type)
    return conditional.set_last_modified(answer, request.path)
