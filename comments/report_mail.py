"""The mails to the sender of a notice: a link to confirm, a receipt, the decision.

Only those who report something as illegal get them, as articles 16(4) and 16(5) of the Digital
Services Act require; others are not asked for an address.
"""

from collections.abc import Iterable

from django.conf import settings

from comments import tokens
from comments.models import Report
from common import email

Status = Report.Status

CONFIRM, RECEIVED, DECIDED = "report_confirm", "report_received", "report_decided"
# A mail is sent only if the report still has one of these statuses.
STATUSES_BY_MAIL = {
    CONFIRM: {Status.UNCONFIRMED},
    RECEIVED: {Status.OPEN, Status.UPHELD, Status.DISMISSED, Status.OUTDATED},
    DECIDED: {Status.UPHELD, Status.DISMISSED, Status.OUTDATED},
}


def enqueue_report_mail(mail: str, reports: Iterable[Report]) -> None:
    """Enqueue this mail to the senders of those reports that are notices."""
    if pks := [report.pk for report in reports if report.is_notice]:
        send_report_mail.enqueue(mail, pks)


@email.mail_task
def send_report_mail(mail: str, report_pks: list[int]) -> None:
    """Mail each of these senders, in a task of its own: one that fails is tried again alone."""
    if len(report_pks) > 1:
        for pk in report_pks:
            send_report_mail.enqueue(mail, [pk])
        return
    found = Report.objects.select_related("comment__article").filter(pk__in=report_pks)
    report = found.filter(status__in=STATUSES_BY_MAIL[mail]).first()
    if report is None or (mail == CONFIRM and tokens.is_confirmation_expired(report)):
        return
    context = {
        "report": report,
        "comment": report.comment,
        "article": report.comment.article,
        "link": tokens.report_link(report),
        "contact": settings.CONTACT_EMAIL,
        "hours": settings.COMMENTS_CONFIRM_HOURS,
    }
    # The mail asks senders who disagree to reply, so replies must reach a person.
    reply = {"Reply-To": settings.CONTACT_EMAIL}
    email.send_templated_mail(mail, report.email, context, report.language, reply)
