"""Forgetting someone who is to be told nothing any more."""

from accounts.models import User
from notifications.personal_data import subscriber_of


def forget(user: User | None, address: str) -> None:
    """What they wanted to hear, what they were told, and the mails that were on their way."""
    subscriber_of(user, address).delete()
    if user and address:
        subscriber_of(None, address).delete()
