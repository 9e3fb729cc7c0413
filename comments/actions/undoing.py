"""The verb of undoing a decision: what waited waits again, what was public is so again."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from comments import live
from comments.actions.deciding import (
    Conflict,
    Seen,
    refuse_own,
    write_down,
)
from comments.actions.open_reports import reopen
from comments.actions.shared import Status, Verdict, fresh, hold, tell_difference
from comments.models import Batch, Comment, Decision
from comments.questions import asks
from moderation.basis import Ground

# What a refusal rests on.
GROUND = ("rule", "reason", "house_rule", "law", "note")


class Former(NamedTuple):
    """How a reaction was before a decision, as far as decisions change it."""

    status: str
    held_at: datetime | None
    shown_revision: int | None
    edited_at: datetime | None

    @classmethod
    def of(cls, comment: Comment) -> "Former":
        return cls(comment.status, comment.held_at, comment.shown_revision, comment.edited_at)


def put_back(
    comment: Comment, *, by: User, decision: Decision, former: Former, batch: Batch | None = None
) -> Comment:
    """Undo `decision`: what waited waits again, since as long; what was public is so again.

    Raises `Conflict` when something was decided or written since, and `PermissionDenied` for one's
    own words. What was refused and then shown
    for a while becomes what was removed: it keeps its number, as all that was ever public does.
    """
    with transaction.atomic():
        hold(comment.article)
        before = fresh(comment)
        refuse_own(before, by)
        latest = before.decisions.last()
        if latest != decision:
            raise Conflict(before, latest)
        if Seen.of(before)[:3] != (decision.to_status, decision.revision, False):
            raise Conflict(before, None)
        verdict, fields = _as_it_was(before, former)
        more = _former_refusal(decision) if verdict == Verdict.REJECT else {}
        Comment.objects.filter(pk=comment.pk).update(**{"removal": None} | fields)
        comment = fresh(comment)
        write_down(before, comment, verdict, by=by, batch=batch, **more)
        if comment.is_published:
            reopen(comment, since=decision.created_at)
        tell_difference(before, comment)
        if comment.held_at:
            live.queue_changed()
    return comment


def _as_it_was(comment: Comment, former: Former) -> tuple[str, dict]:
    match former.status:
        case Status.PENDING:
            return Verdict.HOLD, {"status": Status.PENDING, "held_at": former.held_at}
        case Status.PUBLISHED if former.held_at is None:
            return Verdict.APPROVE, {"status": Status.PUBLISHED}
        case Status.PUBLISHED:
            return Verdict.HOLD, {"held_at": former.held_at} | _former_text(comment, former)
    return Verdict.REJECT, {"status": Status.REMOVED}


def _former_text(comment: Comment, former: Former) -> dict:
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
    """Which refusal `decision` had lifted, and what that rested on."""
    refusals = Decision.objects.filter(comment=decision.comment_id, verdict=Verdict.REJECT)
    refusal = refusals.filter(pk__lt=decision.pk).select_related("repeats").last()
    if refusal is None:
        # From before decisions were kept.
        return Ground.of_category(Decision.Reason.OTHER).as_fields()
    first = {"repeats": refusal.repeats or refusal}
    if not (refusal.house_rule_id or refusal.law):
        # From before they named a rule.
        return first | Ground.of_category(Decision.Reason.OTHER).as_fields()
    return first | {name: getattr(refusal, name) for name in GROUND}
