"""The picture by which a page is known where it is shared."""

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
# Drawn in an hour for one network; who asks for what was drawn already may go on.
MAX_DRAWINGS_PER_HOUR = 300


@require_safe
def article_share_picture(request: HttpRequest, pk: int, edition: str) -> HttpResponse:
    """That of an article."""
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
    """The picture as it is now, which is at `here`; a former address leads there. One is kept for
    each `name`."""
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
    # A day: what was withdrawn should not be shown for much longer by who kept it.
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def _cached_picture(name: str, card: sharing.ShareCard) -> bytes:
    """Drawing takes some hundredths of a second."""
    edition, drawn = cache.get(_cache_key(name)) or ("", b"")
    return drawn if edition == card.edition else b""


def _cache_key(name: str) -> str:
    return f"share:{name}"
