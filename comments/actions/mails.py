"""Mails to a writer on decisions and invitations: each is sent once, and retried on failure."""

from django.db.models import Model
from django.utils import timezone, translation

from comments import tokens
from comments.models import Invitation, Objection, Statement
from common import email


@email.mail_task
def send_statement(pk: int) -> None:
    """Mail a statement of reasons."""
    statement = Statement.objects.whole().filter(pk=pk).first()
    if statement is not None and _is_still_valid(statement):
        _send("statement", statement, statement, {})


def _is_still_valid(statement: Statement) -> bool:
    """Return False if the decision was undone before the mail went out.

    Also if the same text was refused again since: that decision has a statement of its own.
    """
    decision = statement.decision
    later = statement.comment.decisions.filter(pk__gt=decision.pk, revision=decision.revision)
    return statement.comment.status == decision.to_status and not later.exists()


@email.mail_task
def send_appeal_outcome(pk: int) -> None:
    """Mail the outcome of an appeal."""
    objection = Objection.objects.whole().filter(pk=pk, decided_at__isnull=False).first()
    if objection is not None:
        _send("outcome", objection, objection.statement, {"objection": objection})


@email.mail_task
def send_invitation(pk: int) -> None:
    """Mail a writer the invitation to let their reaction become an article."""
    invitation = Invitation.objects.whole().filter(pk=pk, mailed_at=None).first()
    if invitation is None or not invitation.can_be_accepted:
        return
    comment = invitation.comment
    if not (address := comment.proven_address):
        return
    context = {
        "comment": comment,
        "note": invitation.note,
        "until": invitation.ends_at,
        "link": tokens.invitation_link(invitation),
    }
    email.send_templated_mail("invitation", address, context, comment.language)
    Invitation.objects.filter(pk=pk).update(mailed_at=timezone.now())


def _send(template: str, told: Model, statement: Statement, context: dict) -> None:
    comment = statement.comment
    address = comment.proven_address
    # Another worker can run the task again after the first was lost.
    if told.mailed_at is not None or not address:
        return
    with translation.override(comment.language):
        link = email.absolute_url(statement.get_absolute_url())
    context = {"statement": statement, "comment": comment, "link": link, **context}
    email.send_templated_mail(template, address, context, comment.language)
    # Save this after sending: if the worker stops in between, a second mail is better than none.
    told.mailed_at = timezone.now()
    told.save(update_fields=["mailed_at"])
