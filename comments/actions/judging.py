"""The verbs of who judges: what is decided on a reaction, once, by whoever comes first."""

from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from comments import live
from comments.actions.open_reports import close, overturn
from comments.actions.shared import (
    Status,
    Verdict,
    first_place,
    fresh,
    hold,
    latest_text,
    tell_difference,
)
from comments.models import Comment, Decision, Report
from house.audit import of_comment, record
from house.grounds import Ground


class Seen(NamedTuple):
    """What someone had before them when they decided. A decision on anything else is refused."""

    status: str
    revision: int
    held: bool
    # Whether readers' reports were open. More may come in meanwhile; they may not be decided on.
    reported: bool = False

    @classmethod
    def of(cls, comment: Comment) -> "Seen":
        return cls(
            comment.status,
            comment.revision,
            comment.held_at is not None,
            comment.reported_at is not None,
        )


class Conflict(Exception):
    """The reaction is no longer what was decided on; `decision` says who came first, if anyone."""

    def __init__(self, comment: Comment, decision: Decision | None):
        super().__init__(comment.pk)
        self.comment = comment
        self.decision = decision

    @classmethod
    def over(cls, comment: Comment, seen: Seen) -> "Conflict":
        decisions = comment.decisions.exclude(by=None)
        return cls(comment, decisions.filter(revision=seen.revision).last())


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
        if seen.reported:
            unchanged = unchanged.filter(reported_at__isnull=False)
        if fields is None or not unchanged.update(**fields):
            raise Conflict.over(before, seen)
        comment = fresh(comment)
        decision = Decision.objects.create(
            comment=comment,
            revision=seen.revision,
            verdict=verdict,
            by=by,
            note=note,
            **_rests_on(verdict, ground, reason),
            from_status=seen.status,
            to_status=comment.status,
        )
        record(
            verdict,
            of_comment(comment.pk),
            by=by,
            revision=seen.revision,
            reason=decision.reason,
            house_rule=decision.house_rule.number if decision.house_rule else None,
            was=seen.status,
            became=comment.status,
        )
        _answer_reports(before, comment)
        tell_difference(before, comment)
        live.queue_changed()
    return comment


def claim(pk: int, *, by: User) -> None:
    """Someone of the team has this reaction open, and so knows what is in it."""
    if Comment.objects.filter(pk=pk).exists():
        record("claim", of_comment(pk), by=by)


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


def _answer_reports(before: Comment, after: Comment) -> None:
    """What a decision says of the reports on what was public."""
    match before.status, after.status:
        case Status.PUBLISHED, Status.REMOVED:
            close(after, Report.Status.UPHELD)
        case Status.REMOVED, Status.PUBLISHED:
            overturn(after)
        case _ if after.shown_revision != before.shown_revision:
            close(after, Report.Status.OUTDATED)


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
