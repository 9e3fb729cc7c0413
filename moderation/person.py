"""The person whom a sanction or note is about: a member, or a guest by their mailbox."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import User
from common.email import mailbox


class AboutPersonRow(Protocol):
    user_id: int | None

    def is_of_mailbox(self, mailbox: str) -> bool: ...


class Person(NamedTuple):
    """A member with the mailbox of their address, or a guest by the mailbox alone.

    The mailbox and not the address, so that a sanction on jan@ applies to jan+x@ too.
    """

    user: int | None
    mailbox: str

    @classmethod
    def of(cls, user: User | None, email: str = "") -> "Person":
        address = user.email if user else email
        return cls(user.pk if user else None, mailbox(address) if address else "")

    def is_subject_of(self, row: AboutPersonRow) -> bool:
        if self.user and row.user_id == self.user:
            return True
        return bool(self.mailbox) and row.is_of_mailbox(self.mailbox)


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
    return {who: [row for row in rows if who.is_subject_of(row)] for who in set(persons)}
