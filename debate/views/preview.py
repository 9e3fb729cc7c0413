"""The preview of an article, for those who work on it and for holders of a preview link."""

from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import drafts
from articles.guards import for_writers, get_permitted_article
from articles.models import Article, Peek
from articles.permissions import is_preview_link_valid
from common.clients import client_network
from common.ratelimit import within_rate_limit
from debate.article_context import article_page_context


def keep_page_secret(view):
    """Keep a view out of caches, referrers and search engines."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@keep_page_secret
@for_writers
@require_safe
def article_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the preview to those who may edit the article."""
    return _render_preview(request, get_permitted_article(request, pk))


@keep_page_secret
@require_safe
def preview_link_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the preview to whoever has the link, until it expires."""
    if not within_rate_limit("peek", client_network(request), 60, 3600):
        return render(request, "429.html", status=429)
    found = get_object_or_404(Peek.objects.open().with_creator(), key=key)
    if not is_preview_link_valid(found):
        raise Http404
    return _render_preview(request, found.article, found)


def _render_preview(
    request: HttpRequest, article: Article, peek: Peek | None = None
) -> HttpResponse:
    """Show the article with the text of its draft. Nothing is saved."""
    article = Article.objects.with_writers().select_related("image", "series").get(pk=article.pk)
    article.title, article.lead, article.body = drafts.current_article_text(
        article, drafts.get_article_draft(article)
    )
    article.published_at = article.published_at or timezone.now()
    context = article_page_context(article) | {"article": article, "count": 0, "peek": peek}
    if peek:
        # Attachments cannot be downloaded by a preview link.
        context["attachments"] = []
    return render(request, "articles/preview.html", context)
