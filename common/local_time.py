"""Conversion between moments and local time.

When daylight saving time begins, some local times do not exist; when it ends, some occur twice.
"""

from datetime import UTC, datetime

from django.utils import timezone


def moments_at_local_time(wall: datetime) -> list[datetime]:
    """Return the moments, none, one or two, earliest first, at which local time is `wall`."""
    zone = timezone.get_default_timezone()
    # In UTC: an aware time that occurs twice never equals one in another zone.
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    # A local time that the clock skips does not survive the round trip.
    return sorted(one for one in found if one.astimezone(zone).replace(tzinfo=None) == wall)


def to_local_time(moment: datetime) -> datetime:
    """Return `moment` as a naive local time."""
    return timezone.make_naive(moment, timezone.get_default_timezone())
