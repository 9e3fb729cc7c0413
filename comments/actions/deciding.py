"""The verbs of who judges: what is decided on a reaction, once, by whoever comes first."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from comments import live
from comments.actions.learning import learn_soon
from comments.actions.open_reports import close, overturn
from comments.actions.reasons import give_reasons
from comments.actions.shared import (
    Status,
    Verdict,
    first_place,
    fresh,
    hold,
    latest_revision,
    latest_text,
    tell_difference,
)
from comments.models import Batch, Comment, Decision, Report
from comments.permissions import wrote
from common.events import announce
from moderation.audit_log import (
    of_comment,
    record,
)
from moderation.basis import Ground


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

    def is_repeat(self, by: User, verdict: str) -> bool:
        """Whether it is the same decision by the same person, whose first answer got lost."""
        first = self.decision
        return first is not None and (first.by, first.verdict) == (by, verdict)

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
    batch: Batch | None = None,
) -> Comment:
    """Approve or reject what was `seen`. Raises `Conflict` when it is no longer that, and
    `PermissionDenied` for one's own words.

    A rejection rests on a `ground`, or on the house rule of the category `reason`.

    Approving publishes, restores, or lets an edit through; rejecting refuses what never was public,
    refuses an edit while the earlier text stays, or removes what is public.
    """
    with transaction.atomic():
        hold(comment.article)
        before = fresh(comment)
        refuse_own(before, by)
        fields = decided(before, verdict)
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
        rests_on = _rests_on(verdict, ground, reason)
        write_down(before, comment, verdict, by=by, note=note, batch=batch, **rests_on)
        answer_reports(before, comment)
        tell_difference(before, comment)
        live.queue_changed()
    return comment


def refuse_own(comment: Comment, by: User) -> None:
    """Nobody judges their own words, nor what readers reported of them."""
    if wrote(by, comment):
        raise PermissionDenied


def write_down(before: Comment, after: Comment, verdict: str, *, by: User, **more) -> None:
    """What somebody decided, and all that follows from any decision: the writer is told why, it
    is on record, and it is learned from. Whatever changed the reaction, this is said here."""
    decision = Decision.objects.create(
        comment=after,
        revision=after.revision,
        verdict=verdict,
        by=by,
        from_status=before.status,
        to_status=after.status,
        **_waited(before),
        **more,
    )
    _explain(decision, before)
    _record(decision)
    if verdict != Verdict.HOLD:
        announce("decided", decision.pk)
    learn_soon()


def _explain(decision: Decision, before: Comment) -> None:
    """Tell the writer why it was refused, and the tombstone, if there is to be one, by what."""
    if decision.verdict == Verdict.REJECT:
        give_reasons(decision, before)
    if decision.to_status == Status.REMOVED:
        decision.comment.removal = decision
        decision.comment.save(update_fields=["removal"])


def _record(decision: Decision) -> None:
    record(
        decision.verdict,
        of_comment(decision.comment_id),
        by=decision.by,
        revision=decision.revision,
        reason=decision.reason,
        house_rule=decision.house_rule.number if decision.house_rule else None,
        was=decision.from_status,
        became=decision.to_status,
    )


def claim(pk: int, *, by: User) -> None:
    """Someone of the team has this reaction open, and so knows what is in it."""
    if Comment.objects.filter(pk=pk).exists():
        record("claim", of_comment(pk), by=by)


def _waited(before: Comment) -> dict:
    """Since when it was held and by what, which the reaction itself forgets."""
    return {"held_since": before.held_at, "held_rule": before.held_rule} if before.held_at else {}


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


def answer_reports(before: Comment, after: Comment) -> None:
    """What a decision says of the reports on what was public."""
    match before.status, after.status:
        case Status.PUBLISHED, Status.REMOVED:
            close(after, Report.Status.UPHELD)
        case Status.REMOVED, Status.PUBLISHED:
            overturn(after)
        case _ if after.shown_revision != before.shown_revision:
            close(after, Report.Status.OUTDATED)


def decided(comment: Comment, verdict: str) -> dict | None:
    """What a decision changes; None where there is nothing to decide."""
    match comment.status, verdict:
        case Status.PENDING, Verdict.APPROVE if comment.was_public:
            return _own_place(comment)
        case Status.PENDING, Verdict.REJECT if comment.was_public:
            # What was judged is the latest text, and that is what comes back if it ever does.
            return _own_place(comment) | {"status": Status.REMOVED}
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
            return {"status": Status.PUBLISHED, "removal": None}
    return None


def _own_place(comment: Comment) -> dict:
    """Public again where it was, with what its writer changed while it waited."""
    fields = {"status": Status.PUBLISHED, "held_at": None}
    if comment.revision != comment.shown_revision:
        latest = latest_revision(comment)
        fields |= {"shown_revision": latest.number, "edited_at": latest.created_at}
    return fields
