"""The readers of the newsletter, and making a mail to each of them."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from notifications.kinds import NoticeKind, Pace
from notifications.models import Mail, Mailing, Preference, Subscriber


@transaction.atomic
def send_mailing(name: str, key: int) -> int:
    """Let what another room made go out to the same readers; returns to how many. Never twice."""
    mailing, is_new = Mailing.objects.get_or_create(name=name, key=key)
    return create_reader_mails(mailing=mailing) if is_new else 0


def create_reader_mails(**what) -> int:
    """Make a mail to every reader; the worker writes and sends it."""
    mails = [
        Mail(subscriber_id=pk, kind=NoticeKind.NEWSLETTER, **what)
        for pk in newsletter_readers().values_list("pk", flat=True)
    ]
    Mail.objects.bulk_create(mails, batch_size=500)
    return len(mails)


def newsletter_readers() -> QuerySet[Subscriber]:
    """Subscribers who asked for it and can be mailed. A member who once asked as a guest gets
    one."""
    wants = Preference.objects.filter(
        subscriber=OuterRef("pk"), kind=NoticeKind.NEWSLETTER, pace=Pace.WEEKLY
    )
    asked = Subscriber.objects.filter(Exists(wants), bounced_at=None)
    members = asked.filter(user__is_active=True)
    same = members.filter(user__email=OuterRef("email")).order_by()
    guests = asked.filter(~Exists(same), user=None, confirmed_at__isnull=False)
    return (members | guests).order_by("pk")
