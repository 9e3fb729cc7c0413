"""Moments as the clock on the wall says them. In a year there is one night in which it says some of
them never, and one in which it says them twice."""

from datetime import UTC, datetime

from django.utils import timezone


def moments_at_local_time(wall: datetime) -> list[datetime]:
    """Return the moments at which the clock shows `wall`: one, none, or two, the first one
    first."""
    zone = timezone.get_default_timezone()
    # In UTC, since two zones never agree on a moment that one of them has twice.
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    # What the clock skips does not come back the same.
    return sorted(one for one in found if one.astimezone(zone).replace(tzinfo=None) == wall)


def to_local_time(moment: datetime) -> datetime:
    """Return `moment` as the clock here shows it."""
    return timezone.make_naive(moment, timezone.get_default_timezone())
