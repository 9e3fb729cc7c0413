"""Erasing a subscriber."""

from accounts.models import User
from notifications.personal_data import subscribers_of_person


def erase_subscriber(user: User | None, address: str) -> None:
    """Erase this person's follows, notices, preferences and mails, also those not yet sent."""
    subscribers_of_person(user, address).delete()
    if user and address:
        subscribers_of_person(None, address).delete()
