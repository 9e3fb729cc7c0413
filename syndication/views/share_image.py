"""Views that serve share pictures."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from comments.models import Comment
from common.clients import client_network
from common.ratelimit import within_rate_limit
from syndication import share_image, sharing

HOUR, DAY = 60 * 60, 60 * 60 * 24  # seconds
# Per network; a picture that is in the cache does not count.
MAX_DRAWINGS_PER_HOUR = 300


@require_safe
def article_share_picture(request: HttpRequest, pk: int, edition: str) -> HttpResponse:
    """Serve the share picture of an article."""
    articles = Article.objects.published().prefetch_related("bylines").defer("body")
    article = get_object_or_404(articles, pk=pk)
    count = Comment.objects.counts([article]).get(article.pk, 0)
    card, here = (
        sharing.article_share_card(article, count),
        sharing.article_picture_url(article, count),
    )
    return share_picture_response(request, card, edition, here, name=f"article:{pk}")


def share_picture_response(
    request: HttpRequest, card: sharing.ShareCard, edition: str, here: str, *, name: str
) -> HttpResponse:
    """Serve the present picture, or redirect a former edition to its address `here`.

    The cache keeps one picture for each `name`.
    """
    if edition != card.edition:
        response = redirect(here)
        patch_cache_control(response, no_cache=True)
        return response
    drawn = _cached_picture(name, card)
    if not drawn:
        if not within_rate_limit("draw", client_network(request), MAX_DRAWINGS_PER_HOUR, HOUR):
            return render(request, "429.html", status=429)
        drawn = share_image.draw_share_picture(*card)
        cache.set(_cache_key(name), (edition, drawn), timeout=HOUR)
    response = HttpResponse(drawn, content_type="image/png")
    # At most a day, so that caches elsewhere soon drop the picture of a withdrawn article.
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def _cached_picture(name: str, card: sharing.ShareCard) -> bytes:
    """Return the picture from the cache, or no bytes when it shows something else by now."""
    edition, drawn = cache.get(_cache_key(name)) or ("", b"")
    return drawn if edition == card.edition else b""


def _cache_key(name: str) -> str:
    return f"share:{name}"
