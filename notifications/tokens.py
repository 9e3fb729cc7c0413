"""The signed links of mails.

Those that unsubscribe work for as long as the mail is kept, and hold nothing but a random key and
the kind of mail. Those that confirm an address lapse.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing

from notifications.kinds import Kind
from notifications.models import Mail, Subscriber

_UNSUBSCRIBE = "notifications.unsubscribe"
_CONFIRM = "notifications.confirm"


def unsubscribe(mail: Mail) -> str:
    return signing.Signer(salt=_UNSUBSCRIBE).sign(f"{mail.kind}.{mail.subscriber.key.hex}")


def read_unsubscribe(token: str) -> tuple[Subscriber, Kind] | None:
    """Whose mail of which kind it stops, or None for a link that we did not make."""
    try:
        kind, _, key = signing.Signer(salt=_UNSUBSCRIBE).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    subscriber = _whose(key)
    return (subscriber, Kind(kind)) if subscriber and kind in Kind.values else None


def confirm(subscriber: Subscriber) -> str:
    """Shows that its bearer reads the mail that this person gets."""
    return signing.TimestampSigner(salt=_CONFIRM).sign(subscriber.key.hex)


def read_confirm(token: str) -> Subscriber | None:
    """Whose it is; None for a link that lapsed or that we did not make."""
    lapses = timedelta(days=settings.NEWSLETTER_CONFIRM_DAYS)
    try:
        return _whose(signing.TimestampSigner(salt=_CONFIRM).unsign(token, max_age=lapses))
    except signing.BadSignature:
        return None


def _whose(key: str) -> Subscriber | None:
    return Subscriber.objects.select_related("user").filter(key=key).first()
