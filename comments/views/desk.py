"""The moderators' desk: what waits, and deciding on it."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import may_moderate
from articles.models import Article
from comments import actions
from comments.forms import DecisionForm
from comments.models import Comment
from comments.moderation import POLICIES, RULES
from comments.queue import Entry, entries, entry
from comments.selection import VIEWS, Selection

PAGE = 30


def for_moderators(view):
    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_moderators
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """One view of the list, with its filters; a page after `?na=` for those with many."""
    selection = Selection.read(request.GET)
    shown = entries(selection.after(request.GET.get("na", ""))[: PAGE + 1])
    context = {
        "selection": selection,
        "views": [(view, label, selection.query(view=view)) for view, label in VIEWS.items()],
        "rules": [(rule.name, rule.title) for rule in RULES] + POLICIES,
        "articles": Article.objects.published().only("slug", "title")[:200],
        "entries": shown[:PAGE],
        "next": selection.query(after=selection.cursor(shown[PAGE - 1].comment))
        if len(shown) > PAGE
        else "",
        "is_first_page": "na" not in request.GET,
        "found": selection.comments().how_many() if len(shown) > PAGE else len(shown),
    }
    return render(request, "comments/desk/queue.html", context)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """One reaction with its history; a POST decides on what the form says was seen."""
    comment = get_object_or_404(Comment.objects.exclude(status=Comment.Status.UNCONFIRMED), pk=pk)
    if request.method != "POST":
        return _one(request, entry(comment))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _one(request, entry(comment, form), status=422)
    data = form.cleaned_data
    seen = actions.Seen(data["status"], data["revision"], data["held"])
    try:
        actions.decide(
            comment,
            data["verdict"],
            by=request.user,
            seen=seen,
            reason=data["reason"] if data["verdict"] == "reject" else "",
            note=data["note"],
        )
    except actions.Conflict as conflict:
        return _one(request, entry(conflict.comment, conflict=conflict), status=409)
    if request.htmx:
        return _one(request, entry(comment), decided=True)
    return redirect("judge", pk=pk)


def _one(
    request: HttpRequest, shown: Entry, status: int = 200, decided: bool = False
) -> HttpResponse:
    template = "comments/desk/_entry.html" if request.htmx else "comments/desk/judge.html"
    return render(request, template, {"entry": shown, "decided": decided}, status=status)
