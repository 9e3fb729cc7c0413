"""Moderators' decisions on reactions; the first decision counts, a later one is a conflict."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from comments import live
from comments.actions.learning import schedule_learning
from comments.actions.open_reports import close_reports, overturn_reports
from comments.actions.reasons import create_statement
from comments.actions.shared import (
    Status,
    Verdict,
    latest_revision,
    latest_text_fields,
    lock_thread,
    publication_fields,
    push_comment_change,
    reload_comment,
)
from comments.models import Batch, Comment, Decision, Report
from comments.permissions import is_comment_writer
from common.events import publish_event
from moderation.audit_log import comment_subject, record
from moderation.basis import DecisionBasis


class SeenState(NamedTuple):
    """The state in which a moderator saw a reaction; in any other state a decision is refused."""

    status: str
    revision: int
    held: bool
    # True if reports were open. If all were closed meanwhile, the decision is refused.
    reported: bool = False

    @classmethod
    def of(cls, comment: Comment) -> "SeenState":
        return cls(
            comment.status,
            comment.revision,
            comment.held_at is not None,
            comment.reported_at is not None,
        )


class DecisionConflict(Exception):
    """The reaction changed since it was seen; `decision` is the one that came first, if any."""

    def __init__(self, comment: Comment, decision: Decision | None):
        super().__init__(comment.pk)
        self.comment = comment
        self.decision = decision

    def is_repeat(self, by: User, verdict: str) -> bool:
        """Return True for the same decision by the same person, sent again after a lost reply."""
        first = self.decision
        return first is not None and (first.by, first.verdict) == (by, verdict)

    @classmethod
    def over(cls, comment: Comment, seen: SeenState) -> "DecisionConflict":
        decisions = comment.decisions.exclude(by=None)
        return cls(comment, decisions.filter(revision=seen.revision).last())


def decide_comment(
    comment: Comment,
    verdict: str,
    *,
    by: User,
    seen: SeenState,
    ground: DecisionBasis | None = None,
    reason: str = "",
    note: str = "",
    batch: Batch | None = None,
) -> Comment:
    """Approve or reject a reaction in the state that was `seen`.

    Approving publishes, restores, or lets an edit through; rejecting refuses what never was public,
    refuses an edit while the earlier text stays, or removes what is public. The basis of a
    rejection is `ground`, or else the house rule of the category `reason`.

    Raises `DecisionConflict` if the state changed, and `PermissionDenied` for one's own reaction.
    """
    with transaction.atomic():
        lock_thread(comment.article)
        before = reload_comment(comment)
        forbid_own_comment(before, by)
        fields = verdict_fields(before, verdict)
        unchanged = Comment.objects.filter(
            pk=comment.pk,
            status=seen.status,
            revision=seen.revision,
            held_at__isnull=not seen.held,
        )
        if seen.reported:
            unchanged = unchanged.filter(reported_at__isnull=False)
        if fields is None or not unchanged.update(**fields):
            raise DecisionConflict.over(before, seen)
        comment = reload_comment(comment)
        rests_on = _basis_fields(verdict, ground, reason)
        record_decision(before, comment, verdict, by=by, note=note, batch=batch, **rests_on)
        settle_reports(before, comment)
        push_comment_change(before, comment)
        live.push_queue_changed()
    return comment


def forbid_own_comment(comment: Comment, by: User) -> None:
    """Raise `PermissionDenied` if the reaction is this moderator's own."""
    if is_comment_writer(by, comment):
        raise PermissionDenied


def record_decision(before: Comment, after: Comment, verdict: str, *, by: User, **more) -> None:
    """Save a decision with its consequences: statement of reasons, audit log, event, learning.

    Call it after every change of a reaction by a moderator.
    """
    decision = Decision.objects.create(
        comment=after,
        revision=after.revision,
        verdict=verdict,
        by=by,
        from_status=before.status,
        to_status=after.status,
        **_held_fields(before),
        **more,
    )
    _explain(decision, before)
    _record(decision)
    if verdict != Verdict.HOLD:
        publish_event("decided", decision.pk)
    schedule_learning()


def _explain(decision: Decision, before: Comment) -> None:
    """Create the statement of reasons of a rejection, and link a removal to its decision."""
    if decision.verdict == Verdict.REJECT:
        create_statement(decision, before)
    if decision.to_status == Status.REMOVED:
        decision.comment.removal = decision
        decision.comment.save(update_fields=["removal"])


def _record(decision: Decision) -> None:
    record(
        decision.verdict,
        comment_subject(decision.comment_id),
        by=decision.by,
        revision=decision.revision,
        reason=decision.reason,
        house_rule=decision.house_rule.number if decision.house_rule else None,
        was=decision.from_status,
        became=decision.to_status,
    )


def record_viewing(pk: int, *, by: User) -> None:
    """Record in the audit log that a team member opened this reaction."""
    if Comment.objects.filter(pk=pk).exists():
        record("claim", comment_subject(pk), by=by)


def _held_fields(before: Comment) -> dict:
    """Copy the time and the rule of the hold, which the reaction does not keep."""
    return {"held_since": before.held_at, "held_rule": before.held_rule} if before.held_at else {}


def _basis_fields(verdict: str, ground: DecisionBasis | None, reason: str) -> dict:
    if verdict != Verdict.REJECT:
        return {}
    return (ground or DecisionBasis.for_category(reason)).as_fields()


def possible_verdicts(comment: Comment) -> tuple[str, ...]:
    """Return the verdicts that a moderator can give on a reaction as it is now."""
    match comment.status:
        case Status.PENDING:
            return (Verdict.APPROVE, Verdict.REJECT)
        case Status.PUBLISHED:
            return (Verdict.APPROVE, Verdict.REJECT) if comment.held_at else (Verdict.REJECT,)
        case Status.REJECTED | Status.REMOVED:
            return (Verdict.APPROVE,)
    return ()


def settle_reports(before: Comment, after: Comment) -> None:
    """Close or overturn the reports on the public text, as the decision implies."""
    match before.status, after.status:
        case Status.PUBLISHED, Status.REMOVED:
            close_reports(after, Report.Status.UPHELD)
        case Status.REMOVED, Status.PUBLISHED:
            overturn_reports(after)
        case _ if after.shown_revision != before.shown_revision:
            close_reports(after, Report.Status.OUTDATED)


def verdict_fields(comment: Comment, verdict: str) -> dict | None:
    """Return the fields that a verdict changes; None if there is nothing to decide."""
    match comment.status, verdict:
        case Status.PENDING, Verdict.APPROVE if comment.was_public:
            return _republication_fields(comment)
        case Status.PENDING, Verdict.REJECT if comment.was_public:
            # The latest text was judged, so that is the one to restore if it ever is.
            return _republication_fields(comment) | {"status": Status.REMOVED}
        case Status.PENDING | Status.REJECTED, Verdict.APPROVE:
            return publication_fields(comment)
        case Status.PENDING, Verdict.REJECT:
            return {"status": Status.REJECTED, "held_at": None}
        case Status.PUBLISHED, Verdict.APPROVE if comment.held_at:
            return latest_text_fields(comment)
        case Status.PUBLISHED, Verdict.REJECT if comment.held_at:
            return {"held_at": None}
        case Status.PUBLISHED, Verdict.REJECT:
            return {"status": Status.REMOVED}
        case Status.REMOVED, Verdict.APPROVE:
            return {"status": Status.PUBLISHED, "removal": None}
    return None


def _republication_fields(comment: Comment) -> dict:
    """Return the fields that republish in the old place, with edits made while it waited."""
    fields = {"status": Status.PUBLISHED, "held_at": None}
    if comment.revision != comment.shown_revision:
        latest = latest_revision(comment)
        fields |= {"shown_revision": latest.number, "edited_at": latest.created_at}
    return fields
