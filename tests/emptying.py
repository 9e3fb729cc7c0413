"""Brings the database back to what the migrations left, after a test that committed.

Django's `flush` empties every table that there is and then has each app make its permissions anew,
which takes longer than most tests. Here only what holds something is emptied, and what the
migrations put there stays, or is put back where a test changed it.
"""

import time

from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection, transaction

Rows = frozenset[tuple]
_first: dict[str, Rows] = {}


def remember() -> None:
    """Take the database as it is now for what it must become again."""
    with connection.cursor() as cursor:
        _first.clear()
        _first.update({table: _rows(cursor, table) for table in _filled(cursor)})


def empty(*_) -> None:
    for patience in (0.2, 0.5, 1, 2):
        try:
            _empty()
        except OperationalError:  # a deadlock with what a site is doing just now
            time.sleep(patience)
        else:
            return
    _empty()


def _empty() -> None:
    # Foreign keys are looked at when the transaction ends, so the order of the tables is free.
    with transaction.atomic(), connection.cursor() as cursor:
        filled = _filled(cursor)
        changed = [table for table in filled if table not in _first]
        changed += [table for table, rows in _first.items() if _rows(cursor, table) != rows]
        for table in changed:
            cursor.execute(f"DELETE FROM {_quoted(table)}")
        for table in changed:
            for row in _first.get(table, ()):
                places = ", ".join(["%s"] * len(row))
                cursor.execute(f"INSERT INTO {_quoted(table)} VALUES ({places})", row)
    ContentType.objects.clear_cache()


def _filled(cursor) -> list[str]:
    """The tables of models that hold anything, in one question."""
    tables = connection.introspection.django_table_names(include_views=False)
    parts = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {_quoted(table)})" for table in tables]
    cursor.execute(" UNION ALL ".join(parts))
    return [table for (table,) in cursor.fetchall()]


def _rows(cursor, table: str) -> Rows:
    cursor.execute(f"SELECT * FROM {_quoted(table)}")
    return frozenset(cursor.fetchall())


_quoted = connection.ops.quote_name
