"""The verbs of an objection: made once, and answered by another than who decided first."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments import live
from comments.actions import mails
from comments.actions.deciding import (
    answer_reports,
    decided,
    write_down,
)
from comments.actions.shared import (
    NotNow,
    Status,
    Verdict,
    fresh,
    hold,
    latest_text,
    tell_difference,
)
from comments.models import Comment, Decision, Objection, Statement
from comments.permissions import may_object
from moderation import audit_log

Outcome = Objection.Outcome


class AlreadyAnswered(Exception):
    """A colleague came first; `objection` says who, and what they answered."""

    def __init__(self, objection: Objection):
        super().__init__(objection.pk)
        self.objection = objection


def object_to(statement: Statement, text: str) -> Objection:
    """Lay a decision before another moderator. Raises `NotNow` when that is no longer possible."""
    with transaction.atomic():
        hold(statement.comment.article)
        statement = Statement.objects.whole().get(pk=statement.pk)
        if not may_object(statement):
            raise NotNow
        refused = statement.decision
        objection = Objection.objects.create(
            statement=statement,
            text=text,
            first_decided_by=refused.by,
            ground_given_by=refused.repeats.by if refused.repeats else None,
        )
        live.queue_changed()
    return objection


def answer(objection: Objection, outcome: str, *, by: User, text: str) -> Objection:
    """Grant or dismiss, in words. Granted, the refusal is undone where it still stands.

    Raises `AlreadyAnswered` for whoever comes second, and `NotNow` for "it stays away" of what
    came back meanwhile.
    """
    comment = objection.statement.comment
    with transaction.atomic():
        hold(comment.article)
        objection = Objection.objects.whole().get(pk=objection.pk)
        if not objection.is_open:
            raise AlreadyAnswered(objection)
        if outcome not in objection.outcomes:
            raise NotNow
        objection.outcome, objection.answer = outcome, text
        objection.decided_at, objection.decided_by = timezone.now(), by
        objection.save()
        if outcome == Outcome.GRANTED:
            _undo(objection.statement, by)
        subject = audit_log.of_comment(comment.pk)
        audit_log.record(f"objection_{outcome}", subject, by=by, objection=objection.pk)
        mails.send_outcome.enqueue(objection.pk)
        live.queue_changed()
    return objection


def _undo(statement: Statement, by: User) -> None:
    """Give the reaction its place back. Nothing is left to undo when it was restored, changed or
    withdrawn meanwhile, or refused anew for another reason."""
    before = fresh(statement.comment)
    refused = statement.decision
    if not statement.stands or (fields := _given_back(before, refused)) is None:
        return
    Comment.objects.filter(pk=before.pk).update(**fields)
    after = fresh(before)
    write_down(before, after, Verdict.APPROVE, by=by)
    answer_reports(before, after)
    tell_difference(before, after)


def _given_back(comment: Comment, refused: Decision) -> dict | None:
    match comment.status:
        case Status.REJECTED | Status.REMOVED:
            return decided(comment, Verdict.APPROVE)
        case Status.PUBLISHED if comment.has_refused_edit and comment.revision == refused.revision:
            return latest_text(comment)
    return None
