"""Forgetting someone who is to be told nothing any more."""

from accounts.models import User
from notifications.personal_data import subscribers_of_person


def erase_subscriber(user: User | None, address: str) -> None:
    """Erase what they followed, their notices, and the mails that were on their way."""
    subscribers_of_person(user, address).delete()
    if user and address:
        subscribers_of_person(None, address).delete()
