"""Addresses that take no mail of ours any more, and how they come back."""

from django.utils import timezone

from accounts.models import User
from notifications.models import Subscriber


def subscribers_at_address(address: str) -> list[Subscriber]:
    """Everyone who is mailed at this address: a member, a guest, or both."""
    address = address.strip().lower()
    found = list(Subscriber.objects.filter(email=address, user=None))
    if member := User.objects.filter(email=address).first():
        found.append(Subscriber.objects.of_member(member))
    return found


def record_bounce(subscriber: Subscriber) -> None:
    """Send nothing any more to an address that does not exist, until its owner shows it does."""
    Subscriber.objects.filter(pk=subscriber.pk, bounced_at=None).update(bounced_at=timezone.now())


def record_complaint(subscriber: Subscriber) -> None:
    """Send nothing ever again to who called our mail unwanted."""
    now = timezone.now()
    Subscriber.objects.filter(pk=subscriber.pk).update(bounced_at=now, complained_at=now)


def clear_bounce(subscriber: Subscriber) -> None:
    """Its owner opened a mail that came there: it works again. A complaint stands."""
    Subscriber.objects.filter(pk=subscriber.pk, complained_at=None).update(bounced_at=None)
