"""The states of a mail: created with its notices, reserved by one worker, sent or postponed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from notifications.kinds import Pace
from notifications.models import Mail, Notice, Subscriber, subscriber_pace


@transaction.atomic
def bundle_notices(subscriber_pk: int, kind: str) -> None:
    """Put a subscriber's due notices of one kind into one mail."""
    # The lock makes a second worker wait; it then finds nothing to bundle.
    held = Subscriber.objects.select_for_update(no_key=True, of=("self",))
    subscriber = held.select_related("user").get(pk=subscriber_pk)
    now = timezone.now()
    waiting = Notice.objects.filter(subscriber=subscriber, kind=kind, mail_at__lte=now)
    mail = None
    if waiting.exists() and mail_address_for(subscriber, kind):
        mail = Mail.objects.create(subscriber=subscriber, kind=kind)
    waiting.update(mail=mail, mail_at=None)


def mail_address_for(subscriber: Subscriber, kind: str) -> str:
    """Return the address for this kind, or "" if it is not wanted or cannot be delivered."""
    return subscriber.address if subscriber_pace(subscriber, kind) != Pace.NEVER else ""


def reserve_mail(pk: int) -> Mail | None:
    """Reserve a mail for `TASK_LOST_SECONDS`; return None if another worker has it."""
    now = timezone.now()
    until = now + timedelta(seconds=settings.TASK_LOST_SECONDS)
    if not Mail.objects.filter(pk=pk, due_at__lte=now).update(
        due_at=until, attempts=F("attempts") + 1
    ):
        return None
    return Mail.objects.select_related("subscriber__user", "issue", "mailing").get(pk=pk)


def finish_mail(mail: Mail, *, sent: bool) -> None:
    """Mark a mail as done: it was sent, or there is nothing left to send."""
    sent_at = timezone.now() if sent else None
    Mail.objects.filter(pk=mail.pk).update(sent_at=sent_at, due_at=None)


def postpone_mail(mail: Mail, taken_until: datetime, later: datetime | None) -> None:
    """Try again at `later`, or never if None; only if the mail is still reserved by us."""
    Mail.objects.filter(pk=mail.pk, due_at=taken_until).update(due_at=later)
