"""Deliver notices to the mail server: each notice in one mail, and each mail once.

Two periodic tasks read from the database what is due, so that a worker that is killed loses
nothing. `bundle_due_notices` puts the notices of one person and one kind into a mail.
`MailSender.deliver_due_mails` reserves a mail (it postpones `due_at`, which only one worker can
do), writes its text from what is public at that moment, sends it and marks it as sent. If the
process is killed between the last two, the mail is sent again with the same Message-ID: SMTP has no
way to make the two atomic.
"""

import logging
import time
from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from common import email
from notifications import mail_content
from notifications.actions import bouncing, delivering
from notifications.models import Mail, Notice

log = logging.getLogger(__name__)

MAX_PER_ROUND = 200  # mails; the rest is left for the next round
ROUND_SECONDS = 10  # the most for one round, since the worker's other tasks wait for it
GIVE_UP_AFTER = timedelta(days=5)


def bundle_due_notices() -> None:
    """Put the due notices into mails: one mail per person and kind."""
    # MAIL_GATHER_SECONDS after the first of them, so that a burst of answers is one mail.
    ripe = timezone.now() - timedelta(seconds=settings.MAIL_GATHER_SECONDS)
    due = Notice.objects.filter(mail_at__lte=ripe).order_by()
    for subscriber, kind in due.values_list("subscriber", "kind").distinct()[:MAX_PER_ROUND]:
        delivering.bundle_notices(subscriber, kind)


class MailSender:
    """Sends mails over one connection, and pauses while the mail server cannot be reached."""

    def __init__(self) -> None:
        self.line = None
        self.connection_failures = 0
        self.paused_until = 0.0

    def deliver_due_mails(self) -> int:
        """Send the mails that are due; return the number sent."""
        until = time.monotonic() + ROUND_SECONDS
        if time.monotonic() < self.paused_until:
            return 0
        sent = 0
        due = Mail.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
        try:
            for pk in due.values_list("pk", flat=True)[:MAX_PER_ROUND]:
                if time.monotonic() > until or not self._connect():
                    break
                if mail := delivering.reserve_mail(pk):
                    sent += self._send(mail)
        finally:
            self._hang_up()
        return sent

    def _send(self, mail: Mail) -> bool:
        taken_until = mail.due_at
        try:
            address = delivering.mail_address_for(mail.subscriber, mail.kind)
            draft = mail_content.compose_notice_mail(mail) if address else None
            if draft is not None:
                email.send_mail_content(draft.letter, address, draft.headers, self.line)
        # Any failure of one mail must not stop the others.
        except Exception as error:
            self._note_failure(error)
            _handle_failure(mail, taken_until, error)
            return False
        delivering.finish_mail(mail, sent=draft is not None)
        return draft is not None

    def _connect(self) -> bool:
        if self.line is None:
            try:
                self.line = email.open_mail_connection()
            except email.MAIL_ERRORS as error:
                log.warning("mail.connect_failed error=%s", error)
                self._rest()
                return False
            self.connection_failures = 0
        return True

    def _note_failure(self, error: Exception) -> None:
        # The state of the connection is unknown, so the next mail gets a new one.
        self._hang_up()
        if isinstance(error, TimeoutError):
            self._rest()

    def _rest(self) -> None:
        self.paused_until = time.monotonic() + min(5 * 2**self.connection_failures, 300)
        self.connection_failures = min(self.connection_failures + 1, 10)

    def _hang_up(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            with suppress(*email.MAIL_ERRORS):
                line.close()


def _handle_failure(mail: Mail, taken_until: datetime, error: Exception) -> None:
    """Schedule a retry, until `GIVE_UP_AFTER`; none if the server says the address is unknown."""
    later = timezone.now() + email.retry_delay(mail.attempts)
    if email.is_unknown_address(error):
        bouncing.record_bounce(mail.subscriber)
        later = None
    elif timezone.now() - mail.created_at > GIVE_UP_AFTER:
        log.error("mail.given_up mail=%s attempts=%s", mail.pk, mail.attempts, exc_info=error)
        later = None
    else:
        # A traceback only for our own errors, not for those of the mail server.
        ours = None if isinstance(error, email.MAIL_ERRORS) else error
        log.warning("mail.send_failed mail=%s error=%r", mail.pk, error, exc_info=ours)
    delivering.postpone_mail(mail, taken_until, later)
