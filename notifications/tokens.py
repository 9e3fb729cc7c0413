"""The signed links in mails.

An unsubscribe link never expires, and contains only a random key and the kind of mail. A link that
confirms an address expires.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing

from notifications.kinds import NoticeKind
from notifications.models import Mail, Subscriber

_UNSUBSCRIBE = "notifications.unsubscribe"
_CONFIRM = "notifications.confirm"


def make_unsubscribe_token(mail: Mail) -> str:
    return signing.Signer(salt=_UNSUBSCRIBE).sign(f"{mail.kind}.{mail.subscriber.key.hex}")


def read_unsubscribe_token(token: str) -> tuple[Subscriber, NoticeKind] | None:
    """Return the subscriber and the kind to unsubscribe, or None if the signature is invalid."""
    try:
        kind, _, key = signing.Signer(salt=_UNSUBSCRIBE).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    subscriber = _subscriber_by_key(key)
    return (subscriber, NoticeKind(kind)) if subscriber and kind in NoticeKind.values else None


def make_address_token(subscriber: Subscriber) -> str:
    """Return a token that proves that its bearer reads this subscriber's mail."""
    return signing.TimestampSigner(salt=_CONFIRM).sign(subscriber.key.hex)


def read_address_token(token: str) -> Subscriber | None:
    """Return the subscriber, or None if the token has expired or its signature is invalid."""
    lapses = timedelta(days=settings.NEWSLETTER_CONFIRM_DAYS)
    try:
        return _subscriber_by_key(
            signing.TimestampSigner(salt=_CONFIRM).unsign(token, max_age=lapses)
        )
    except signing.BadSignature:
        return None


def _subscriber_by_key(key: str) -> Subscriber | None:
    return Subscriber.objects.select_related("user").filter(key=key).first()
