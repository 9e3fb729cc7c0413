"""What search engines are told of: every page that is worth finding, and of the news its title."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Byline, Dossier, Series, Topic
from common.names import clean
from feeds import absolute

# A sitemap may hold 50,000; so many are made in a third of a second.
PART = 2_000
NEWS_DAYS = 2


class Place(NamedTuple):
    address: str
    changed_at: str = ""  # as XML says it: a filter for each would take longer than all else
    news: Article | None = None


def parts() -> int:
    """In how many it is cut."""
    return max(1, -(-Article.objects.published().count() // PART))


def part(number: int) -> list[Place]:
    """The articles in the order in which they were made, so that one is always in the same part;
    before the first of them all other pages."""
    found = Article.objects.published().order_by("pk")
    found = found.only("slug", "title", "language", "published_at", "updated_at")
    places = list(_others()) if number == 1 else []
    return places + [_article(article) for article in found[(number - 1) * PART : number * PART]]


def _article(article: Article) -> Place:
    article.title = clean(article.title)
    is_news = article.published_at > timezone.now() - timedelta(days=NEWS_DAYS)
    page = absolute.address(article.get_absolute_url())
    changed_at = max(article.updated_at, article.published_at)
    return Place(page, _said(changed_at), article if is_news else None)


def _said(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _others() -> Iterator[Place]:
    yield Place(absolute.address(reverse("front")))
    for name in ("dossiers", "archive"):
        yield Place(absolute.address(reverse(name)))
    public = Article.objects.published().order_by()
    for kind, read in ((Topic, public.values("topics")), (Series, public.values("series"))):
        for found in kind.objects.filter(pk__in=read).order_by("pk")[:PART]:
            yield Place(absolute.address(found.get_absolute_url()))
    for dossier in Dossier.objects.published().only("slug", "updated_at").order_by("pk")[:PART]:
        yield Place(absolute.address(dossier.get_absolute_url()), _said(dossier.updated_at))
    written = Byline.objects.filter(user=OuterRef("pk"), article__in=Article.objects.published())
    authors = User.objects.filter(Exists(written), is_active=True).order_by("pk")
    for pk in authors.values_list("pk", flat=True)[:PART]:
        yield Place(absolute.address(reverse("person", args=[pk])))
