"""Days, weeks and years in the site's time zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

WEEK = timedelta(days=7)


def start_of_day(day: date) -> datetime:
    """Return the moment at which this day begins in the site's time zone."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def start_of_week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def local_hour(utc_hour: str) -> datetime:
    """Return an hour of `sql.UtcHour` in the site's time zone."""
    return _local_hour(utc_hour, str(timezone.get_default_timezone()))


@lru_cache(maxsize=20_000)
def _local_hour(utc_hour: str, _zone: str) -> datetime:
    moment = datetime.strptime(utc_hour, "%Y-%m-%d %H").replace(tzinfo=UTC)
    return moment.astimezone(timezone.get_default_timezone())


class ReportYear(NamedTuple):
    """A calendar year in the site's time zone.

    The running year is counted up to the present month: statistics that grew day by day would
    reveal which reaction was refused when.
    """

    year: int
    start: datetime
    end: datetime
    is_provisional: bool

    @classmethod
    def of(cls, year: int, today: date | None = None) -> "ReportYear":
        today = today or local_day(timezone.now())
        running = year == today.year
        end = today.replace(day=1) if running else date(year + 1, 1, 1)
        return cls(year, start_of_day(date(year, 1, 1)), start_of_day(end), running)

    @property
    def first_day(self) -> date:
        return local_day(self.start)

    @property
    def last_day(self) -> date:
        """The last day that is counted; before the first day while nothing is."""
        return local_day(self.end) - timedelta(days=1)

    @property
    def is_empty(self) -> bool:
        return self.start == self.end
