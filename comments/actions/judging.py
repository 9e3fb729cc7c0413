"""The verbs of who judges: what is decided on a reaction, once, by whoever comes first."""

from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from comments import live
from comments.actions.shared import (
    Status,
    Verdict,
    first_place,
    fresh,
    hold,
    latest_text,
    tell_difference,
)
from comments.models import Comment, Decision
from house.grounds import Ground


class Seen(NamedTuple):
    """What someone had before them when they decided. A decision on anything else is refused."""

    status: str
    revision: int
    held: bool

    @classmethod
    def of(cls, comment: Comment) -> "Seen":
        return cls(comment.status, comment.revision, comment.held_at is not None)


class Conflict(Exception):
    """The reaction is no longer what was decided on; `decision` says who came first, if anyone."""

    def __init__(self, comment: Comment, decision: Decision | None):
        super().__init__(comment.pk)
        self.comment = comment
        self.decision = decision


def decide(
    comment: Comment,
    verdict: str,
    *,
    by: User,
    seen: Seen,
    ground: Ground | None = None,
    reason: str = "",
    note: str = "",
) -> Comment:
    """Approve or reject what was `seen`. Raises `Conflict` when it is no longer that.

    A rejection rests on a `ground`, or on the house rule of the category `reason`.

    Approving publishes, restores, or lets an edit through; rejecting refuses what never was public,
    refuses an edit while the earlier text stays, or removes what is public.
    """
    with transaction.atomic():
        hold(comment.article)
        before = fresh(comment)
        fields = _decided(before, verdict)
        unchanged = Comment.objects.filter(
            pk=comment.pk,
            status=seen.status,
            revision=seen.revision,
            held_at__isnull=not seen.held,
        )
        if fields is None or not unchanged.update(**fields):
            first = before.decisions.exclude(by=None).filter(revision=seen.revision).last()
            raise Conflict(before, first)
        comment = fresh(comment)
        Decision.objects.create(
            comment=comment,
            revision=seen.revision,
            verdict=verdict,
            by=by,
            note=note,
            **_rests_on(verdict, ground, reason),
            from_status=seen.status,
            to_status=comment.status,
        )
        tell_difference(before, comment)
        live.queue_changed()
    return comment


def _rests_on(verdict: str, ground: Ground | None, reason: str) -> dict:
    if verdict != Verdict.REJECT:
        return {}
    return (ground or Ground.of_category(reason)).as_fields()


def verdicts(comment: Comment) -> tuple[str, ...]:
    """What a moderator can decide about a reaction as it is now."""
    match comment.status:
        case Status.PENDING:
            return (Verdict.APPROVE, Verdict.REJECT)
        case Status.PUBLISHED:
            return (Verdict.APPROVE, Verdict.REJECT) if comment.held_at else (Verdict.REJECT,)
        case Status.REJECTED | Status.REMOVED:
            return (Verdict.APPROVE,)
    return ()


def _decided(comment: Comment, verdict: str) -> dict | None:
    """What a decision changes; None where there is nothing to decide."""
    match comment.status, verdict:
        case Status.PENDING | Status.REJECTED, Verdict.APPROVE:
            return first_place(comment)
        case Status.PENDING, Verdict.REJECT:
            return {"status": Status.REJECTED, "held_at": None}
        case Status.PUBLISHED, Verdict.APPROVE if comment.held_at:
            return latest_text(comment)
        case Status.PUBLISHED, Verdict.REJECT if comment.held_at:
            return {"held_at": None}
        case Status.PUBLISHED, Verdict.REJECT:
            return {"status": Status.REMOVED}
        case Status.REMOVED, Verdict.APPROVE:
            return {"status": Status.PUBLISHED}
    return None
