"""The moderators' desk: the queue, and decisions on its reactions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import for_moderators
from articles.models import Article, Dossier
from comments import actions
from comments.models import Comment
from comments.moderation_rules import MODERATION_RULES, POLICY_TITLES
from comments.permissions import is_comment_writer
from common.paging import take_page
from desk.forms.deciding import DecisionForm, SeenStateForm
from desk.queue import QueueEntry, queue_entries, queue_entry
from desk.selection import AGES, LANGUAGES, VIEWS, WAITING_VIEW, Selection, queue_view_counts
from moderation.basis import BasisChoices

PAGE_SIZE = 30


@for_moderators
@require_safe
def queue_page(request: HttpRequest) -> HttpResponse:
    """Show a page of a view of the queue, with its filters, from the cursor in `?na=`."""
    selection = Selection.read(request.GET)
    grounds = BasisChoices.read()
    rows = selection.after(request.GET.get("na", ""))[: PAGE_SIZE + 1]
    shown, last = take_page(queue_entries(rows, grounds), PAGE_SIZE)
    for one in shown:
        one.is_own = is_comment_writer(request.user, one.comment)
    many = queue_view_counts()
    is_first_page = "na" not in request.GET
    if not selection.is_filtered:
        found = many[selection.view]
    elif is_first_page and last is None:
        found = str(len(shown))
    else:
        found = selection.comments().how_many()
    context = {
        "selection": selection,
        "views": [
            (name, view.label, selection.query(view=name), many[name])
            for name, view in VIEWS.items()
        ],
        "queue_count": many[WAITING_VIEW],
        "ages": [(name, label) for name, (label, _age) in AGES.items()],
        "languages": LANGUAGES.items(),
        "rules": [(rule.name, rule.title) for rule in MODERATION_RULES] + POLICY_TITLES,
        "articles": Article.objects.with_page().only("slug", "title")[:200],
        "dossiers": Dossier.objects.only("slug", "title").order_by("title")[:200],
        "entries": shown,
        "next": selection.query(after=selection.cursor(last.comment)) if last else "",
        "grounds": grounds,
        "is_first_page": is_first_page,
        "back": selection.query(after=request.GET.get("na", "")),
        "found": found,
    }
    return render(request, "desk/queue.html", context)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def judge_comment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a reaction with its history; a POST decides on the state that the form says was seen."""
    comment = get_object_or_404(Comment.objects.exclude(status=Comment.Status.UNCONFIRMED), pk=pk)
    grounds = BasisChoices.read()
    if request.method != "POST":
        return _entry_response(request, queue_entry(comment, grounds=grounds), grounds)
    form = DecisionForm(request.POST, language=comment.language, grounds=grounds)
    if not form.is_valid():
        return _entry_response(
            request, queue_entry(comment, form, grounds=grounds), grounds, status=422
        )
    data = form.cleaned_data
    seen = _seen(data)
    try:
        actions.decide_comment(
            comment,
            data["verdict"],
            by=request.user,
            seen=seen,
            ground=form.chosen_basis(),
            note=data["note"],
        )
    except actions.DecisionConflict as conflict:
        if not conflict.is_repeat(request.user, data["verdict"]):
            shown = queue_entry(conflict.comment, conflict=conflict, grounds=grounds)
            return _entry_response(request, shown, grounds, status=409)
    return _after_decision(request, comment, grounds)


@for_moderators
@require_POST
def keep_reported_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a reported reaction and dismiss the reports that were shown."""
    sent = Comment.objects.exclude(status=Comment.Status.UNCONFIRMED)
    comment = get_object_or_404(sent.select_related("article"), pk=pk)
    form = SeenStateForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    data = form.cleaned_data
    grounds = BasisChoices.read()
    try:
        actions.dismiss_reports(comment, by=request.user, seen=_seen(data), reports=data["reports"])
    except actions.DecisionConflict as conflict:
        shown = queue_entry(conflict.comment, conflict=conflict, grounds=grounds)
        return _entry_response(request, shown, grounds, status=409)
    return _after_decision(request, comment, grounds)


def _after_decision(request: HttpRequest, before: Comment, grounds: BasisChoices) -> HttpResponse:
    """Return the response after a decision.

    From the list it leads to the next reaction, where `before` is the reaction as it stood in the
    list; from the reaction's own page it stays there.
    """
    if request.htmx:
        return _entry_response(request, queue_entry(before, grounds=grounds), grounds, decided=True)
    if "back" not in request.POST:
        return redirect("judge", pk=before.pk)
    now = Comment.objects.only("status").get(pk=before.pk).get_status_display()
    said, link = _("Decided: {status}.").format(status=now), reverse("judge", args=[before.pk])
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, link, _("View or edit")))
    selection, address = _list_of(request.POST)
    following = selection.follows(before)
    return redirect(address + (f"#entry-{following}" if following else ""))


def _list_of(data: QueryDict) -> tuple[Selection, str]:
    """Return the list that a form was in, and the URL of its page.

    The URL is built anew from the parsed query, so that it cannot lead elsewhere.
    """
    query = QueryDict(data.get("back", "").removeprefix("?"))
    selection = Selection.read(query)
    return selection, reverse("queue") + selection.query(after=query.get("na", ""))


def _seen(data: dict) -> actions.SeenState:
    return actions.SeenState(data["status"], data["revision"], data["held"], bool(data["reports"]))


def _entry_response(
    request: HttpRequest,
    shown: QueueEntry,
    grounds: BasisChoices,
    status: int = 200,
    decided: bool = False,
) -> HttpResponse:
    shown.is_own = is_comment_writer(request.user, shown.comment)
    template = "desk/_entry.html" if request.htmx else "desk/judge.html"
    context = {"entry": shown, "decided": decided, "grounds": grounds}
    if "back" in request.POST:
        # Posted from the list with an error: a second try must still lead back to it.
        context |= {"back": request.POST["back"], "list_address": _list_of(request.POST)[1]}
    return render(request, template, context, status=status)
