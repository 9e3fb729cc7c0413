"""Appeals: one per decision, answered by another moderator than the one who decided."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments import live
from comments.actions import mails
from comments.actions.deciding import verdict_fields
from comments.actions.shared import (
    Status,
    Verdict,
    WrongState,
    latest_text_fields,
    lock_thread,
    reload_comment,
)
from comments.actions.verdicts import apply_verdict
from comments.models import Comment, Decision, Objection, Statement
from comments.permissions import may_appeal
from moderation import audit_log

Outcome = Objection.Outcome


class AppealAlreadyAnswered(Exception):
    """A colleague answered first; `objection` holds the name and the answer."""

    def __init__(self, objection: Objection):
        super().__init__(objection.pk)
        self.objection = objection


def submit_appeal(statement: Statement, text: str) -> Objection:
    """Appeal against a decision. Raises `WrongState` when that is no longer possible."""
    with transaction.atomic():
        lock_thread(statement.comment.article)
        statement = Statement.objects.whole().get(pk=statement.pk)
        if not may_appeal(statement):
            raise WrongState
        refused = statement.decision
        objection = Objection.objects.create(
            statement=statement,
            text=text,
            first_decided_by=refused.by,
            ground_given_by=refused.repeats.by if refused.repeats else None,
        )
        live.push_queue_changed()
    return objection


def decide_appeal(objection: Objection, outcome: str, *, by: User, text: str) -> Objection:
    """Grant or dismiss an appeal, with an answer; granting undoes a refusal that still stands.

    Raises `AppealAlreadyAnswered` if a colleague was first, and `WrongState` when dismissing an
    appeal against a refusal whose text is public again.
    """
    comment = objection.statement.comment
    with transaction.atomic():
        lock_thread(comment.article)
        objection = Objection.objects.whole().get(pk=objection.pk)
        if not objection.is_open:
            raise AppealAlreadyAnswered(objection)
        if outcome not in objection.outcomes:
            raise WrongState
        objection.outcome, objection.answer = outcome, text
        objection.decided_at, objection.decided_by = timezone.now(), by
        objection.save()
        if outcome == Outcome.GRANTED:
            _undo_refusal(objection.statement, by)
        subject = audit_log.comment_subject(comment.pk)
        audit_log.record(f"objection_{outcome}", subject, by=by, objection=objection.pk)
        mails.send_appeal_outcome.enqueue(objection.pk)
        live.push_queue_changed()
    return objection


def _undo_refusal(statement: Statement, by: User) -> None:
    """Publish what was refused, unless it was decided on, changed or withdrawn meanwhile."""
    comment = reload_comment(statement.comment)
    if not statement.is_latest_decision:
        return
    if (fields := _restoring_fields(comment, statement.decision)) is not None:
        apply_verdict(comment, Verdict.APPROVE, fields, by=by)


def _restoring_fields(comment: Comment, refused: Decision) -> dict | None:
    match comment.status:
        case Status.REJECTED | Status.REMOVED:
            return verdict_fields(comment, Verdict.APPROVE)
        case Status.PUBLISHED if comment.has_refused_edit and comment.revision == refused.revision:
            return latest_text_fields(comment)
    return None
