"""Recording and clearing bounces and spam complaints."""

from django.utils import timezone

from accounts.models import User
from notifications.models import Subscriber


def subscribers_at_address(address: str) -> list[Subscriber]:
    """Return everyone who is mailed at this address: a member, a guest, or both."""
    address = address.strip().lower()
    found = list(Subscriber.objects.filter(email=address, user=None))
    if member := User.objects.filter(email=address).first():
        found.append(Subscriber.objects.of_member(member))
    return found


def record_bounce(subscriber: Subscriber) -> None:
    """Stop mail to an address that does not exist, until its owner shows that it does."""
    Subscriber.objects.filter(pk=subscriber.pk, bounced_at=None).update(bounced_at=timezone.now())


def record_complaint(subscriber: Subscriber) -> None:
    """Stop mail for good to someone who reported our mail as spam."""
    now = timezone.now()
    Subscriber.objects.filter(pk=subscriber.pk).update(bounced_at=now, complained_at=now)


def clear_bounce(subscriber: Subscriber) -> None:
    """Allow mail again, since its owner used a link mailed there. A complaint is not cleared."""
    Subscriber.objects.filter(pk=subscriber.pk, complained_at=None).update(bounced_at=None)
