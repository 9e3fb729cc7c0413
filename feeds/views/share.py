"""The picture by which an article is known where it is shared."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from comments.models import Comment
from feeds import drawing, share

DAY = 60 * 60 * 24  # seconds


@require_safe
def picture(request: HttpRequest, pk: int, edition: str) -> HttpResponse:
    """As it is now; a former address leads to it."""
    articles = Article.objects.published().prefetch_related("bylines").defer("body")
    article = get_object_or_404(articles, pk=pk)
    count = Comment.objects.counts([article]).get(article.pk, 0)
    card = share.card(article, count)
    if edition != card.edition:
        response = redirect(share.picture(article, count))
        patch_cache_control(response, no_cache=True)
        return response
    response = HttpResponse(_drawn(pk, card), content_type="image/png")
    # A day: what was withdrawn should not be shown for much longer by who kept it.
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def _drawn(pk: int, card: share.Card) -> bytes:
    """Kept one for each article: drawing takes some hundredths of a second."""
    key = f"share:{pk}"
    edition, drawn = cache.get(key) or ("", b"")
    if edition != card.edition:
        drawn = drawing.draw(*card)
        cache.set(key, (card.edition, drawn), timeout=DAY)
    return drawn
