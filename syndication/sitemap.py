"""The sitemap, and the news sitemap of the last two days."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import override

from accounts.models import User
from articles.models import Article, Byline, Dossier, Series, Topic
from common import hooks
from common.names import tidy_line

NEWS_WINDOW = timedelta(days=2)
MAIN_LANGUAGE = "nl"  # its addresses have no language prefix


def sitemap_urls(sitemap: Sitemap, page: int = 1) -> list[dict]:
    """Return the entries with the public address of the site, whatever host was asked."""
    protocol, _, domain = settings.SITE_URL.partition("://")
    with override(MAIN_LANGUAGE):
        return sitemap.get_urls(page, SimpleNamespace(domain=domain), protocol)


class ArticleSitemap(Sitemap):
    """All articles in the order of their keys, so that each tends to stay in the same part."""

    limit = 2_000  # which take a third of a second to make

    # Once, so that the articles are counted once.
    @cached_property
    def paginator(self) -> Paginator:
        return super().paginator

    def items(self) -> QuerySet[Article]:
        found = Article.objects.published().order_by("pk")
        return found.only("slug", "published_at", "text_changed_at", "concluded_at")

    def lastmod(self, article: Article) -> datetime:
        return max(article.changed_at, article.concluded_at or article.changed_at)


class PageSitemap(Sitemap):
    """All pages that are no article, as a path with the time of the last change if we know it."""

    limit = 48_000  # of the 50,000 that one part may have, with the articles

    def items(self) -> list[tuple[str, datetime | None]]:
        return list(_pages())

    def location(self, item: tuple[str, datetime | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]


class NewsSitemap(Sitemap):
    """The articles published in these two days, the newest first."""

    limit = 1_000  # the most that a news sitemap may have

    def items(self) -> list[Article]:
        since = timezone.now() - NEWS_WINDOW
        found = Article.objects.published().filter(published_at__gt=since).newest_first()
        articles = list(found.only("slug", "title", "language", "published_at")[: self.limit])
        for article in articles:
            article.title = tidy_line(article.title)
        return articles


def _pages() -> Iterator[tuple[str, datetime | None]]:
    for name in ("front", "dossiers", "archive"):
        yield reverse(name), None
    public = Article.objects.published().order_by()
    for kind, read in ((Topic, public.values("topics")), (Series, public.values("series"))):
        for found in kind.objects.filter(pk__in=read).order_by("pk"):
            yield found.get_absolute_url(), None
    for dossier in Dossier.objects.published().only("slug", "updated_at").order_by("pk"):
        yield dossier.get_absolute_url(), dossier.updated_at
    written = Byline.objects.filter(user=OuterRef("pk"), article__in=Article.objects.published())
    authors = User.objects.filter(Exists(written), is_active=True).order_by("pk")
    for pk in authors.values_list("pk", flat=True):
        yield reverse("person", args=[pk]), None
    for paths in hooks.sitemap_paths:
        yield from ((path, None) for path in paths())
