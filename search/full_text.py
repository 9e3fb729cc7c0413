"""What each database has of its own for full text search: its indexes, its questions, its ranks.

SQLite has two FTS5 tables beside our own, kept by triggers: the words of the entries, and the
groups of three letters in the vocabulary. PostgreSQL has GIN indexes on our tables; the one on
groups of three letters needs the extension pg_trgm, without which no misspelt word is put right.

An expression is made of groups of words side by side (a phrase, or one word), any of which or all
of which must be there.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

# --- What stands in the database ------------------------------------------------------------------

_SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(head, words, content='search_entry',
         content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN
         INSERT INTO search_words(rowid, head, words) VALUES (NEW.id, NEW.head, NEW.words); END""",
    """CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN
         INSERT INTO search_words(search_words, rowid, head, words)
         VALUES ('delete', OLD.id, OLD.head, OLD.words); END""",
    # Without the places of letters it is smaller, and only phrases would need them.
    """CREATE VIRTUAL TABLE search_letters USING fts5(word, content='search_term',
         content_rowid='id', detail=none, tokenize='trigram')""",
    """CREATE TRIGGER search_term_in AFTER INSERT ON search_term BEGIN
         INSERT INTO search_letters(rowid, word) VALUES (NEW.id, NEW.word); END""",
    """CREATE TRIGGER search_term_out AFTER DELETE ON search_term BEGIN
         INSERT INTO search_letters(search_letters, rowid, word)
         VALUES ('delete', OLD.id, OLD.word); END""",
]
_POSTGRES = [
    "CREATE INDEX search_entry_head ON search_entry USING gin (head)",
    """CREATE INDEX search_entry_articles ON search_entry USING gin (words)
       WHERE comment_id IS NULL""",
    """CREATE INDEX search_entry_reactions ON search_entry USING gin (words)
       WHERE comment_id IS NOT NULL""",
]
_LETTERS = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX IF NOT EXISTS search_term_letters ON search_term
       USING gin (word gin_trgm_ops)""",
]


def install() -> None:
    """Put the indexes beside the tables. For the migration; one that alters these tables on SQLite
    makes them anew, and must put the triggers back."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)
    install_letters()


def install_letters() -> bool:
    """Whether misspelt words are put right: PostgreSQL lets not every user make the extension."""
    if connection.vendor == "sqlite":
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _LETTERS:
                cursor.execute(statement)
    except DatabaseError:
        return False
    knows_letters.cache_clear()
    return True


@cache
def knows_letters() -> bool:
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def scrub() -> None:
    """Write the indexes anew without the words that left them: SQLite only marks them as gone."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("search_words", "search_letters"):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")


def hold() -> None:
    """Let nobody else write the index until this transaction ends.

    So the counts of the vocabulary stay right, and what is taken out after an erasure cannot come
    back from a text that was read before it. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('search'))")


# --- Expressions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """Words side by side, in this order."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Expression", ...]


Expression = Side | AnyOf | AllOf


def written(expression: Expression) -> str:
    """As this database reads it. The words are letters and digits alone."""
    fts5 = connection.vendor == "sqlite"
    match expression:
        case Side(words) if fts5:
            return f'"{" ".join(words)}"'
        case Side(words):
            return " <-> ".join(f"'{word}'" for word in words)
        case AnyOf(parts):
            sign = " OR " if fts5 else " | "
        case AllOf(parts):
            sign = " AND " if fts5 else " & "
    return sign.join(f"({written(part)})" for part in parts)


def has(column: str, wanted: Expression, without: Expression | None) -> RawSQL:
    """Of entries: whether this column (`head` or `words`) has what is wanted, and the text nothing
    of what must not be there. Said in one piece, the index alone can tell."""
    values = [written(wanted)]
    if connection.vendor == "sqlite":
        sql = "search_entry.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)"
        values = [f"{{{column}}} : ({values[0]})"]
        if without:
            values[0] += f" NOT ({written(without)})"
    else:
        sql = f"search_entry.{column} @@ %s::tsquery"
        if without and column == "words":
            values[0] = f"({values[0]}) & !({written(without)})"
        elif without:
            sql += " AND NOT search_entry.words @@ %s::tsquery"
            values.append(written(without))
    return RawSQL(f"({sql})", values, BooleanField())


def among(pks: Sequence[int]) -> RawSQL:
    """Of entries: whether it is one of these, however many they are."""
    if connection.vendor == "sqlite":
        sql = "search_entry.id IN (SELECT value FROM json_each(%s))"
        return RawSQL(sql, [json.dumps(list(pks))], BooleanField())
    return RawSQL("search_entry.id = ANY(%s)", [list(pks)], BooleanField())


def keys(entries: QuerySet, most: int) -> list[int]:
    """The keys of these, of which there may be very many, up to so many and in no order.

    Asked plainly for a few of many, PostgreSQL reads the table from its beginning rather than its
    index, and unpacks each text; from what is gathered for all it takes no more than it is asked.
    """
    try:
        sql, values = entries.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED ({sql}) SELECT * FROM found LIMIT {most}", values
        )
        return [pk for (pk,) in cursor.fetchall()]


# --- Ranks ----------------------------------------------------------------------------------------

# What a word weighs by where it stands. PostgreSQL's from D to A: a reaction, an article's text,
# its lead and writers, its title. FTS5's for `head` and `words`, where the title stands twice.
_WEIGHTS = "{0.3, 0.3, 0.6, 1.0}"
_FTS5_WEIGHTS = "3.0, 1.0"
# Longer texts hold more words: divided by one and the logarithm of the length.
_BY_LENGTH = 1


def ranks(pks: Collection[int], expression: Expression) -> dict[int, float]:
    """How well each of these entries answers, from 0, by its key; the others are not in it."""
    if not pks:
        return {}
    if connection.vendor == "sqlite":
        # The plus keeps it from asking again for each of these keys.
        sql = f"""SELECT rowid, -bm25(search_words, {_FTS5_WEIGHTS}) FROM search_words
                  WHERE search_words MATCH %s AND +rowid IN (SELECT value FROM json_each(%s))"""
        values = [written(expression), json.dumps(list(pks))]
    else:
        sql = f"""SELECT id, ts_rank('{_WEIGHTS}', words, %s::tsquery, {_BY_LENGTH})
                  FROM search_entry WHERE id = ANY(%s)"""
        # All of them have all that was asked. Were that said again, each place of a word would be
        # held against each of the others, which in a long article takes a millisecond.
        loose = AnyOf(expression.parts) if isinstance(expression, AllOf) else expression
        values = [written(loose), list(pks)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


# --- The vocabulary -------------------------------------------------------------------------------


def words_with(part: str, most: int) -> list[tuple[str, int]]:
    """The commonest words that hold these letters, each with in how many entries it is."""
    groups = ""
    values = [f"%{part}%", most]
    if connection.vendor == "sqlite":
        groups = "AND id IN (SELECT rowid FROM search_letters WHERE search_letters MATCH %s)"
        values.insert(1, " AND ".join(f'"{group}"' for group in _groups(part)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT word, documents FROM search_term WHERE word LIKE %s {groups}
                ORDER BY documents DESC, word LIMIT %s""",
            values,
        )
        return cursor.fetchall()


def words_like(word: str, most: int) -> list[tuple[str, int]]:
    """Words that share the most groups of three letters with this one."""
    if not knows_letters():
        return []
    if connection.vendor == "sqlite":
        sql = """SELECT t.word, t.documents FROM (
                   SELECT rowid AS id FROM search_letters WHERE search_letters MATCH %s
                   ORDER BY rank LIMIT %s
                 ) l JOIN search_term t ON t.id = l.id"""
        values = [" OR ".join(f'"{group}"' for group in _groups(word)), most]
    else:
        sql = """SELECT word, documents FROM search_term WHERE word %% %s
                 ORDER BY similarity(word, %s) DESC LIMIT %s"""
        values = [word, word, most]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _groups(word: str) -> list[str]:
    return [word[start : start + 3] for start in range(len(word) - 2)]


def count_words(counts: Iterable[tuple[str, int]]) -> None:
    """Add these numbers, which may be negative, to in how many entries each word is."""
    # In one order, so that two who count never wait for each other.
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
