"""Full-text search of each database: its indexes, its expressions, its ranks.

There is an index of the words of articles, one of those of reactions, and one of the trigrams of
the vocabulary. On PostgreSQL the last needs the extension pg_trgm, without which misspelt words are
not corrected.

An expression combines phrases (of one or more words), any or all of which must match.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from common.full_text import (
    create_fts5_table,
    create_word_index,
    execute_sql,
    optimize_fts5_tables,
)

# --- Indexes --------------------------------------------------------------------------------------

_LETTERS = "search_letters"
_POSTGRES_LETTERS = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX IF NOT EXISTS search_term_letters ON search_term
       USING gin (word gin_trgm_ops)""",
]


def fts_table_name(is_reaction: bool) -> str:
    """Return the name of SQLite's word table for one kind of entries."""
    return "search_in_reactions" if is_reaction else "search_in_articles"


def install_words() -> None:
    """Create the word indexes, for a migration."""
    of_articles, of_reactions = "comment_id IS NULL", "comment_id IS NOT NULL"
    columns = ("head", "words")
    create_word_index(fts_table_name(False), "search_entry", columns, only=of_articles)
    create_word_index(fts_table_name(True), "search_entry", ["words"], only=of_reactions)


def install_letters() -> bool:
    """Create the trigram index of the vocabulary, unless it is there.

    Return False if misspelt words cannot be corrected: not every PostgreSQL user may create the
    extension.
    """
    if connection.vendor == "sqlite":
        if _LETTERS not in connection.introspection.table_names():
            options = "detail=none, tokenize='trigram'"
            create_fts5_table(_LETTERS, "search_term", ["word"], options=options)
        return True
    try:
        with transaction.atomic():
            execute_sql(_POSTGRES_LETTERS)
    except DatabaseError:
        return False
    has_trigram_index.cache_clear()
    return True


@cache
def has_trigram_index() -> bool:
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def optimize_search_index() -> None:
    """Remove deleted words from the index files."""
    optimize_fts5_tables(fts_table_name(True), fts_table_name(False), _LETTERS)


def lock_search_index() -> None:
    """Lock the index against other writers until this transaction ends.

    This keeps the counts of the vocabulary right, and text that is removed after an erasure cannot
    come back from an earlier read. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('search'))")


# --- Expressions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Phrase:
    """Words side by side, in this order."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Expression", ...]


Expression = Phrase | AnyOf | AllOf


def render_expression(expression: Expression) -> str:
    """Render an expression for this database. Its words must be letters and digits only."""
    fts5 = connection.vendor == "sqlite"
    match expression:
        case Phrase(words) if fts5:
            return f'"{" ".join(words)}"'
        case Phrase(words):
            return " <-> ".join(f"'{word}'" for word in words)
        case AnyOf(parts):
            sign = " OR " if fts5 else " | "
        case AllOf(parts):
            sign = " AND " if fts5 else " & "
    return sign.join(f"({render_expression(part)})" for part in parts)


def loosen_expression(expression: Expression) -> Expression:
    """Replace each phrase by all of its words, in any order."""
    match expression:
        case Phrase(words) if len(words) > 1:
            return AllOf(tuple(Phrase((word,)) for word in words))
        case Phrase():
            return expression
        case AnyOf(parts):
            return AnyOf(tuple(map(loosen_expression, parts)))
        case AllOf(parts):
            return AllOf(tuple(map(loosen_expression, parts)))


def array_parameter(values: Collection[int] | Collection[str]) -> str:
    """Return numbers or words as one query parameter, which is faster than one for each."""
    if connection.vendor == "sqlite":
        return json.dumps(list(values))
    return "{" + json.dumps(list(values))[1:-1] + "}"


def entry_key_in(keys: Collection[int]) -> RawSQL:
    """Return the condition that an entry's key is one of these, for any number of keys."""
    if connection.vendor == "sqlite":
        sql = "search_entry.id IN (SELECT value FROM json_each(%s))"
    else:
        sql = "search_entry.id = ANY(%s::bigint[])"
    return RawSQL(sql, [array_parameter(keys)], BooleanField())


# --- Ranks ----------------------------------------------------------------------------------------

# The weight of a word by its part of the text. PostgreSQL's from D to A: a reaction, an article's
# text, its lead and authors, its title. FTS5's for `head` and `words`; `head` has the title twice.
_WEIGHTS = "{0.3, 0.3, 0.6, 1.0}"
_FTS5_WEIGHTS = {True: "1.0", False: "3.0, 1.0"}
# PostgreSQL's flag to divide the rank by 1 + the logarithm of the text's length.
_BY_LENGTH = 1


def rank_entries(
    is_reaction: bool, pks: Collection[int], expression: Expression
) -> dict[int, float]:
    """Return the rank (0 or more) of each of these entries of one kind, by its key."""
    if not pks:
        return {}
    if connection.vendor == "sqlite":
        table = fts_table_name(is_reaction)
        # The plus keeps SQLite from running the match once for each of these keys.
        sql = f"""SELECT rowid, -bm25({table}, {_FTS5_WEIGHTS[is_reaction]}) FROM {table}
                  WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s
                  AND +rowid IN (SELECT value FROM json_each(%s))"""
        values = [render_expression(expression), min(pks), max(pks), array_parameter(pks)]
    else:
        sql = f"""SELECT id, ts_rank('{_WEIGHTS}', words, %s::tsquery, {_BY_LENGTH})
                  FROM search_entry WHERE id = ANY(%s::bigint[])"""
        # All of these match already. With AND, ts_rank compares each position of a word with those
        # of the others, which takes a millisecond for a long article.
        loose = AnyOf(expression.parts) if isinstance(expression, AllOf) else expression
        values = [render_expression(loose), array_parameter(pks)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


# --- The vocabulary -------------------------------------------------------------------------------


def known_word_counts(words: Collection[str]) -> dict[str, int]:
    """Return the number of entries of each of these words that occurs."""
    wanted = "SELECT value FROM json_each(%s)"
    if connection.vendor == "postgresql":
        wanted = "SELECT unnest(%s::text[])"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, documents FROM search_term WHERE word IN ({wanted})",
            [array_parameter(words)],
        )
        return dict(cursor.fetchall())


def words_containing(part: str, most: int) -> list[tuple[str, int]]:
    """Return the commonest words that contain these letters, with their number of entries."""
    groups = ""
    values = [f"%{part}%", most]
    if connection.vendor == "sqlite":
        groups = "AND id IN (SELECT rowid FROM search_letters WHERE search_letters MATCH %s)"
        values.insert(1, " AND ".join(f'"{group}"' for group in _trigrams(part)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT word, documents FROM search_term WHERE word LIKE %s {groups}
                ORDER BY documents DESC, word LIMIT %s""",
            values,
        )
        return cursor.fetchall()


def similar_words(word: str, most: int) -> list[tuple[str, int]]:
    """Return the words that share most trigrams with this one, with their number of entries."""
    if not has_trigram_index():
        return []
    if connection.vendor == "sqlite":
        sql = """SELECT t.word, t.documents FROM (
                   SELECT rowid AS id FROM search_letters WHERE search_letters MATCH %s
                   ORDER BY rank LIMIT %s
                 ) l JOIN search_term t ON t.id = l.id"""
        values = [" OR ".join(f'"{group}"' for group in _trigrams(word)), most]
    else:
        sql = """SELECT word, documents FROM search_term WHERE word %% %s
                 ORDER BY similarity(word, %s) DESC LIMIT %s"""
        values = [word, word, most]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _trigrams(word: str) -> list[str]:
    return [word[start : start + 3] for start in range(len(word) - 2)]


def add_word_counts(counts: Iterable[tuple[str, int]]) -> None:
    """Add these numbers, which may be negative, to the entry counts of the words."""
    # In a fixed order, so that two transactions cannot deadlock.
    rows = sorted((word, number) for word, number in counts if number)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), 5_000):
            batch = rows[start : start + 5_000]
            places = ", ".join(["(%s, %s)"] * len(batch))
            cursor.execute(
                f"""INSERT INTO search_term (word, documents) VALUES {places}
                    ON CONFLICT (word) DO UPDATE
                    SET documents = search_term.documents + excluded.documents""",
                [value for row in batch for value in row],
            )
            fewer = [word for word, number in batch if number < 0]
            if fewer:
                places = ", ".join(["%s"] * len(fewer))
                cursor.execute(
                    f"DELETE FROM search_term WHERE documents <= 0 AND word IN ({places})", fewer
                )
