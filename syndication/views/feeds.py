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
from common.names import clean
from common.text import tidy
from syndication import (
    absolute_urls,
    conditional,
    entries,
    tag_uris,
)
from syndication.formats import FORMATS

MOST = 50
# Of a site on which nothing was published yet.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Feed(NamedTuple):
    """What a feed says of itself."""

    name: str  # which never changes
    title: str
    page: str
    about: str = ""
    since: datetime = LONG_AGO


@require_safe
def site(request: HttpRequest, kind: str) -> HttpResponse:
    """All pieces, the newest first."""
    about = _("%(site_name)s: opinion with a reply.") % {"site_name": settings.SITE_NAME}
    feed = Feed(tag_uris.tag("site"), settings.SITE_NAME, reverse("front"), about)
    return _answer(request, kind, feed, entries.of_articles(Article.objects.for_feed()[:MOST]))


@require_safe
def dossier(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What can be read of a dossier, the newest first: its own order is for its page."""
    dossier = get_object_or_404(Dossier.objects.published(), slug=slug)
    found = entries.of_articles(Article.objects.for_feed().filter(dossiers=dossier)[:MOST])
    page, since = dossier.get_absolute_url(), dossier.published_at
    feed = Feed(tag_uris.of(dossier), dossier.title, page, _("Dossier"), since)
    return _answer(request, kind, feed, found)


@require_safe
def topic(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What can be read of a topic; nothing to read is no feed."""
    topic = get_object_or_404(Topic, slug=slug)
    found = entries.of_articles(Article.objects.for_feed().filter(topics=topic)[:MOST])
    if not found:
        raise Http404
    feed = Feed(tag_uris.of(topic), topic.name, topic.get_absolute_url(), _("Topic"))
    return _answer(request, kind, feed, found)


@require_safe
def author(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The pieces that bear the name of this member."""
    person = people.find(pk)
    if person is None or not person.is_author:
        raise Http404
    found = entries.of_articles(Article.objects.for_feed().by(person)[:MOST])
    about = _("Pieces by %(name)s") % {"name": person.name}
    feed = Feed(tag_uris.tag("author", pk), person.name, reverse("person", args=[pk]), about)
    return _answer(request, kind, feed, found)


@require_safe
def article(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The latest reactions to an article, each with what it answers; gone where they were hidden
    with what was withdrawn."""
    article = get_object_or_404(Article.objects.with_page(), slug=slug)
    if not article.has_debate:
        return HttpResponseGone(content_type="text/plain")
    found = entries.of_comments(article, Comment.objects.latest_of(article)[:MOST])
    title = _("Reactions to “%(title)s”") % {"title": article.title}
    page, since = f"{article.get_absolute_url()}#reacties", article.published_at
    about = "" if article.is_withdrawn else article.lead
    feed = Feed(f"{tag_uris.of(article)}/reactions", title, page, about, since)
    return _answer(request, kind, feed, found)


def _answer(request: HttpRequest, kind: str, feed: Feed, found: list[dict]) -> HttpResponse:
    language = get_language()
    written = FORMATS[kind](
        title=clean(feed.title),
        link=absolute_urls.address(feed.page),
        description=tidy(feed.about),
        subtitle=tidy(feed.about) or None,
        language=language,
        feed_url=absolute_urls.address(request.path),
        # The entries are the same in each language; what is said about them is not.
        feed_guid=f"{feed.name}/{language}",
        author_name=settings.SITE_NAME,
        since=feed.since,
    )
    for entry in found:
        written.add_item(**entry)
    answer = HttpResponse(written.writeString("utf-8"), content_type=written.content_type)
    return conditional.stamp(answer, request.path)
