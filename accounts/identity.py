"""Identity: the member or the guest behind a row, and the ways in which two of them are the same.

Tables hold it in two columns: `user`, and `email`, which is a guest's if there is no user.

- `Identity` compares by *address*, letter for letter. It decides what someone may see or change:
  who proved that jan+krant@ is theirs gets nothing of jan@.
- `Person` compares by *mailbox*. It decides what restricts or counts someone: jan+krant@ is jan@,
  since a mailbox has thousands of addresses, and a guest is a member who has that mailbox.
- An address is *proven* for a row once its owner opened the link that was mailed for that row.
  Anyone can type an address, so rows that only claim one are kept apart from those.
"""

from typing import NamedTuple, Protocol

from django.db.models import Q

from accounts.models import User
from common.email import mailbox


class RowOfSomeone(Protocol):
    """A row with the columns of an identity, and the moment at which a guest confirmed it."""

    user: User | None
    user_id: int | None
    email: str
    confirmed_at: object


class Identity(NamedTuple):
    """A member by key, or a guest by address; false for nobody (imported or erased)."""

    user: int | None = None
    address: str = ""  # in lower case; of a guest only
    is_proven: bool = True

    @classmethod
    def of(cls, row: RowOfSomeone) -> "Identity":
        return cls.of_columns(row.user_id, row.email, row.confirmed_at is None)

    @classmethod
    def of_columns(cls, user: int | None, email: str, is_claim: bool) -> "Identity":
        return cls(user) if user else cls(None, email, not is_claim)

    def __bool__(self) -> bool:
        return bool(self.user or self.address)

    @property
    def is_known(self) -> bool:
        """Return True for a member, and for a guest who proved the address."""
        return bool(self) and self.is_proven

    def rows(self, prefix: str = "") -> Q:
        """Match the rows of this member or address, proven or not; none of nobody.

        `prefix` is the lookup that leads to the columns, such as `subscriber__`.
        """
        if self.user:
            return Q(**{f"{prefix}user": self.user})
        if self.address:
            return Q(**{f"{prefix}user": None, f"{prefix}email": self.address})
        return Q(pk__in=())

    def columns(self) -> dict:
        """Return the columns of a row of this identity."""
        return {"user_id": self.user, "email": self.address}

    def may_be(self, user: User) -> bool:
        """Return True for this member, and for a guest with their mailbox, proven or not."""
        if self.user:
            return self.user == user.pk
        return bool(self.address) and mailbox(self.address) == mailbox(user.email)


def rows_of_subject(user: User | None, address: str) -> Q:
    """Match the rows of a member, and those of this address as a guest, proven or not."""
    as_guest = Identity(None, address).rows()
    return Identity(user.pk).rows() | as_guest if user else as_guest


def proven_address(row: RowOfSomeone) -> str:
    """Return the address that the member, or the guest for this row, proved; else ""."""
    if row.user:
        return row.user.proven_email
    return row.email if row.confirmed_at else ""


class Person(NamedTuple):
    """A member with the mailbox of their address, or a guest by the mailbox alone."""

    user: int | None
    mailbox: str

    @classmethod
    def of(cls, user: User | None, email: str = "") -> "Person":
        address = user.email if user else email
        return cls(user.pk if user else None, mailbox(address) if address else "")

    @classmethod
    def of_row(cls, row: RowOfSomeone) -> "Person":
        """Return the person behind a row; reads `row.user`."""
        return cls.of(row.user, row.email)


def counting_key(user: int | None, email: str, row: int) -> tuple[str, int | str]:
    """Return the key under which people are counted; a row of nobody stands alone."""
    if user:
        return "member", user
    return ("guest", mailbox(email)) if email else ("reaction", row)
