"""Someone looks at their own reactions."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from comments.models import LastLook

# Looking again within this time is the same visit: what was new in it stays marked.
VISIT = timedelta(minutes=30)
_OFTEN = timedelta(minutes=1)


def look(user: User | None, address: str = "") -> datetime | None:
    """Since when things are new to them: the end of their visit before this one; None if none."""
    who = {"user": user} if user else {"user": None, "email": address}
    last, _ = LastLook.objects.get_or_create(**who)
    since, at = next_look(last.since, last.at)
    # One row a minute is enough, however often someone reloads.
    if last.at is None or at - last.at > _OFTEN:
        LastLook.objects.filter(pk=last.pk).update(since=since, at=at)
    return since


def next_look(since: datetime | None, at: datetime | None) -> tuple[datetime | None, datetime]:
    """The same two, a look later: since when things are new, and when was looked last."""
    now = timezone.now()
    return (at if at and now - at > VISIT else since), now


def decline_rest(user: User) -> None:
    """Whoever took over what they chose is not asked again about the rest."""
    LastLook.objects.update_or_create(user=user, defaults={"declined_at": timezone.now()})
