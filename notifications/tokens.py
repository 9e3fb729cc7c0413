"""The signed links of mails.

Those that unsubscribe work for as long as the mail is kept, and hold nothing but a random key and
the kind of mail. Those that confirm an address lapse.
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
    """Return whose mails of which kind it stops, or None for a link that we did not make."""
    try:
        kind, _, key = signing.Signer(salt=_UNSUBSCRIBE).unsign(token).partition(".")
    except signing.BadSignature:
        return None
    subscriber = _subscriber_by_key(key)
    return (subscriber, NoticeKind(kind)) if subscriber and kind in NoticeKind.values else None


def make_address_token(subscriber: Subscriber) -> str:
    """Shows that its bearer reads the mail that this person gets."""
    return signing.TimestampSigner(salt=_CONFIRM).sign(subscriber.key.hex)


def read_address_token(token: str) -> Subscriber | None:
    """Return whose address it is; None for a link that lapsed or that we did not make."""
    lapses = timedelta(days=settings.NEWSLETTER_CONFIRM_DAYS)
    try:
        return _subscriber_by_key(
            signing.TimestampSigner(salt=_CONFIRM).unsign(token, max_age=lapses)
        )
    except signing.BadSignature:
        return None


def _subscriber_by_key(key: str) -> Subscriber | None:
    return Subscriber.objects.select_related("user").filter(key=key).first()
