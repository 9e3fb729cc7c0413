"""The link in the mail that calls an erasure back."""

from django.core import signing

from privacy.models import Erasure

_SALT = "personal.erasure"


def make_erasure_token(asked: Erasure) -> str:
    return signing.dumps(str(asked.key), salt=_SALT)


def erasure_from_token(token: str) -> Erasure | None:
    """Return the erasure of a link; None for one that we did not make, or that is called back or
    done."""
    try:
        key = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Erasure.objects.filter(key=key).first()
