"""The person that something is about: a writer, as far as the house can know one."""

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

    By the mailbox and not the address, so that jan+x@ is met by what is about jan@.
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
    """Return the hashes of an erased owner's mailbox: by the present key first, then older ones.

    Keyed, since whoever reads the database could hash every address that they can think of.
    """
    return [
        salted_hmac("house.person", mailbox, secret=key, algorithm="sha256").hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def group_by_person(
    rows: Iterable[AboutPersonRow], persons: Iterable[Person]
) -> dict[Person, list]:
    """Give each of these people the rows that are about them, in the order that they came."""
    rows = list(rows)
    return {who: [row for row in rows if who.is_subject_of(row)] for who in set(persons)}
