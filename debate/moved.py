"""Where a page is now that had another address, here or at the site that it came from.

Asked only when there is nothing at an address, so that what is there now always comes first; and
answered only for what everyone can read.
"""

import re
from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from articles.models import Article
from exchange import links

# An article's page and all that lies under it, in either language.
_PIECE = re.compile(r"(?P<start>(?:/en)?/opinie/)(?P<slug>[-\w]{1,200})/(?P<rest>.*)", re.DOTALL)
# Browsers keep such an answer for ever, unless told: a title may change back.
HOUR = 60 * 60  # seconds


def to(request: HttpRequest) -> HttpResponse | None:
    """The way on from an address where nothing is, if there is one."""
    if request.method not in ("GET", "HEAD"):
        return None
    if piece := _PIECE.fullmatch(request.path_info):
        article = Article.objects.formerly(piece["slug"]).only("slug").first()
        path = article and f"{piece['start']}{article.slug}/{quote(piece['rest'])}"
        query = request.META.get("QUERY_STRING", "")
        return _permanent(path + (f"?{query}" if query else "")) if path else None
    if found := links.at(request.path_info):
        end = {"": "", "feed/atom": "feed/atom/"}.get(found.feed, "feed/")
        return _permanent(found.article.get_absolute_url() + end)
    return None


def from_number(front: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """WordPress knows an article by its number on the front page too: `/?p=2261`."""

    @wraps(front)
    def led(request: HttpRequest) -> HttpResponse:
        article = links.numbered(request.GET["p"]) if "p" in request.GET else None
        return _permanent(article.get_absolute_url()) if article else front(request)

    return led


def _permanent(path: str) -> HttpResponse:
    response = HttpResponsePermanentRedirect(path)
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
