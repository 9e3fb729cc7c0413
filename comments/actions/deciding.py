"""Moderators' decisions on reactions; the first decision counts, a later one is a conflict."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from comments.actions.shared import (
    Status,
    Verdict,
    latest_revision,
    latest_text_fields,
    lock_thread,
    publication_fields,
    reload_comment,
)
from comments.actions.verdicts import apply_verdict
from comments.models import Batch, Comment, Decision
from comments.permissions import is_comment_writer
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

    def matches(self, comment: Comment) -> bool:
        now = SeenState.of(comment)
        return now[:3] == self[:3] and now.reported >= self.reported


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
        comment = reload_comment(comment)
        forbid_own_comment(comment, by)
        fields = verdict_fields(comment, verdict) if seen.matches(comment) else None
        if fields is None:
            raise DecisionConflict.over(comment, seen)
        rests_on = _basis_fields(verdict, ground, reason)
        apply_verdict(comment, verdict, fields, by=by, note=note, batch=batch, **rests_on)
    return comment


def forbid_own_comment(comment: Comment, by: User) -> None:
    """Raise `PermissionDenied` if the reaction is this moderator's own."""
    if is_comment_writer(by, comment):
        raise PermissionDenied


def record_viewing(pk: int, *, by: User) -> None:
    """Record in the audit log that a team member opened this reaction."""
    if Comment.objects.filter(pk=pk).exists():
        record("claim", comment_subject(pk), by=by)


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
