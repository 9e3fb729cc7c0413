"""The mails to the sender of a notice: a link to confirm, a receipt, the decision.

Only who calls something illegal is written to, as articles 16(4) and 16(5) of the Digital Services
Act ask; the others are not even asked for an address.
"""

from collections.abc import Iterable

from django.conf import settings
from django_tasks import task

from comments import tokens
from comments.models import Report
from common import email

Status = Report.Status

CONFIRM, RECEIVED, DECIDED = "report_confirm", "report_received", "report_decided"
# A mail that comes late speaks of what is so by then, or is not sent.
STATUSES_BY_MAIL = {
    CONFIRM: {Status.UNCONFIRMED},
    RECEIVED: {Status.OPEN, Status.UPHELD, Status.DISMISSED, Status.OUTDATED},
    DECIDED: {Status.UPHELD, Status.DISMISSED, Status.OUTDATED},
}


def enqueue_report_mail(mail: str, reports: Iterable[Report]) -> None:
    """Enqueue this mail to those of the senders who are owed one."""
    if pks := [report.pk for report in reports if report.is_notice]:
        send_report_mail.enqueue(mail, pks)


@task()
def send_report_mail(mail: str, report_pks: list[int], attempt: int = 1) -> None:
    """Mail each of these senders; whom it fails for is tried again alone."""
    reports = Report.objects.select_related("comment__article").filter(
        pk__in=report_pks, status__in=STATUSES_BY_MAIL[mail]
    )
    for report in reports:
        if mail == CONFIRM and tokens.is_confirmation_expired(report):
            continue
        context = {
            "report": report,
            "comment": report.comment,
            "article": report.comment.article,
            "link": tokens.report_link(report),
            "contact": settings.CONTACT_EMAIL,
            "hours": settings.COMMENTS_CONFIRM_HOURS,
        }
        try:
            # Who disagrees is asked to answer this mail, so somebody must read that.
            reply = {"Reply-To": settings.CONTACT_EMAIL}
            email.send_templated_mail(mail, report.email, context, report.language, reply)
        except email.MAIL_ERRORS as error:
            email.retry_mail_task(send_report_mail, mail, [report.pk], attempt=attempt, error=error)
