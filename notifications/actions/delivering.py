"""The way of a mail: made with its notices, taken by one worker, and sent or put off."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from notifications.kinds import Pace
from notifications.models import Mail, Notice, Subscriber, subscriber_pace


@transaction.atomic
def bundle_notices(subscriber_pk: int, kind: str) -> None:
    """Put all that one person is to be told of one kind by now into one mail."""
    # A second worker waits here, and then finds nothing.
    held = Subscriber.objects.select_for_update(no_key=True, of=("self",))
    subscriber = held.select_related("user").get(pk=subscriber_pk)
    now = timezone.now()
    waiting = Notice.objects.filter(subscriber=subscriber, kind=kind, mail_at__lte=now)
    mail = None
    if waiting.exists() and mail_address_for(subscriber, kind):
        mail = Mail.objects.create(subscriber=subscriber, kind=kind)
    waiting.update(mail=mail, mail_at=None)


def mail_address_for(subscriber: Subscriber, kind: str) -> str:
    """Return where to mail this kind to; nothing when it is not wanted, or does not arrive."""
    return subscriber.address if subscriber_pace(subscriber, kind) != Pace.NEVER else ""


def reserve_mail(pk: int) -> Mail | None:
    """Have a mail to oneself for as long as any task may last, or None when another has it."""
    now = timezone.now()
    until = now + timedelta(seconds=settings.TASK_LOST_SECONDS)
    if not Mail.objects.filter(pk=pk, due_at__lte=now).update(
        due_at=until, attempts=F("attempts") + 1
    ):
        return None
    return Mail.objects.select_related("subscriber__user", "issue", "mailing").get(pk=pk)


def finish_mail(mail: Mail, *, sent: bool) -> None:
    """It went out, or there is nothing left to send."""
    sent_at = timezone.now() if sent else None
    Mail.objects.filter(pk=mail.pk).update(sent_at=sent_at, due_at=None)


def postpone_mail(mail: Mail, taken_until: datetime, later: datetime | None) -> None:
    """Try again then, or never; only while it is still ours."""
    Mail.objects.filter(pk=mail.pk, due_at=taken_until).update(due_at=later)
