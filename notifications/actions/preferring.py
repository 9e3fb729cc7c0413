"""Preferences of a subscriber."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from notifications.frequencies import next_mail_time
from notifications.kinds import available_paces
from notifications.models import Preference, Subscriber


def get_confirmed_guest(address: str, language: str, *, since: datetime) -> Subscriber:
    """The row of a guest who has shown, then, that the address is theirs."""
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
    """Set how soon someone wants these kinds, for what still waits for a mail as well."""
    now = timezone.now()
    for kind, pace in chosen.items():
        if pace not in available_paces(kind):
            raise ValueError(f"{kind} cannot be told {pace}")
        Preference.objects.update_or_create(
            subscriber=subscriber, kind=kind, defaults={"pace": pace}
        )
        waiting = subscriber.notices.filter(kind=kind, mail_at__isnull=False)
        waiting.update(mail_at=next_mail_time(pace, now))


def set_mail_language(subscriber: Subscriber, language: str) -> None:
    """Write to them in this language from now on."""
    told = subscriber.user or subscriber
    told.language = language
    told.save(update_fields=["language"])
