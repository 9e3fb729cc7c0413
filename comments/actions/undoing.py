"""Undoing a decision: a reaction gets back the state that it had before."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from comments.actions.deciding import (
    DecisionConflict,
    SeenState,
    forbid_own_comment,
)
from comments.actions.shared import Status, Verdict, lock_thread, reload_comment
from comments.actions.verdicts import apply_verdict
from comments.models import Batch, Comment, Decision
from comments.questions import asks
from moderation.basis import DecisionBasis

# The fields that hold the basis of a refusal.
BASIS_FIELDS = ("rule", "reason", "house_rule", "law", "note")


class FormerState(NamedTuple):
    """The state of a reaction before a decision: the fields that decisions change."""

    status: str
    held_at: datetime | None
    shown_revision: int | None
    edited_at: datetime | None

    @classmethod
    def of(cls, comment: Comment) -> "FormerState":
        return cls(comment.status, comment.held_at, comment.shown_revision, comment.edited_at)


def undo_decision(
    comment: Comment,
    *,
    by: User,
    decision: Decision,
    former: FormerState,
    batch: Batch | None = None,
) -> Comment:
    """Undo `decision`: put the reaction back in the queue as old as it was, or restore it.

    A rejected reaction that `decision` published becomes a removed one: whatever was ever public
    keeps its number. Raises `DecisionConflict` if something was decided or written since, and
    `PermissionDenied` for one's own reaction.
    """
    with transaction.atomic():
        lock_thread(comment.article)
        comment = reload_comment(comment)
        forbid_own_comment(comment, by)
        latest = comment.decisions.last()
        if latest != decision:
            raise DecisionConflict(comment, latest)
        if not SeenState(decision.to_status, decision.revision, held=False).matches(comment):
            raise DecisionConflict(comment, None)
        verdict, fields = _restored_verdict(comment, former)
        more = _former_refusal(decision) if verdict == Verdict.REJECT else {}
        fields = {"removal": None} | fields
        apply_verdict(comment, verdict, fields, by=by, undone=decision, batch=batch, **more)
    return comment


def _restored_verdict(comment: Comment, former: FormerState) -> tuple[str, dict]:
    match former.status:
        case Status.PENDING:
            return Verdict.HOLD, {"status": Status.PENDING, "held_at": former.held_at}
        case Status.PUBLISHED if former.held_at is None:
            return Verdict.APPROVE, {"status": Status.PUBLISHED}
        case Status.PUBLISHED:
            return Verdict.HOLD, {"held_at": former.held_at} | _former_text(comment, former)
    return Verdict.REJECT, {"status": Status.REMOVED}


def _former_text(comment: Comment, former: FormerState) -> dict:
    if comment.shown_revision == former.shown_revision:
        return {}
    shown = comment.revisions.get(number=former.shown_revision)
    return {
        "text": shown.text,
        "html": shown.html,
        "asks": asks(shown.html),
        "shown_revision": shown.number,
        "edited_at": former.edited_at,
        "version": comment.article.tick().last,
    }


def _former_refusal(decision: Decision) -> dict:
    """Return the fields of the refusal that `decision` had lifted, with its basis."""
    refusals = Decision.objects.filter(comment=decision.comment_id, verdict=Verdict.REJECT)
    refusal = refusals.filter(pk__lt=decision.pk).select_related("repeats").last()
    if refusal is None:
        # Refused before decisions were stored.
        return DecisionBasis.for_category(Decision.Reason.OTHER).as_fields()
    first = {"repeats": refusal.repeats or refusal}
    if not (refusal.house_rule_id or refusal.law):
        # Refused before decisions named a house rule.
        return first | DecisionBasis.for_category(Decision.Reason.OTHER).as_fields()
    return first | {name: getattr(refusal, name) for name in BASIS_FIELDS}
