"""Muting a writer, and the list of muted writers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import actions, muting, people
from comments.models import Comment, Fold
from comments.pages import page_start_for
from comments.permissions import may_be_muted
from common.params import parse_number
from common.ratelimit import within_rate_limit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mute_writer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for confirmation (the script on the article page does not) and mute or unmute.

    Guests are told what they can do instead.
    """
    comment = get_object_or_404(people.public_comments().select_related("article"), pk=pk)
    if not may_be_muted(comment):
        raise Http404
    context = {"comment": comment, "most": muting.MOST_MUTED}
    if not request.user.is_authenticated:
        status = 403 if request.method == "POST" else 200
        return render(request, "comments/mute.html", context, status=status)
    if request.method == "POST":
        if not within_rate_limit("fold", str(request.user.pk), 200, 3600):
            return render(request, "comments/mute.html", context | {"often": True}, status=429)
        if "back" in request.POST:
            actions.unmute_writer(comment, by=request.user)
            return redirect(comment)
        try:
            actions.mute_writer(comment, by=request.user)
        except actions.WrongState:
            return render(request, "comments/mute.html", context | {"full": True}, status=409)
        return redirect(_muted_line_url(comment))
    marks = muting.muted_marks(comment.article, request)
    context["is_folded"] = muting.writer_mark(comment) in marks
    return render(request, "comments/mute.html", context)


def _muted_line_url(comment: Comment) -> str:
    """Return an address at which the reaction shows as muted; its permalink would open it."""
    start = page_start_for(comment)
    query = f"?na={start}" if start else ""
    return f"{comment.article.get_absolute_url()}{query}#weg-{comment.number}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def muted_writers_page(request: HttpRequest) -> HttpResponse:
    """List the writers whom a member muted, and unmute them, even if the reaction is gone."""
    folds = Fold.objects.of(request.user)
    if request.method == "POST":
        chosen = request.POST.get("fold", "")
        key = parse_number(chosen) or 0
        actions.unmute_writer(get_object_or_404(folds, pk=key).comment, by=request.user)
        return redirect("folded")
    return render(request, "comments/muted.html", {"folds": folds})
