"""Actions of bulk decisions: prepare, confirm, run and undo a batch.

The worker runs a batch with `decide_comment`, in a short transaction for each item, so that the
site stays usable meanwhile. Each transaction locks the batch first, so that nothing is decided
after it was stopped and nothing is decided twice, by two workers or by one that was restarted.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from accounts.permissions import is_moderator
from comments.actions.deciding import DecisionConflict, SeenState, decide_comment
from comments.actions.shared import WrongState
from comments.actions.undoing import FormerState, undo_decision
from comments.models import Batch, BatchItem, Comment
from comments.permissions import is_comment_writer
from moderation.audit_log import batch_subject, record
from moderation.basis import DecisionBasis

log = logging.getLogger(__name__)

Status = Batch.Status
Outcome, Undo = BatchItem.Outcome, BatchItem.Undo

MAX_BATCH_SIZE = 5_000  # reactions in one batch
CANCEL_PERIOD = timedelta(seconds=10)  # before it starts and writers are notified
SLICE_SECONDS = 3  # seconds of work, after which other tasks get their turn
LOW_PRIORITY = -10  # mails that readers wait for go first
MAX_BATCH_ATTEMPTS = 8
UNCONFIRMED_BATCH_LIFETIME = timedelta(days=1)  # an unconfirmed batch may be deleted after this


@transaction.atomic
def prepare_batch(by: User, verdict: str, seen: dict[int, SeenState]) -> Batch:
    """Create a batch of reactions, given by key with their states as seen; decide nothing yet.

    The moderator's own reactions are left out.
    """
    Batch.objects.filter(
        by=by, status=Status.CHOSEN, created_at__lt=timezone.now() - UNCONFIRMED_BATCH_LIFETIME
    ).delete()
    batch = Batch.objects.create(by=by, verdict=verdict)
    judgeable = Comment.objects.exclude(status=Comment.Status.UNCONFIRMED)
    # In the order of writing, so that they are numbered in that order.
    there = (
        judgeable.filter(pk__in=list(seen)[:MAX_BATCH_SIZE]).order_by("pk").only("user", "email")
    )
    BatchItem.objects.bulk_create(
        (
            BatchItem(batch=batch, comment_id=comment.pk, **seen[comment.pk]._asdict())
            for comment in there
            if not is_comment_writer(by, comment)
        ),
        batch_size=500,
    )
    return batch


@transaction.atomic
def confirm_batch(
    batch: Batch, *, by: User, ground: DecisionBasis | None = None, note: str = ""
) -> Batch:
    """Schedule a batch to run after `CANCEL_PERIOD`. Raises `WrongState` the second time."""
    batch = _locked_batch(batch.pk)
    if batch.status != Status.CHOSEN or batch.by_id != by.pk:
        raise WrongState
    for name, value in ground.as_fields().items() if ground else ():
        setattr(batch, name, value)
    batch.note = note
    batch.status, batch.starts_at = Status.WAITING, timezone.now() + CANCEL_PERIOD
    batch.save()
    size = batch.items.count()
    record("batch_given", batch_subject(batch.pk), by=by, verdict=batch.verdict, size=size)
    run_batch.using(run_after=batch.starts_at).enqueue(batch.pk)
    return batch


@transaction.atomic
def undo_batch(batch: Batch, *, by: User) -> Batch:
    """Cancel a batch that has not started; else stop it and undo what was decided so far.

    Raises `WrongState` when there is nothing to undo.
    """
    batch = _locked_batch(batch.pk)
    match batch.status:
        case Status.WAITING:
            batch.status = Status.CANCELLED
            record("batch_cancelled", batch_subject(batch.pk), by=by)
        case Status.RUNNING | Status.DONE:
            batch.items.filter(outcome=Outcome.UNDECIDED).update(outcome=Outcome.STOPPED)
            batch.status = Status.UNDOING
            record("batch_undone", batch_subject(batch.pk), by=by)
            run_batch_undo.enqueue(batch.pk)
        case _:
            raise WrongState
    batch.undone_by, batch.undone_at = by, timezone.now()
    batch.save()
    return batch


# --- Tasks ----------------------------------------------------------------------------------------


@task(priority=LOW_PRIORITY)
def run_batch(batch_pk: int, attempt: int = 1) -> None:
    """Decide on the remaining items of a batch."""
    if _start_batch(batch_pk):
        _process_items(
            run_batch,
            batch_pk,
            attempt,
            Status.RUNNING,
            {"outcome": Outcome.UNDECIDED},
            _decide_item,
        )


@task(priority=LOW_PRIORITY)
def run_batch_undo(batch_pk: int, attempt: int = 1) -> None:
    """Undo the remaining decisions of a batch."""
    if _may_continue_undo(batch_pk):
        todo = {"outcome": Outcome.DONE, "undo": Undo.NOT}
        _process_items(run_batch_undo, batch_pk, attempt, Status.UNDOING, todo, _undo_item)


@transaction.atomic
def _start_batch(batch_pk: int) -> bool:
    """Start or continue a batch; return True if it may run."""
    batch = _locked_batch(batch_pk)
    allowed = _still_moderates(batch.by)
    match batch.status:
        case Status.WAITING if allowed:
            batch.status = Status.RUNNING
        case Status.WAITING:
            batch.status = Status.CANCELLED
        case Status.RUNNING if not allowed:
            batch.items.filter(outcome=Outcome.UNDECIDED).update(outcome=Outcome.STOPPED)
            batch.status, batch.finished_at = Status.DONE, timezone.now()
        case Status.RUNNING:
            return True
        case _:
            return False
    batch.save(update_fields=["status", "finished_at"])
    if not allowed:
        record("batch_cancelled", batch_subject(batch.pk))
    return batch.status == Status.RUNNING


@transaction.atomic
def _may_continue_undo(batch_pk: int) -> bool:
    """Return True if the undo may go on; if its moderator left, a colleague can undo the rest."""
    batch = _locked_batch(batch_pk)
    if batch.status != Status.UNDOING:
        return False
    if not _still_moderates(batch.undone_by):
        batch.status, batch.undone_by, batch.undone_at = Status.DONE, None, None
        batch.save(update_fields=["status", "undone_by", "undone_at"])
        record("batch_cancelled", batch_subject(batch.pk))
    return batch.status == Status.UNDOING


def _still_moderates(by: User | None) -> bool:
    """Return True if this member is still a moderator: neither removed from the role nor erased.

    The second step is not checked: they passed it when they confirmed the batch, in a process whose
    settings may differ from the worker's.
    """
    there = by is not None and is_moderator(by)
    if not there:
        log.warning("batch.not_moderator")
    return there


def _process_items(
    again, batch_pk: int, attempt: int, status: str, todo: dict, one: Callable[..., None]
) -> None:
    """Apply `one` to each item in `todo` for a few seconds, while the batch has this status.

    The rest is left to `again`, the same task; so is everything after a failure of the database.
    """
    batch = Batch.objects.select_related("by", "undone_by", "house_rule").get(pk=batch_pk)
    end = time.monotonic() + SLICE_SECONDS
    for pk in list(batch.items.filter(**todo).values_list("pk", flat=True)):
        if time.monotonic() > end:
            again.enqueue(batch_pk)
            return
        try:
            with transaction.atomic():
                if _locked_batch(batch_pk).status != status:
                    return
                items = batch.items.filter(**todo).select_related("comment__article", "decision")
                if item := items.filter(pk=pk).first():
                    one(batch, item)
                    item.save()
        except OperationalError as error:
            if attempt >= MAX_BATCH_ATTEMPTS:
                raise
            log.warning("batch.database_retry batch=%s error=%s", batch_pk, error)
            later = timezone.now() + timedelta(seconds=2**attempt)
            again.using(run_after=later).enqueue(batch_pk, attempt + 1)
            return
        except Exception:
            # One failed item must not stop the others.
            log.exception("batch.item_failed batch=%s item=%s", batch_pk, pk)
            name = "outcome" if status == Status.RUNNING else "undo"
            batch.items.filter(pk=pk).update(**{name: Outcome.FAILED})
    _finish_batch(batch_pk, status)


@transaction.atomic
def _finish_batch(batch_pk: int, status: str) -> None:
    batch = _locked_batch(batch_pk)
    if batch.status == status:
        batch.status = Status.DONE if status == Status.RUNNING else Status.UNDONE
        batch.finished_at = timezone.now()
        batch.save(update_fields=["status", "finished_at"])


def _decide_item(batch: Batch, item: BatchItem) -> None:
    seen = SeenState(item.status, item.revision, item.held, item.reported)
    former = FormerState.of(item.comment)
    try:
        after = decide_comment(
            item.comment,
            batch.verdict,
            by=batch.by,
            seen=seen,
            ground=batch.ground,
            note=batch.note,
            batch=batch,
        )
    except DecisionConflict as conflict:
        item.outcome = _conflict_outcome(conflict, seen)
        if item.outcome == Outcome.CONFLICT:
            item.decision = conflict.decision
        return
    item.outcome, item.decision = Outcome.DONE, after.decisions.last()
    item.held_at, item.edited_at = former.held_at, former.edited_at
    item.shown_revision = former.shown_revision


def _conflict_outcome(conflict: DecisionConflict, seen: SeenState) -> str:
    now = conflict.comment
    if seen.matches(now):
        return Outcome.NOTHING
    withdrawn = now.status == Comment.Status.WITHDRAWN
    if withdrawn or now.revision != seen.revision or conflict.decision is None:
        return Outcome.CHANGED
    return Outcome.CONFLICT


def _undo_item(batch: Batch, item: BatchItem) -> None:
    former = FormerState(item.status, item.held_at, item.shown_revision, item.edited_at)
    try:
        undo_decision(
            item.comment, by=batch.undone_by, decision=item.decision, former=former, batch=batch
        )
    except DecisionConflict as conflict:
        changed = conflict.decision is None or conflict.decision.by_id is None
        item.undo = Undo.CHANGED if changed else Undo.CONFLICT
    else:
        item.undo = Undo.DONE


def _locked_batch(pk: int) -> Batch:
    return Batch.objects.select_for_update(no_key=True).get(pk=pk)
