"""Keyset paging: a page begins after the last row of the page before it, whatever came or went.

A cursor holds what that row is sorted by as whole numbers, such as `1767225600000000-41`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import DateTimeField, Field, FloatField, Q, QuerySet

from common.params import parse_number

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Floats that rows are sorted by are stored with four decimals.
FLOAT_STEPS = 10_000


class KeysetPage(NamedTuple):
    """The rows of a page, and the cursor of the next page: empty after the last one."""

    rows: list
    next: str


def keyset_page(rows: QuerySet, order: Sequence[str], after: str, size: int) -> KeysetPage:
    """Return the page of these rows after a cursor; the first page if the cursor is invalid.

    `order` names fields as `order_by` does; together they must be unique and never null.
    """
    shown, last = take_page(rows_after(rows, order, after), size)
    return KeysetPage(shown, row_cursor(last, order) if last else "")


def take_page(rows: QuerySet | list, size: int) -> tuple[list, Any]:
    """Return the first `size` rows, and the last one of them if more follow, else None."""
    found = list(rows[: size + 1])
    return found[:size], found[size - 1] if len(found) > size else None


def rows_after(rows: QuerySet, order: Sequence[str], cursor: str) -> QuerySet:
    """Return these rows in this order, without those up to a cursor if it is a valid one."""
    rows = rows.order_by(*order)
    numbers = parse_cursor(cursor)
    if len(numbers) != len(order):
        return rows
    names = [name.removeprefix("-") for name in order]
    try:
        values = [
            _sorted_value(_sorting_field(rows, name), number)
            for name, number in zip(names, numbers, strict=True)
        ]
    except OverflowError:
        return rows
    ways = ["lt" if name.startswith("-") else "gt" for name in order]
    further, same = Q(), {}
    for name, way, value in zip(names, ways, values, strict=True):
        further |= Q(**same, **{f"{name}__{way}": value})
        same[name] = value
    # Redundant, but the plain bound lets the database start at this place in the index.
    return rows.filter(**{f"{names[0]}__{ways[0]}e": values[0]}).filter(further)


def row_cursor(row: Any, order: Sequence[str]) -> str:
    """Return the cursor of the rows that follow this one."""
    return format_cursor(*(_sorted_number(getattr(row, name.removeprefix("-"))) for name in order))


def format_cursor(*numbers: int) -> str:
    return "-".join(map(str, numbers))


def parse_cursor(cursor: str) -> list[int]:
    """Return the numbers of a cursor; none for anything that `format_cursor` did not make."""
    parts = cursor.split("-")
    numbers = [number for part in parts if (number := parse_number(part)) is not None]
    return numbers if len(numbers) == len(parts) else []


def _sorting_field(rows: QuerySet, name: str) -> Field:
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    return rows.model._meta.pk if name == "pk" else rows.model._meta.get_field(name)


def _sorted_number(value: datetime | float) -> int:
    if isinstance(value, datetime):
        return (value - EPOCH) // MICROSECOND
    return round(value * FLOAT_STEPS) if isinstance(value, float) else value


def _sorted_value(field: Field, number: int) -> datetime | float:
    if isinstance(field, DateTimeField):
        return EPOCH + number * MICROSECOND
    return number / FLOAT_STEPS if isinstance(field, FloatField) else number
