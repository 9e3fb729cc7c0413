"""Redirects from former addresses, here or at the site that a page came from.

Asked only when there is nothing at an address, so that what is there now always comes first; and
answered only for what everyone can read. Each answer leads to the place itself, in one step.
"""

import re
from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from accounts.models import User
from articles.models import Article
from comments.views import thread
from importer import old_addresses

# An article's page and all that lies under it, in either language.
_PIECE = re.compile(
    r"(?P<start>(?:/en)?/opinie/)(?P<slug>[-\w]{1,200})(?:/(?P<rest>.*))?", re.DOTALL
)
# What WordPress shows of a day, a month or a year.
_PERIOD = re.compile(r"/(?P<year>[12][0-9]{3})(?:/(?P<month>[0-9]{1,2})(?:/[0-9]{1,2})?)?/?")
_FEED = re.compile(r"/feed/(?:rss2?|rdf)/?")
# Browsers keep such an answer for ever, unless told: a title may change back.
HOUR = 60 * 60  # seconds


def redirect_if_moved(request: HttpRequest) -> HttpResponse | None:
    """The way on from an address where nothing is, if there is one."""
    if request.method not in ("GET", "HEAD"):
        return None
    path = request.path_info
    if piece := _PIECE.fullmatch(path):
        return _redirect_renamed_article(request, piece)
    # Where WordPress has no addresses without it.
    if path.startswith("/index.php"):
        path = path.removeprefix("/index.php") or "/"
        if path == "/":
            return _redirect_permanently(_path_from_query(request) or reverse("front"))
    if _FEED.fullmatch(path):
        return _redirect_permanently(reverse("rss_of_site"))
    if period := _PERIOD.fullmatch(path):
        return _redirect_period(int(period["year"]), int(period["month"] or 0))
    found = old_addresses.page_at_old_path(path)
    return _redirect_permanently(_path_of(found)) if found else None


def redirect_wordpress_query(front: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """WordPress knows each page by a number on the front page too: `/?p=2261`."""

    @wraps(front)
    def led(request: HttpRequest) -> HttpResponse:
        place = _path_from_query(request) if request.GET else ""
        return _redirect_permanently(place) if place else front(request)

    return led


@require_safe
def redirect_old_comment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Redirect to what was `#comment-<number>` there. No server hears what follows the #,
    so a page with such an address asks here."""
    article = get_object_or_404(Article.objects.with_debate(), slug=slug)
    comment = old_addresses.imported_comment(article, number)
    if comment is None or not comment.number:
        return redirect(f"{article.get_absolute_url()}#reacties")
    return thread.comment_permalink(request, slug, comment.number)


def _redirect_renamed_article(request: HttpRequest, piece: re.Match[str]) -> HttpResponse | None:
    article = Article.objects.with_former_slug(piece["slug"]).only("slug").first()
    if article is None:
        return None
    rest = (piece["rest"] or "").rstrip("/")
    path = f"{piece['start']}{article.slug}/{quote(rest)}{'/' if rest else ''}"
    query = request.META.get("QUERY_STRING", "")
    return _redirect_permanently(path + (f"?{query}" if query else ""))


def _redirect_period(year: int, month: int) -> HttpResponse | None:
    when = {"published_at__year": year} | ({"published_at__month": month} if month else {})
    if not Article.objects.published().filter(**when).exists():
        return None
    name = "archive_of_month" if month else "archive_of_year"
    return _redirect_permanently(reverse(name, args=[year, month] if month else [year]))


def _path_from_query(request: HttpRequest) -> str:
    if found := old_addresses.page_for_old_query(request.GET):
        return _path_of(found)
    feed = request.GET.get("feed", "")
    return reverse(f"{_feed_kind(feed)}_of_site") if feed else ""


def _path_of(found: old_addresses.LinkTarget) -> str:
    page = found.page
    is_person = isinstance(page, User)
    path = reverse("person", args=[page.pk]) if is_person else page.get_absolute_url()
    return path + (
        {"rss": "feed/", "atom": "feed/atom/"}[_feed_kind(found.feed)] if found.feed else ""
    )


def _feed_kind(feed: str) -> str:
    return "atom" if feed.endswith("atom") else "rss"


def _redirect_permanently(path: str) -> HttpResponse:
    response = HttpResponsePermanentRedirect(path)
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
