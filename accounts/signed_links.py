"""Signed links to rows of a member or guest, for mails.

A link proves that its bearer reads the mail of the address in it, and works as long as the row is
of that address. Salts and formats never change, since the links were mailed.

Links that must work once or can be withdrawn are no signed links: `GuestLink` and `Peek` are rows.
"""

from typing import Any

from django.core import signing
from django.db.models import Model, Q, QuerySet

from accounts.identity import Identity


def sign_row(row: Model, address: str, salt: str) -> str:
    """Return the token of a link to this row that is mailed to this address."""
    return signing.dumps([row.pk, address], salt=salt)


def find_signed_row(rows: QuerySet, token: str, salt: str, *, owner: str = "") -> Any:
    """Return the row that a link leads to; None if we did not make it, or for another's row now.

    `owner` is the lookup that leads to the row's member or guest. A row that a member claimed since
    has no address: the view decides whether they must sign in.
    """
    if (said := read_signed(token, salt)) is None:
        return None
    pk, address = said
    is_theirs = Identity(None, address).rows(owner) | Q(**{f"{owner}user__isnull": False})
    return rows.filter(is_theirs, pk=pk).first()


def read_signed(token: str, salt: str) -> Any:
    """Return what a token says, or None if we did not sign it with this salt."""
    try:
        return signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError):
        return None
