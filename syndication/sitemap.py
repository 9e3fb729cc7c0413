"""The entries of the sitemap, and of the news sitemap of the last two days."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Byline, Dossier, Series, Topic
from common import hooks
from common.names import tidy_line
from syndication import absolute_urls

# The protocol allows 50,000; this many take a third of a second to make.
SITEMAP_PART_SIZE = 2_000
# For each other kind of page; all of these are in the first part.
MAX_PAGES_PER_KIND = 9_000
# The limits of a news sitemap.
MAX_NEWS_ARTICLES, NEWS_WINDOW = 1_000, timedelta(days=2)


class SitemapEntry(NamedTuple):
    address: str
    changed_at: str = ""  # ready for the XML: a template filter for each would be the slowest part


def count_sitemap_parts() -> int:
    """Return the number of parts of the sitemap, at least one."""
    return max(1, -(-Article.objects.published().count() // SITEMAP_PART_SIZE))


def sitemap_part_entries(number: int) -> list[SitemapEntry]:
    """Return the entries of one part; the first part begins with all pages that are no article.

    Articles are in the order of their keys, so that each tends to stay in the same part.
    """
    found = Article.objects.published().order_by("pk")
    found = found.only("slug", "published_at", "text_changed_at", "concluded_at")
    places = list(_other_entries()) if number == 1 else []
    return places + [
        _article_entry(article)
        for article in found[(number - 1) * SITEMAP_PART_SIZE : number * SITEMAP_PART_SIZE]
    ]


def news_sitemap_articles() -> list[Article]:
    """Return the articles published in these two days, the newest first; each with its `page`."""
    since = timezone.now() - NEWS_WINDOW
    found = Article.objects.published().filter(published_at__gt=since).newest_first()
    articles = list(found.only("slug", "title", "language", "published_at")[:MAX_NEWS_ARTICLES])
    for article in articles:
        article.title = tidy_line(article.title)
        article.page = absolute_urls.full_url(article.get_absolute_url())
    return articles


def _article_entry(article: Article) -> SitemapEntry:
    changed_at = max(article.changed_at, article.concluded_at or article.changed_at)
    return _entry(article.get_absolute_url(), changed_at)


def _entry(path: str, changed_at: datetime | None = None) -> SitemapEntry:
    said = changed_at.isoformat(timespec="seconds") if changed_at else ""
    return SitemapEntry(absolute_urls.full_url(path), said)


def _other_entries() -> Iterator[SitemapEntry]:
    for name in ("front", "dossiers", "archive"):
        yield _entry(reverse(name))
    public = Article.objects.published().order_by()
    for kind, read in ((Topic, public.values("topics")), (Series, public.values("series"))):
        for found in kind.objects.filter(pk__in=read).order_by("pk")[:MAX_PAGES_PER_KIND]:
            yield _entry(found.get_absolute_url())
    dossiers = Dossier.objects.published().only("slug", "updated_at").order_by("pk")
    for dossier in dossiers[:MAX_PAGES_PER_KIND]:
        yield _entry(dossier.get_absolute_url(), dossier.updated_at)
    written = Byline.objects.filter(user=OuterRef("pk"), article__in=Article.objects.published())
    authors = User.objects.filter(Exists(written), is_active=True).order_by("pk")
    for pk in authors.values_list("pk", flat=True)[:MAX_PAGES_PER_KIND]:
        yield _entry(reverse("person", args=[pk]))
    for paths in hooks.sitemap_paths:
        yield from (_entry(path) for path in paths()[:MAX_PAGES_PER_KIND])
