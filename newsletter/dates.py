"""The dates of the newsletter."""

from datetime import datetime

from django.utils import timezone

from notifications.frequencies import next_mail_time
from notifications.kinds import Pace


def next_monday(now: datetime | None = None) -> datetime:
    """Return the coming Monday at seven, local time, when all weekly mail is sent."""
    return next_mail_time(Pace.WEEKLY, now or timezone.now())
