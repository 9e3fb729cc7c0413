"""The newest entries that have some words, found by looking at a bounded number of texts.

Of a rare word the index names all entries at once; of a common one it would name half of them, and
of words side by side each text must be looked into. So what the index names is gathered up to a
number; where there is more, the newest texts are walked through, and whoever asks is told how far.

SQLite's index is walked from its newest key on as it is: entries are kept in the order of keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connection

from search.full_text import (
    Expression,
    array_parameter,
    fts_table_name,
    loosen_expression,
    render_expression,
)
from search.models import Entry, EntryQuerySet

# Of reactions, and of articles, which are longer, and lie apart in pieces. Of what the index names
# so many are put in order; where there are more, the newest are walked.
FEW_MATCHES = {True: 2_000, False: 500}
# So many texts are looked into, or walked through.
MOST_WALKED = {True: 5_000, False: 500}


@dataclass(frozen=True)
class SearchScope:
    """The scope of a search: entries of one kind, all of them or those that pass."""

    is_reaction: bool
    passing: EntryQuerySet | None = None
    first: int | None = None  # the least key
    below: int | None = None
    keys: Sequence[int] | None = None  # of all that pass, where they are few

    def narrowed(self) -> "SearchScope":
        """With the keys of what passes, if something has to and they are few."""
        if self.passing is None and self.first is None and self.below is None:
            return self
        entries = Entry.objects.all() if self.passing is None else self.passing
        entries = entries.filter(comment__isnull=not self.is_reaction)
        if self.first is not None:
            entries = entries.filter(pk__gte=self.first)
        if self.below is not None:
            entries = entries.filter(pk__lt=self.below)
        most = MOST_WALKED[self.is_reaction]
        keys = list(entries.order_by().values_list("pk", flat=True)[: most + 1])
        return replace(self, keys=keys) if len(keys) <= most else self

    def before(self, key: int) -> "SearchScope":
        """The part of it below this key."""
        keys = None if self.keys is None else [one for one in self.keys if one < key]
        return replace(self, below=key, keys=keys)


class ScanResult(NamedTuple):
    keys: list[int]  # of what has the words, the newest first
    to: int | None  # nothing below this key was looked at; None where all was


class WordCondition(NamedTuple):
    """The words that must be in this column (`head` or `words`), and those that must not be
    anywhere."""

    column: str
    has: Expression
    without: Expression | None

    @property
    def loosened(self) -> "WordCondition":
        """Return the condition as far as an index alone can tell: without an order of words."""
        return WordCondition(self.column, loosen_expression(self.has), None)

    @property
    def is_loose(self) -> bool:
        return self == self.loosened


def scan_newest(scope: SearchScope, wanted: WordCondition, most: int) -> ScanResult:
    """Up to so many of the newest within the scope."""
    if scope.keys == []:
        return ScanResult([], None)
    return (_scan_sqlite if connection.vendor == "sqlite" else _scan_postgres)(scope, wanted, most)


def _fetch_rows(sql: str, values: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _scope_sql(scope: SearchScope, key: str) -> tuple[str, list[Any]]:
    """Return the SQL that keeps to this scope, following a condition."""
    sql, values = "", []
    if scope.first is not None:
        sql, values = f"{sql} AND {key} >= %s", [*values, scope.first]
    if scope.below is not None:
        sql, values = f"{sql} AND {key} < %s", [*values, scope.below]
    if scope.keys is None and scope.passing is not None:
        passing, its = scope.passing.order_by().values("pk").query.sql_with_params()
        sql, values = f"{sql} AND {key} IN ({passing})", [*values, *its]
    return sql, values


# --- SQLite ---------------------------------------------------------------------------------------


def _scan_sqlite(scope: SearchScope, wanted: WordCondition, most: int) -> ScanResult:
    if scope.keys:
        scope = replace(scope, first=min(scope.keys), below=max(scope.keys) + 1)
    to = None
    if not wanted.is_loose:
        many = MOST_WALKED[scope.is_reaction]
        candidates = _walk_fts5(scope, wanted.loosened, many)
        if len(candidates) == many:
            to = candidates[-1]
            scope = replace(scope, first=to)
    keys = _walk_fts5(scope, wanted, most)
    return ScanResult(keys, None if len(keys) == most else to)


def _walk_fts5(scope: SearchScope, wanted: WordCondition, most: int) -> list[int]:
    table = fts_table_name(scope.is_reaction)
    words = f"{{{wanted.column}}} : ({render_expression(wanted.has)})"
    if wanted.without:
        words += f" NOT ({render_expression(wanted.without)})"
    # The plus keeps it from asking again for each of these keys.
    within, values = _scope_sql(
        scope, "+rowid" if scope.keys is None and scope.passing else "rowid"
    )
    if scope.keys is not None:
        within += " AND +rowid IN (SELECT value FROM json_each(%s))"
        values.append(array_parameter(scope.keys))
    sql = f"""SELECT rowid FROM {table} WHERE {table} MATCH %s {within}
              ORDER BY rowid DESC LIMIT {most}"""
    return [key for (key,) in _fetch_rows(sql, [words, *values])]


# --- PostgreSQL -----------------------------------------------------------------------------------


def _scan_postgres(scope: SearchScope, wanted: WordCondition, most: int) -> ScanResult:
    if scope.keys is not None:
        return ScanResult(_filter_keys(scope.keys, wanted, most), None)
    # Its index knows of all the text what must not be there too, but no order of words.
    in_index = wanted
    if wanted.column == "head" or (
        wanted.without and loosen_expression(wanted.without) != wanted.without
    ):
        in_index = wanted._replace(without=None)
    if loosen_expression(wanted.has) != wanted.has:
        in_index = wanted.loosened
    few, walked = FEW_MATCHES[scope.is_reaction], None
    if _estimate_matches(scope, in_index) > few:
        walked = _walk_newest(scope, wanted, most)
        # Few after all? Then the index knows them all.
        if walked.to is None or in_index != wanted:
            return walked
    keys = _keys_from_index(scope, in_index)
    if len(keys) > few:
        return walked or _walk_newest(scope, wanted, most)
    keys.sort(reverse=True)
    return ScanResult(keys[:most] if in_index == wanted else _filter_keys(keys, wanted, most), None)


def _estimate_matches(scope: SearchScope, wanted: WordCondition) -> int:
    """Estimate the matches, as PostgreSQL guesses from its statistics, which takes it no time.

    It only says where to begin: a wrong guess costs time and nothing else.
    """
    has, values = _condition_sql(wanted)
    sql = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM search_entry WHERE {_kind_sql(scope)} AND {has}"
    [(plan,)] = _fetch_rows(sql, values)
    return plan[0]["Plan"]["Plan Rows"]


def _keys_from_index(scope: SearchScope, wanted: WordCondition) -> list[int]:
    """The keys that the index names, up to one more than few.

    Asked plainly for some of many, PostgreSQL reads the table from its beginning rather than its
    index, and unpacks each text; from what is gathered for all it takes no more than it is asked.
    """
    has, values = _condition_sql(wanted)
    within, more = _scope_sql(scope, "search_entry.id")
    sql = f"""WITH named AS MATERIALIZED (
                SELECT id FROM search_entry WHERE {_kind_sql(scope)} AND {has} {within}
              ) SELECT id FROM named LIMIT {FEW_MATCHES[scope.is_reaction] + 1}"""
    return [key for (key,) in _fetch_rows(sql, [*values, *more])]


def _filter_keys(keys: Sequence[int], wanted: WordCondition, most: int) -> list[int]:
    """Those of these that have it, the newest first, looking into no more than it takes."""
    if not keys:
        return []
    has, values = _condition_sql(wanted)
    sql = f"""SELECT id FROM (
                SELECT id, head, words FROM search_entry WHERE id = ANY(%s::bigint[])
                ORDER BY id DESC LIMIT {len(keys)}
              ) search_entry WHERE {has} LIMIT {most}"""
    return [key for (key,) in _fetch_rows(sql, [array_parameter(keys), *values])]


def _walk_newest(scope: SearchScope, wanted: WordCondition, most: int) -> ScanResult:
    """From the newest on, until there are enough or it was far enough."""
    to = _walk_limit(scope)
    has, values = _condition_sql(wanted)
    within, more = _scope_sql(replace(scope, first=to or scope.first), "search_entry.id")
    sql = f"""SELECT id FROM (
                SELECT id, head, words FROM search_entry WHERE {_kind_sql(scope)} {within}
                ORDER BY id DESC OFFSET 0
              ) search_entry WHERE {has} LIMIT {most}"""
    keys = [key for (key,) in _fetch_rows(sql, [*more, *values])]
    return ScanResult(keys, to if len(keys) < most else None)


def _walk_limit(scope: SearchScope) -> int | None:
    """The key after so many that could be walked through; None where there are not as many."""
    within, values = _scope_sql(replace(scope, passing=None), "id")
    # Of all kinds together, where these are most of all: their keys stand in an index.
    kind = "" if scope.is_reaction else "AND comment_id IS NULL"
    sql = f"""SELECT id FROM search_entry WHERE TRUE {kind} {within}
              ORDER BY id DESC OFFSET {MOST_WALKED[scope.is_reaction]} LIMIT 1"""
    return next((key for (key,) in _fetch_rows(sql, values)), None)


def _condition_sql(wanted: WordCondition) -> tuple[str, list[str]]:
    values = [render_expression(wanted.has)]
    sql = f"search_entry.{wanted.column} @@ %s::tsquery"
    if wanted.without and wanted.column == "words":
        # Said in one piece, the index alone can tell.
        values[0] = f"({values[0]}) & !({render_expression(wanted.without)})"
    elif wanted.without:
        sql += " AND NOT search_entry.words @@ %s::tsquery"
        values.append(render_expression(wanted.without))
    return sql, values


def _kind_sql(scope: SearchScope) -> str:
    return f"search_entry.comment_id IS {'NOT ' if scope.is_reaction else ''}NULL"
