"""Preferences of a subscriber."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from notifications.frequencies import next_mail_time
from notifications.kinds import available_paces
from notifications.models import Preference, Subscriber


def get_confirmed_guest(address: str, language: str, *, since: datetime) -> Subscriber:
    """Return the subscriber of a guest who confirmed this address at `since`; create it if new."""
    guest, is_new = Subscriber.objects.get_or_create(
        user=None,
        email=address.strip().lower(),
        defaults={"language": language, "confirmed_at": since},
    )
    if not is_new and guest.confirmed_at is None:
        guest.confirmed_at = since
        guest.save(update_fields=["confirmed_at"])
    return guest


@transaction.atomic
def set_paces(subscriber: Subscriber, chosen: Mapping[str, str]) -> None:
    """Set the frequency of these kinds, also for notices that still wait to be mailed."""
    now = timezone.now()
    for kind, pace in chosen.items():
        if pace not in available_paces(kind):
            raise ValueError(f"{pace} is not available for {kind}")
        Preference.objects.update_or_create(
            subscriber=subscriber, kind=kind, defaults={"pace": pace}
        )
        waiting = subscriber.notices.filter(kind=kind, mail_at__isnull=False)
        waiting.update(mail_at=next_mail_time(pace, now))


def set_mail_language(subscriber: Subscriber, language: str) -> None:
    """Set the language of the mails to this subscriber."""
    told = subscriber.user or subscriber
    told.language = language
    told.save(update_fields=["language"])
