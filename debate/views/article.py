"""The page of an article with its debate, and the error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.permissions import is_author
from articles.view_counts import count_article_view
from comments import muting, overlay, visitor
from comments.models import Comment, Invitation
from comments.pages import load_thread_page
from comments.permissions import comment_barrier
from comments.views.compose import empty_comment_form
from debate import redirects
from debate.article_context import article_page_context
from syndication import page_head


@cache_control(private=True, no_cache=True)  # it holds a form's key and the visitor's own reactions
@require_safe
def article_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an article with one page of its thread.

    The article's version is read before the thread, so that the socket misses nothing.
    """
    articles = Article.objects.with_page().with_writers().select_related("image", "series")
    article = get_object_or_404(articles, slug=slug)
    if article.is_withdrawn:
        return _render_withdrawn(request, article)
    count_article_view(article, request)
    context = _thread_context(request, article) | article_page_context(article)
    context["waiting"] = _waiting_count(request, article)
    # A piece that began as a reaction answers the article under which that stands.
    context["began_as"] = Invitation.objects.behind(article) if article.answers_id else None
    context |= page_head.article_head_context(
        article,
        context["count"],
        context["thread"],
        dossiers=context["dossiers"],
        topics=context["topics"],
    )
    return render(request, "articles/debate.html", context)


def _render_withdrawn(request: HttpRequest, article: Article) -> HttpResponse:
    """Show since when and why an article is withdrawn; with its debate, where that was kept."""
    context = _thread_context(request, article) if article.keeps_debate else {"article": article}
    return render(request, "articles/withdrawn.html", context, status=410)


def _thread_context(request: HttpRequest, article: Article) -> dict:
    thread = load_thread_page(
        article, get_language(), request.GET.get("na", ""), request.GET.get("voor", "")
    )
    folded = muting.muted_marks(article, request)
    return {
        "article": article,
        "thread": overlay.overlay_muted_writers(thread, folded),
        "folded": folded,
        "count": Comment.objects.counts([article]).get(article.pk, 0),
        "own": visitor.own_comments_in_thread(request, article),
        "form": empty_comment_form(request, article),
        "bar": comment_barrier(request.user, article),
    }


def _waiting_count(request: HttpRequest, article: Article) -> str:
    """Count the open questions under this article for its author; empty for anyone else."""
    if not is_author(request.user, article):
        return ""
    found = Comment.objects.open_questions(request.user).filter(article=article)
    return found.how_many()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "error.html", {"code": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "error.html", {"code": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return redirects.redirect_if_moved(request) or render(
        request, "error.html", {"code": 404}, status=404
    )


def server_error(request: HttpRequest) -> HttpResponse:
    # No context: whatever failed may fail again in a context processor.
    return render(None, "500.html", status=500)
