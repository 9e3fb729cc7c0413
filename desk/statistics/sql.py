"""Database expressions for statistics, so that SQLite and PostgreSQL give the same answers."""

from collections import defaultdict
from statistics import fmean, median
from typing import NamedTuple

from django.db.models import CharField, Count, F, FloatField, Func, QuerySet, Window
from django.db.models.functions import RowNumber


class UtcHour(Func):
    """The hour of a moment, as text in UTC ("2026-03-28 23").

    Cutting text is fast in SQLite, where Django's own date functions call Python for every row. The
    local hour is computed for each distinct hour and not for each row: see `periods.local_hour`.
    """

    output_field = CharField()  # pyright: ignore[reportAssignmentType]

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="substr(%(expressions)s, 1, 13)", **context
        )

    def as_postgresql(self, compiler, connection, **context):
        template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')"
        return self.as_sql(compiler, connection, template=template, **context)


class SecondsBetween(Func):
    """The seconds from one moment to another: `SecondsBetween(until, since)`."""

    arity = 2
    output_field = FloatField()  # pyright: ignore[reportAssignmentType]

    def as_sqlite(self, compiler, connection, **context):
        template = "((julianday(%(expressions)s)) * 86400.0)"
        joiner = ") - julianday("
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "(EXTRACT(EPOCH FROM (%(expressions)s))::float8)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)


class MedianTime(NamedTuple):
    """The median of `count` times, in seconds."""

    count: int
    seconds: float

    @classmethod
    def of(cls, times: list[float]) -> "MedianTime | None":
        return cls(len(times), median(times)) if times else None


def grouped_medians(rows: QuerySet, *groups: str) -> dict[tuple, MedianTime]:
    """Return the median of `seconds` in each group, in one query that fetches only the middle rows.

    It uses window functions, which both databases have. An even number of rows has two in the
    middle, and the median is halfway between them.
    """
    by = {"partition_by": [F(group) for group in groups]} if groups else {}
    middle = (
        rows.order_by()
        .annotate(
            place=Window(RowNumber(), order_by=F("seconds").asc(), **by),
            of=Window(Count("pk"), **by),
        )
        .filter(place__gte=F("of") / 2.0, place__lte=F("of") / 2.0 + 1)
        .values_list(*groups, "of", "seconds")
    )
    found = defaultdict(list)
    for *group, of, seconds in middle:
        found[tuple(group)].append((of, seconds))
    return {
        group: MedianTime(values[0][0], fmean(seconds for _of, seconds in values))
        for group, values in found.items()
    }
