"""Erasing a subscriber."""

from accounts.identity import rows_of_subject
from accounts.models import User
from notifications.models import Subscriber


def erase_subscriber(user: User | None, address: str) -> None:
    """Erase this person's follows, notices, preferences and mails, also those not yet sent."""
    Subscriber.objects.filter(rows_of_subject(user, address)).delete()
