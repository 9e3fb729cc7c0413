"""Permalinks of reactions, and the changes of a thread."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from comments import live
from comments.models import Comment
from comments.pages import page_start_for
from common.clients import client_network
from common.params import parse_number
from common.ratelimit import within_rate_limit


@require_safe
def comment_permalink(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Open one reaction on the page of the thread that holds it."""
    article = get_object_or_404(Article.objects.with_debate(), slug=slug)
    comment = Comment.objects.thread(article).filter(number=number).first()
    if comment is None:
        return render(request, "comments/gone.html", {"article": article}, status=404)
    comment.article = article
    start = page_start_for(comment)
    query = f"?na={start}" if start else ""
    return redirect(f"{article.get_absolute_url()}{query}#{comment.anchor}")


@never_cache
@require_safe
def thread_changes_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the changes after version `since`, in the same frame as on the socket."""
    article = get_object_or_404(Article.objects.with_debate().only("pk"), slug=slug)
    if not within_rate_limit("changes", client_network(request), 120, 60):
        return JsonResponse({"error": "too often; wait a minute"}, status=429)
    since = parse_number(request.GET.get("since", ""))
    if since is None:
        return JsonResponse({"error": "since must be a version"}, status=400)
    found = live.thread_changes(article.pk, since, get_language())
    if found is None or found[1] is None:
        return JsonResponse({"resync": True})
    return HttpResponse(found[1], content_type="application/json")
