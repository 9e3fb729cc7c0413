"""What search engines are told of: every page that is worth finding, and the news of two days."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Byline, Dossier, Series, Topic
from common import hooks
from common.names import clean
from syndication import absolute_urls

# A sitemap may hold 50,000; so many are made in a third of a second.
PART = 2_000
# Of each other kind of page, which all stand in the first part.
MOST_OF_A_KIND = 9_000
# What a sitemap of news may hold.
MOST_NEWS, NEWS_LASTS = 1_000, timedelta(days=2)


class Place(NamedTuple):
    address: str
    changed_at: str = ""  # as XML says it: a filter for each would take longer than all else


def parts() -> int:
    """In how many it is cut."""
    return max(1, -(-Article.objects.published().count() // PART))


def part(number: int) -> list[Place]:
    """The articles in the order in which they were made, so that one is always in the same part;
    before the first of them all other pages."""
    found = Article.objects.published().order_by("pk")
    found = found.only("slug", "published_at", "text_changed_at", "concluded_at")
    places = list(_others()) if number == 1 else []
    return places + [_article(article) for article in found[(number - 1) * PART : number * PART]]


def news() -> list[Article]:
    """What was published in these two days, the newest first; each with its `page`."""
    since = timezone.now() - NEWS_LASTS
    found = Article.objects.published().filter(published_at__gt=since).newest_first()
    articles = list(found.only("slug", "title", "language", "published_at")[:MOST_NEWS])
    for article in articles:
        article.title = clean(article.title)
        article.page = absolute_urls.address(article.get_absolute_url())
    return articles


def _article(article: Article) -> Place:
    changed_at = max(article.changed_at, article.concluded_at or article.changed_at)
    return _place(article.get_absolute_url(), changed_at)


def _place(path: str, changed_at: datetime | None = None) -> Place:
    said = changed_at.isoformat(timespec="seconds") if changed_at else ""
    return Place(absolute_urls.address(path), said)


def _others() -> Iterator[Place]:
    for name in ("front", "dossiers", "archive"):
        yield _place(reverse(name))
    public = Article.objects.published().order_by()
    for kind, read in ((Topic, public.values("topics")), (Series, public.values("series"))):
        for found in kind.objects.filter(pk__in=read).order_by("pk")[:MOST_OF_A_KIND]:
            yield _place(found.get_absolute_url())
    dossiers = Dossier.objects.published().only("slug", "updated_at").order_by("pk")
    for dossier in dossiers[:MOST_OF_A_KIND]:
        yield _place(dossier.get_absolute_url(), dossier.updated_at)
    written = Byline.objects.filter(user=OuterRef("pk"), article__in=Article.objects.published())
    authors = User.objects.filter(Exists(written), is_active=True).order_by("pk")
    for pk in authors.values_list("pk", flat=True)[:MOST_OF_A_KIND]:
        yield _place(reverse("person", args=[pk]))
    for paths in hooks.sitemap_paths:
        yield from (_place(path) for path in paths()[:MOST_OF_A_KIND])
