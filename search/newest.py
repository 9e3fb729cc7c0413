"""Search for the newest entries with some words, within a bounded number of texts.

For a rare word the index gives all entries at once; for a common one it gives half of them, and a
phrase must be checked in each text. So the matches of the index are collected up to a limit; if
there are more, the newest texts are scanned, and the caller is told how far.

SQLite's index is always read from the newest key on, since its entries are in key order.
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

# Limits for reactions (True) and for articles (False), which are longer and stored in pieces.
# The matches of the index that are sorted; if there are more, the newest texts are scanned.
FEW_MATCHES = {True: 2_000, False: 500}
# The texts that are checked for phrases, or scanned.
MOST_WALKED = {True: 5_000, False: 500}


@dataclass(frozen=True)
class SearchScope:
    """The scope of a search: entries of one kind, all or those that pass the filters."""

    is_reaction: bool
    passing: EntryQuerySet | None = None
    first: int | None = None  # the least key
    below: int | None = None
    keys: Sequence[int] | None = None  # of all that pass, if these are few

    def narrowed(self) -> "SearchScope":
        """Return the scope with the keys of its entries, if it is limited and they are few."""
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
        """Return the part of the scope below this key."""
        keys = None if self.keys is None else [one for one in self.keys if one < key]
        return replace(self, below=key, keys=keys)


class ScanResult(NamedTuple):
    keys: list[int]  # of matches, the newest first
    to: int | None  # keys below this were not checked; None if all were


class WordCondition(NamedTuple):
    """The words required in this column (`head` or `words`), and those allowed in neither."""

    column: str
    has: Expression
    without: Expression | None

    @property
    def loosened(self) -> "WordCondition":
        """Return the part of the condition that an index alone can check: no order of words."""
        return WordCondition(self.column, loosen_expression(self.has), None)

    @property
    def is_loose(self) -> bool:
        return self == self.loosened


def scan_newest(scope: SearchScope, wanted: WordCondition, most: int) -> ScanResult:
    """Return up to `most` of the newest matches within the scope."""
    if scope.keys == []:
        return ScanResult([], None)
    return (_scan_sqlite if connection.vendor == "sqlite" else _scan_postgres)(scope, wanted, most)


def _fetch_rows(sql: str, values: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _scope_sql(scope: SearchScope, key: str) -> tuple[str, list[Any]]:
    """Return the SQL that restricts a query to this scope, to follow a condition, and values."""
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
    # The plus keeps SQLite from running the match once for each of these keys.
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
    # The index can also check excluded words, over the whole text, but no order of words.
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
        # If there are few after all, the index gives them all.
        if walked.to is None or in_index != wanted:
            return walked
    keys = _keys_from_index(scope, in_index)
    if len(keys) > few:
        return walked or _walk_newest(scope, wanted, most)
    keys.sort(reverse=True)
    return ScanResult(keys[:most] if in_index == wanted else _filter_keys(keys, wanted, most), None)


def _estimate_matches(scope: SearchScope, wanted: WordCondition) -> int:
    """Return PostgreSQL's estimate of the number of matches, which takes almost no time.

    It only chooses the method: a wrong estimate costs time and nothing else.
    """
    has, values = _condition_sql(wanted)
    sql = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM search_entry WHERE {_kind_sql(scope)} AND {has}"
    [(plan,)] = _fetch_rows(sql, values)
    return plan[0]["Plan"]["Plan Rows"]


def _keys_from_index(scope: SearchScope, wanted: WordCondition) -> list[int]:
    """Return the keys of matches in the index, up to one more than `FEW_MATCHES`.

    With a plain LIMIT, PostgreSQL reads the table from its beginning instead of the index, and
    unpacks each text. With MATERIALIZED it uses the index, and still stops at the limit.
    """
    has, values = _condition_sql(wanted)
    within, more = _scope_sql(scope, "search_entry.id")
    sql = f"""WITH named AS MATERIALIZED (
                SELECT id FROM search_entry WHERE {_kind_sql(scope)} AND {has} {within}
              ) SELECT id FROM named LIMIT {FEW_MATCHES[scope.is_reaction] + 1}"""
    return [key for (key,) in _fetch_rows(sql, [*values, *more])]


def _filter_keys(keys: Sequence[int], wanted: WordCondition, most: int) -> list[int]:
    """Return the matches among these keys, the newest first, and stop at `most`."""
    if not keys:
        return []
    has, values = _condition_sql(wanted)
    sql = f"""SELECT id FROM (
                SELECT id, head, words FROM search_entry WHERE id = ANY(%s::bigint[])
                ORDER BY id DESC LIMIT {len(keys)}
              ) search_entry WHERE {has} LIMIT {most}"""
    return [key for (key,) in _fetch_rows(sql, [array_parameter(keys), *values])]


def _walk_newest(scope: SearchScope, wanted: WordCondition, most: int) -> ScanResult:
    """Scan texts from the newest on, until there are enough matches or the limit is reached."""
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
    """Return the key at which a scan stops; None if there are not as many entries."""
    within, values = _scope_sql(replace(scope, passing=None), "id")
    # For reactions count both kinds: most entries are reactions, and all keys are in one index.
    kind = "" if scope.is_reaction else "AND comment_id IS NULL"
    sql = f"""SELECT id FROM search_entry WHERE TRUE {kind} {within}
              ORDER BY id DESC OFFSET {MOST_WALKED[scope.is_reaction]} LIMIT 1"""
    return next((key for (key,) in _fetch_rows(sql, values)), None)


def _condition_sql(wanted: WordCondition) -> tuple[str, list[str]]:
    values = [render_expression(wanted.has)]
    sql = f"search_entry.{wanted.column} @@ %s::tsquery"
    if wanted.without and wanted.column == "words":
        # As one condition, the index alone can check it.
        values[0] = f"({values[0]}) & !({render_expression(wanted.without)})"
    elif wanted.without:
        sql += " AND NOT search_entry.words @@ %s::tsquery"
        values.append(render_expression(wanted.without))
    return sql, values


def _kind_sql(scope: SearchScope) -> str:
    return f"search_entry.comment_id IS {'NOT ' if scope.is_reaction else ''}NULL"
