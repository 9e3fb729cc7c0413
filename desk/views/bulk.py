"""The pages of bulk decisions: choose reactions, confirm, follow the progress, undo."""

from contextlib import suppress
from operator import itemgetter

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.guards import for_moderators
from comments.actions import SeenState, Verdict, WrongState
from comments.models import Batch, Comment
from comments.permissions import may_confirm_batch
from common.params import LARGEST_INTEGER, parse_number
from desk.actions import bulk
from desk.forms.deciding import BatchForm
from desk.selection import Selection
from desk.views.queue import PAGE_SIZE
from moderation.basis import BasisChoices

MOST_LISTED = 200
SAMPLE = 5
LATEST = 50


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def batch_list(request: HttpRequest) -> HttpResponse:
    """List the latest batches; a POST prepares a new one from the chosen reactions.

    An approval of no more than a page is confirmed at once and can still be cancelled. A larger
    one, and every rejection, asks for confirmation first.
    """
    if request.method != "POST":
        latest = Batch.objects.exclude(status=Batch.Status.CHOSEN).select_related("by")
        latest = latest.annotate(size=Count("items"))[:LATEST]
        return render(request, "desk/batches.html", {"batches": latest})
    verdict = request.POST.get("verdict")
    if verdict not in (Verdict.APPROVE, Verdict.REJECT):
        raise BadRequest("no such verdict")
    seen = (
        _comments_of_selection(request, verdict)
        if "all" in request.POST
        else _chosen_comments(request)
    )
    if not seen:
        return render(request, "desk/batch_empty.html", status=422)
    batch = bulk.prepare_batch(request.user, verdict, seen)
    if verdict == Verdict.APPROVE and len(seen) <= PAGE_SIZE:
        bulk.confirm_batch(batch, by=request.user)
    return redirect(batch)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch: confirm it, follow it, or undo it."""
    batch = get_object_or_404(Batch.objects.select_related("by", "undone_by", "house_rule"), pk=pk)
    if batch.status == Batch.Status.CHOSEN:
        return _confirm_batch_page(request, batch)
    if request.method == "POST":
        with suppress(WrongState):  # a colleague was first; the page shows who
            bulk.undo_batch(batch, by=request.user)
        return redirect(batch)
    return render(request, "desk/batch.html", _progress(batch))


def _confirm_batch_page(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Ask for confirmation: the number of reactions, some of them, and the basis."""
    if not may_confirm_batch(request.user, batch):
        raise Http404
    grounds = BasisChoices.read()
    form = BatchForm(request.POST or None, language=_language(batch), grounds=grounds)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        with suppress(WrongState):  # sent twice
            bulk.confirm_batch(batch, by=request.user, ground=form.chosen_basis(), note=note)
        return redirect(batch)
    items = batch.items.select_related("comment__article")
    context = {
        "batch": batch,
        "form": form,
        "grounds": grounds,
        "count": items.count(),
        "most": bulk.MAX_BATCH_SIZE,
        "sample": items[:SAMPLE],
        "public": items.filter(status=Comment.Status.PUBLISHED, held=False).count(),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/batch_ask.html", context, status=status)


def _language(batch: Batch) -> str:
    """Return the language of most of the writers, since all read the same explanation."""
    rows = batch.items.order_by().values_list("comment__language").annotate(n=Count("pk"))
    return max(rows, key=itemgetter(1), default=(settings.LANGUAGE_CODE, 0))[0]


def _progress(batch: Batch) -> dict:
    rows = batch.items.order_by().values_list("outcome", "undo").annotate(Count("pk"))
    counts = {(outcome, undo): count for outcome, undo, count in rows}

    def of(outcome: str, *undone: str) -> int:
        found = ((o, u, n) for (o, u), n in counts.items() if o == outcome)
        return sum(n for _, u, n in found if not undone or u in undone)

    total, done = sum(counts.values()), of("done")
    left = of("todo")
    undoing = batch.status in (Batch.Status.UNDOING, Batch.Status.UNDONE)
    undone = of("done", "done")
    kept = of("done", "conflict", "changed", "failed")
    skipped = batch.items.exclude(outcome__in=("todo", "done", "stopped"))
    skipped |= batch.items.filter(undo__in=("conflict", "changed", "failed"))
    skipped = skipped.select_related("comment__article", "decision__by").order_by("pk")
    listed = list(skipped[: MOST_LISTED + 1])
    not_done = total - left - done - of("stopped")
    return {
        "batch": batch,
        "size": total,
        "total": done if undoing else total,
        "position": undone + kept if undoing else total - left,
        "done": done,
        "undone": undone,
        "kept": kept,
        "skipped": not_done,
        "stopped": of("stopped"),
        "listed": listed[:MOST_LISTED],
        "more_skipped": not_done + kept - MOST_LISTED if len(listed) > MOST_LISTED else 0,
        "may_undo": batch.status in ("waiting", "running") or (batch.status == "done" and done),
    }


def _chosen_comments(request: HttpRequest) -> dict[int, SeenState]:
    """Return the chosen reactions with their states as seen.

    Each is posted as `key.status.revision`, followed by `.held` and `.reported` where they apply.
    """
    seen = {}
    for value in request.POST.getlist("chosen"):
        key, status, seen_revision, *more = [*value.split("."), "", ""]
        pk, revision = parse_number(key), parse_number(seen_revision, LARGEST_INTEGER)
        if pk is None or revision is None or status not in Comment.Status.values:
            raise BadRequest("no such reaction")
        seen[pk] = SeenState(status, revision, "held" in more, "reported" in more)
    return seen


def _comments_of_selection(request: HttpRequest, verdict: str) -> dict[int, SeenState]:
    """Return all of a selection that this verdict would change, with their present states."""
    query = QueryDict(request.POST.get("selection", "").removeprefix("?"))
    comments = Selection.read(query).comments().affected_by_verdict(verdict)
    rows = comments.only("status", "revision", "held_at", "reported_at")[: bulk.MAX_BATCH_SIZE]
    return {comment.pk: SeenState.of(comment) for comment in rows}
