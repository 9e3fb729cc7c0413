"""The time from which a notice may be mailed, by its frequency."""

from datetime import datetime, timedelta

from django.utils import timezone

from notifications.kinds import Pace

# In the site's time zone, so that daily mail arrives in the morning.
MAIL_HOUR = 7
MONDAY = 0


def next_mail_time(pace: str, now: datetime) -> datetime | None:
    """Return the time from which a notice is mailed, or None if it never is."""
    match pace:
        case Pace.AT_ONCE:
            return now
        case Pace.DAILY:
            return _next_mail_hour(now)
        case Pace.WEEKLY:
            return _next_mail_hour(now, MONDAY)
    return None


def last_mail_hour(now: datetime) -> datetime:
    """Return the last time that it was `MAIL_HOUR`."""
    here = timezone.localtime(now)
    at = here.replace(hour=MAIL_HOUR, minute=0, second=0, microsecond=0)
    return at if at <= here else at - timedelta(days=1)


def _next_mail_hour(now: datetime, weekday: int | None = None) -> datetime:
    """Return the next time that it is `MAIL_HOUR`, on this weekday if one is given."""
    here = timezone.localtime(now)
    at = here.replace(hour=MAIL_HOUR, minute=0, second=0, microsecond=0)
    days = 0 if weekday is None else (weekday - at.weekday()) % 7
    # Add calendar days, so that the hour stays the same across a clock change.
    at += timedelta(days=days)
    if at <= here:
        at += timedelta(days=1 if weekday is None else 7)
    return at
