"""The rows about a person: found by a hash once the person is erased, and told apart."""

from collections.abc import Iterable
from typing import Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.identity import Person


class AboutPersonRow(Protocol):
    def is_about(self, person: Person) -> bool: ...


def mailbox_hashes(mailbox: str) -> list[str]:
    """Return the hashes of a mailbox, by the present key first, then by older ones.

    Keyed, since anyone who can read the database could hash every address that they can think of.
    """
    return [
        salted_hmac("house.person", mailbox, secret=key, algorithm="sha256").hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def group_by_person(
    rows: Iterable[AboutPersonRow], persons: Iterable[Person]
) -> dict[Person, list]:
    """Return for each person the rows that are about them, in the given order."""
    rows = list(rows)
    return {who: [row for row in rows if row.is_about(who)] for who in set(persons)}
