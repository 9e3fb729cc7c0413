"""From when a notice goes into a mail: the moment that its pace lets it out."""

from datetime import datetime, timedelta

from django.utils import timezone

from notifications.kinds import Pace

# By the site's own clock, so that what is daily comes with the newspaper.
MAIL_HOUR = 7
MONDAY = 0


def next_mail_time(pace: str, now: datetime) -> datetime | None:
    """None for what is never mailed."""
    match pace:
        case Pace.AT_ONCE:
            return now
        case Pace.DAILY:
            return _next_mail_hour(now)
        case Pace.WEEKLY:
            return _next_mail_hour(now, MONDAY)
    return None


def last_mail_hour(now: datetime) -> datetime:
    """The last time that it was that hour."""
    here = timezone.localtime(now)
    at = here.replace(hour=MAIL_HOUR, minute=0, second=0, microsecond=0)
    return at if at <= here else at - timedelta(days=1)


def _next_mail_hour(now: datetime, weekday: int | None = None) -> datetime:
    """The next time that it is that hour, on that day of the week if one is given."""
    here = timezone.localtime(now)
    at = here.replace(hour=MAIL_HOUR, minute=0, second=0, microsecond=0)
    days = 0 if weekday is None else (weekday - at.weekday()) % 7
    # In days of the calendar: across a change of the clock it stays the same hour.
    at += timedelta(days=days)
    if at <= here:
        at += timedelta(days=1 if weekday is None else 7)
    return at
