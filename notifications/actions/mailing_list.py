"""The readers of the newsletter, and creating a mail for each of them."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from notifications.kinds import NoticeKind, Pace
from notifications.models import Mail, Mailing, Preference, Subscriber


@transaction.atomic
def send_mailing(name: str, key: int) -> int:
    """Mail something of another app to the readers, once; return the number of mails created."""
    mailing, is_new = Mailing.objects.get_or_create(name=name, key=key)
    return create_reader_mails(mailing=mailing) if is_new else 0


def create_reader_mails(**what) -> int:
    """Create a mail for every reader; the worker writes and sends it. Return the number."""
    mails = [
        Mail(subscriber_id=pk, kind=NoticeKind.NEWSLETTER, **what)
        for pk in newsletter_readers().values_list("pk", flat=True)
    ]
    Mail.objects.bulk_create(mails, batch_size=500)
    return len(mails)


def newsletter_readers() -> QuerySet[Subscriber]:
    """Return the subscribers who asked for the newsletter and can be mailed.

    A member who also asked for it as a guest is returned once.
    """
    wants = Preference.objects.filter(
        subscriber=OuterRef("pk"), kind=NoticeKind.NEWSLETTER, pace=Pace.WEEKLY
    )
    asked = Subscriber.objects.filter(Exists(wants), bounced_at=None)
    members = asked.filter(user__is_active=True)
    same = members.filter(user__email=OuterRef("email")).order_by()
    guests = asked.filter(~Exists(same), user=None, confirmed_at__isnull=False)
    return (members | guests).order_by("pk")
