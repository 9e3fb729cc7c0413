"""Mailing a bulletin to the readers of the newsletter, once."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bulletins import mail_content
from bulletins.actions.composing import lock_bulletin
from bulletins.models import Bulletin
from common import email
from moderation.audit_log import bulletin_subject, record
from notifications.actions.mailing_list import send_mailing


class AlreadyMailed(Exception):
    """The bulletin was mailed already, or is not public."""


@transaction.atomic
def mail_bulletin(bulletin: Bulletin, *, by: User) -> int:
    """Mail it to the newsletter's readers; return their number. Raises `AlreadyMailed`."""
    bulletin = lock_bulletin(bulletin)
    if not bulletin.is_published or bulletin.mailed_at:
        raise AlreadyMailed
    bulletin.mailed_at = timezone.now()
    bulletin.save(update_fields=["mailed_at"])
    count = send_mailing(mail_content.MAILING_NAME, bulletin.pk)
    record(
        "bulletin_mailed", bulletin_subject(bulletin.pk), by=by, number=bulletin.number, count=count
    )
    return count


@email.mail_task
def send_test_bulletin(pk: int, user_pk: int) -> None:
    """Mail the bulletin as it is now to one editor, as a test."""
    editor = User.objects.filter(pk=user_pk, is_active=True).first()
    bulletin = Bulletin.objects.filter(pk=pk).first()
    if editor is None or bulletin is None or not (address := editor.proven_email):
        return
    email.send_mail_content(
        mail_content.compose_bulletin_mail(bulletin, editor.language, test=True), address
    )
    Bulletin.objects.filter(pk=pk).update(tested_at=timezone.now())
