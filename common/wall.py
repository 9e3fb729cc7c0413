"""Moments as the clock on the wall says them. In a year there is one night in which it says some of
them never, and one in which it says them twice."""

from datetime import UTC, datetime

from django.utils import timezone


def moments(wall: datetime) -> list[datetime]:
    """When the clock here says `wall`: once, or never, or twice, the first one first."""
    zone = timezone.get_default_timezone()
    found = []
    for fold in (0, 1):
        moment = wall.replace(tzinfo=zone, fold=fold)
        # What the clock skips does not come back the same.
        back = moment.astimezone(UTC).astimezone(zone)
        if back.replace(tzinfo=None) == wall.replace(tzinfo=None) and moment.astimezone(
            UTC
        ) not in [other.astimezone(UTC) for other in found]:
            found.append(moment)
    return found


def wall(moment: datetime) -> datetime:
    """What the clock here says at `moment`."""
    return timezone.make_naive(moment, timezone.get_default_timezone())
