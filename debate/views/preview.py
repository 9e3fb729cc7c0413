"""A piece exactly as it will look, for who works on it and for who was given a secret address."""

from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import drafts
from articles.guards import for_writers, piece
from articles.models import Article, Peek
from articles.permissions import lets_look
from common.clients import network
from common.ratelimit import allow
from debate.article_context import around


def secret(view):
    """Kept by nobody on the way, named to no other site, and found by no search engine."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@secret
@for_writers
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """For who may change it."""
    return _shown(request, piece(request, pk))


@secret
@require_safe
def peek(request: HttpRequest, key: UUID) -> HttpResponse:
    """For whoever has the address, until it ends."""
    if not allow("peek", network(request), 60, 3600):
        return render(request, "429.html", status=429)
    found = get_object_or_404(Peek.objects.open().with_giver(), key=key)
    if not lets_look(found):
        raise Http404
    return _shown(request, found.article, found)


def _shown(request: HttpRequest, article: Article, peek: Peek | None = None) -> HttpResponse:
    """Its page with the text as it is being written. Nothing of this is saved."""
    article = Article.objects.with_writers().select_related("image", "series").get(pk=article.pk)
    article.title, article.lead, article.body = drafts.current(article, drafts.draft_of(article))
    article.published_at = article.published_at or timezone.now()
    context = around(article) | {"article": article, "count": 0, "peek": peek}
    if peek:
        # A stranger cannot take these along before it is published.
        context["attachments"] = []
    return render(request, "articles/preview.html", context)
