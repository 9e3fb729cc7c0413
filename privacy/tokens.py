"""The token of the mailed link that cancels an erasure."""

from django.core import signing

from accounts.signed_links import read_signed
from privacy.models import Erasure

_SALT = "personal.erasure"


def make_erasure_token(asked: Erasure) -> str:
    return signing.dumps(str(asked.key), salt=_SALT)


def erasure_from_token(token: str) -> Erasure | None:
    """Return the erasure of a token; None if the token is invalid or the erasure is gone."""
    key = read_signed(token, _SALT)
    return Erasure.objects.filter(key=key).first() if key else None
