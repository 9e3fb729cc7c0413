"""Bring to the mail server what there is to tell: each notice in one mail, and each mail once.

Two chores, which read from the database what is due, so that a worker that is killed loses nothing.
`gather` puts the notices of one person and one kind into a mail. `Postman.deliver` takes a mail for
a while (its `due_at` is put off, which only one worker can do), writes its text of what is public
at that moment, hands it over, and notes that. Should all end between the last two, the mail is sent
once more, under the same Message-ID: an SMTP server offers no way to do both or neither.
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

AT_MOST = 200  # at a time; what is left is for the next round
SECONDS = 10  # for one round, since the worker's other tasks wait for it
GIVE_UP = timedelta(days=5)


def gather() -> None:
    """Put every notice whose time has come into a mail, with all of its kind beside it."""
    # Some minutes after the first of them, so that a burst of answers is one mail.
    ripe = timezone.now() - timedelta(seconds=settings.MAIL_GATHER_SECONDS)
    due = Notice.objects.filter(mail_at__lte=ripe).order_by()
    for subscriber, kind in due.values_list("subscriber", "kind").distinct()[:AT_MOST]:
        delivering.bundle(subscriber, kind)


class Postman:
    """Delivers over one connection, and leaves a mail server that is away alone for a while."""

    def __init__(self) -> None:
        self.line = None
        self.setbacks = 0
        self.rests_until = 0.0

    def deliver(self) -> int:
        """Hand over what is due; returns how many mails were sent."""
        until = time.monotonic() + SECONDS
        if time.monotonic() < self.rests_until:
            return 0
        sent = 0
        due = Mail.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
        try:
            for pk in due.values_list("pk", flat=True)[:AT_MOST]:
                if time.monotonic() > until or not self._connect():
                    break
                if mail := delivering.take(pk):
                    sent += self._send(mail)
        finally:
            self._hang_up()
        return sent

    def _send(self, mail: Mail) -> bool:
        taken_until = mail.due_at
        try:
            address = delivering.address_for(mail.subscriber, mail.kind)
            draft = mail_content.write(mail) if address else None
            if draft is not None:
                email.post(draft.letter, address, draft.headers, self.line)
        # Whatever it is that fails, in one mail, holds up no other.
        except Exception as error:
            self._note_failure(error)
            _put_off(mail, taken_until, error)
            return False
        delivering.finish(mail, sent=draft is not None)
        return draft is not None

    def _connect(self) -> bool:
        if self.line is None:
            try:
                self.line = email.open_line()
            except email.FAILURES as error:
                log.warning("The mail server cannot be reached: %s", error)
                self._rest()
                return False
            self.setbacks = 0
        return True

    def _note_failure(self, error: Exception) -> None:
        # In what state the line is, nobody knows: the next mail gets a new one.
        self._hang_up()
        if isinstance(error, TimeoutError):
            self._rest()

    def _rest(self) -> None:
        self.rests_until = time.monotonic() + min(5 * 2**self.setbacks, 300)
        self.setbacks = min(self.setbacks + 1, 10)

    def _hang_up(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            with suppress(*email.FAILURES):
                line.close()


def _put_off(mail: Mail, taken_until: datetime, error: Exception) -> None:
    """Try again later, for days; but not where the server said that there is no such address."""
    later = timezone.now() + email.wait(mail.attempts)
    if email.is_no_address(error):
        bouncing.note(mail.subscriber)
        later = None
    elif timezone.now() - mail.created_at > GIVE_UP:
        log.error("Mail %s is given up after %s attempts", mail.pk, mail.attempts, exc_info=error)
        later = None
    else:
        # An error of ours with all its lines; of the mail server one says enough.
        ours = None if isinstance(error, email.FAILURES) else error
        log.warning("Mail %s failed (%r); trying again", mail.pk, error, exc_info=ours)
    delivering.put_off(mail, taken_until, later)
