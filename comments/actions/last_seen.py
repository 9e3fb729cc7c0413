"""Visits to one's own reactions."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.identity import Identity
from accounts.models import User
from comments.models import LastLook

# A page view within this time is the same visit: what was new stays marked.
VISIT_LENGTH = timedelta(minutes=30)
_SAVE_INTERVAL = timedelta(minutes=1)


def record_last_seen(who: Identity) -> datetime | None:
    """Record a visit and return the end of the previous one, or None if there was none."""
    last, _ = LastLook.objects.get_or_create(**who.columns())
    since, at = advance_last_seen(last.since, last.at)
    # Write at most once a minute, however often someone reloads.
    if last.at is None or at - last.at > _SAVE_INTERVAL:
        LastLook.objects.filter(pk=last.pk).update(since=since, at=at)
    return since


def advance_last_seen(
    since: datetime | None, at: datetime | None
) -> tuple[datetime | None, datetime]:
    """Return the new pair after a page view: the end of the previous visit, and now."""
    now = timezone.now()
    return (at if at and now - at > VISIT_LENGTH else since), now


def decline_claim_offer(user: User) -> None:
    """Record that a member left the other guest reactions unclaimed, so as not to ask again."""
    LastLook.objects.update_or_create(user=user, defaults={"declined_at": timezone.now()})
