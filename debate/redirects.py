"""Where a page is now that had another address, here or at the site that it came from.

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


def to(request: HttpRequest) -> HttpResponse | None:
    """The way on from an address where nothing is, if there is one."""
    if request.method not in ("GET", "HEAD"):
        return None
    path = request.path_info
    if piece := _PIECE.fullmatch(path):
        return _piece(request, piece)
    # Where WordPress has no addresses without it.
    if path.startswith("/index.php"):
        path = path.removeprefix("/index.php") or "/"
        if path == "/":
            return _permanent(_asked(request) or reverse("front"))
    if _FEED.fullmatch(path):
        return _permanent(reverse("rss_of_site"))
    if period := _PERIOD.fullmatch(path):
        return _period(int(period["year"]), int(period["month"] or 0))
    found = old_addresses.at(path)
    return _permanent(_place(found)) if found else None


def from_query(front: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """WordPress knows each page by a number on the front page too: `/?p=2261`."""

    @wraps(front)
    def led(request: HttpRequest) -> HttpResponse:
        place = _asked(request) if request.GET else ""
        return _permanent(place) if place else front(request)

    return led


@require_safe
def old_reaction(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where the reaction is that was `#comment-<number>` there. No server hears what follows the #,
    so a page with such an address asks here."""
    article = get_object_or_404(Article.objects.with_debate(), slug=slug)
    comment = old_addresses.reaction(article, number)
    if comment is None or not comment.number:
        return redirect(f"{article.get_absolute_url()}#reacties")
    return thread.place(request, slug, comment.number)


def _piece(request: HttpRequest, piece: re.Match[str]) -> HttpResponse | None:
    article = Article.objects.formerly(piece["slug"]).only("slug").first()
    if article is None:
        return None
    rest = (piece["rest"] or "").rstrip("/")
    path = f"{piece['start']}{article.slug}/{quote(rest)}{'/' if rest else ''}"
    query = request.META.get("QUERY_STRING", "")
    return _permanent(path + (f"?{query}" if query else ""))


def _period(year: int, month: int) -> HttpResponse | None:
    when = {"published_at__year": year} | ({"published_at__month": month} if month else {})
    if not Article.objects.published().filter(**when).exists():
        return None
    name = "archive_of_month" if month else "archive_of_year"
    return _permanent(reverse(name, args=[year, month] if month else [year]))


def _asked(request: HttpRequest) -> str:
    if found := old_addresses.asked(request.GET):
        return _place(found)
    feed = request.GET.get("feed", "")
    return reverse(f"{_kind(feed)}_of_site") if feed else ""


def _place(found: old_addresses.Found) -> str:
    page = found.page
    is_person = isinstance(page, User)
    path = reverse("person", args=[page.pk]) if is_person else page.get_absolute_url()
    return path + ({"rss": "feed/", "atom": "feed/atom/"}[_kind(found.feed)] if found.feed else "")


def _kind(feed: str) -> str:
    return "atom" if feed.endswith("atom") else "rss"


def _permanent(path: str) -> HttpResponse:
    response = HttpResponsePermanentRedirect(path)
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
