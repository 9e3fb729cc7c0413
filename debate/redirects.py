"""Redirects from former addresses, of this site and of the one that was imported.

They are looked up only when an address has no page now, and answered only for what everyone can
read. Each leads to the present address in one step.
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
# WordPress's archives of a day, a month or a year.
_PERIOD = re.compile(r"/(?P<year>[12][0-9]{3})(?:/(?P<month>[0-9]{1,2})(?:/[0-9]{1,2})?)?/?")
_FEED = re.compile(r"/feed/(?:rss2?|rdf)/?")
# Browsers keep a permanent redirect for ever unless told, and a title may change back.
HOUR = 60 * 60  # seconds


def redirect_if_moved(request: HttpRequest) -> HttpResponse | None:
    """Return a redirect from an address without a page, if it had one formerly."""
    if request.method not in ("GET", "HEAD"):
        return None
    path = request.path_info
    if piece := _PIECE.fullmatch(path):
        return _redirect_renamed_article(request, piece)
    # WordPress without rewriting has /index.php before every path.
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
    """Redirect WordPress's addresses by number, such as `/?p=2261`, from the front page."""

    @wraps(front)
    def led(request: HttpRequest) -> HttpResponse:
        place = _path_from_query(request) if request.GET else ""
        return _redirect_permanently(place) if place else front(request)

    return led


@require_safe
def redirect_old_comment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Redirect to the reaction that was `#comment-<number>` on the imported site.

    No server sees what follows the #, so the script of the page asks here.
    """
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
