"""Someone looks at their own reactions."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from comments.models import LastLook

# Looking again within this time is the same visit: what was new in it stays marked.
VISIT_LENGTH = timedelta(minutes=30)
_SAVE_INTERVAL = timedelta(minutes=1)


def record_last_seen(user: User | None, address: str = "") -> datetime | None:
    """Since when things are new to them: the end of their visit before this one; None if none."""
    who = {"user": user} if user else {"user": None, "email": address}
    last, _ = LastLook.objects.get_or_create(**who)
    since, at = advance_last_seen(last.since, last.at)
    # One row a minute is enough, however often someone reloads.
    if last.at is None or at - last.at > _SAVE_INTERVAL:
        LastLook.objects.filter(pk=last.pk).update(since=since, at=at)
    return since


def advance_last_seen(
    since: datetime | None, at: datetime | None
) -> tuple[datetime | None, datetime]:
    """The same two, a look later: since when things are new, and when was looked last."""
    now = timezone.now()
    return (at if at and now - at > VISIT_LENGTH else since), now


def decline_claim_offer(user: User) -> None:
    """Whoever took over what they chose is not asked again about the rest."""
    LastLook.objects.update_or_create(user=user, defaults={"declined_at": timezone.now()})
