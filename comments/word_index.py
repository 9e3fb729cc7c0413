"""The full-text index of all reactions for the desk, in a table that triggers keep up to date.

A row holds the name, the affiliation, the public text and the latest text, if that waits. Triggers
update it at every write. SQLite has an FTS5 table, PostgreSQL a `tsvector` with a GIN index. It has
no model: only this module and desk/search.py use it.

It is installed after each `migrate`, not by a migration of its own. SQLite recreates a table to
alter it: that drops its triggers, and fails while a trigger on another table names it. So the
triggers are dropped before a migration of this app, and installed after it with all words anew.
"""

from collections.abc import Sequence

from django.db import connections, transaction

# The indexed text of a reaction `c`.
_WORDS = """c.name || ' ' || c.affiliation || ' ' || c.text || ' ' || coalesce(
    (SELECT r.text FROM comments_revision r
      WHERE r.comment_id = c.id AND r.number = c.revision AND r.number > 1), '')"""

# --- SQLite --------------------------------------------------------------------------------------

_INSERT = f"""INSERT INTO comments_words(rowid, words)
    SELECT c.id, {_WORDS} FROM comments_comment c"""


def _reindex_sql(row: str) -> str:
    return f"DELETE FROM comments_words WHERE rowid = {row}; {_INSERT} WHERE c.id = {row};"


def _trigger(name: str, when: str, what: str) -> str:
    return f"CREATE TRIGGER comments_words_{name} AFTER {when} BEGIN {what} END"


_SQLITE_TRIGGERS = {
    "new": ("INSERT ON comments_comment", f"{_INSERT} WHERE c.id = NEW.id;"),
    "changed": (
        """UPDATE OF name, affiliation, text, revision ON comments_comment
           WHEN (OLD.name, OLD.affiliation, OLD.text, OLD.revision)
             IS NOT (NEW.name, NEW.affiliation, NEW.text, NEW.revision)""",
        _reindex_sql("NEW.id"),
    ),
    "gone": ("DELETE ON comments_comment", "DELETE FROM comments_words WHERE rowid = OLD.id;"),
    "text_new": ("INSERT ON comments_revision WHEN NEW.number > 1", _reindex_sql("NEW.comment_id")),
    "text_changed": ("UPDATE OF text, number ON comments_revision", _reindex_sql("NEW.comment_id")),
    "text_gone": (
        "DELETE ON comments_revision WHEN OLD.number > 1",
        _reindex_sql("OLD.comment_id"),
    ),
}

_SQLITE = {
    "stands": """SELECT 1 FROM sqlite_master
                 WHERE type = 'trigger' AND name = 'comments_words_changed'""",
    "install": [
        # Without word positions, which only phrases need, it is smaller and faster.
        """CREATE VIRTUAL TABLE IF NOT EXISTS comments_words USING fts5(
             words, detail=none, tokenize='unicode61 remove_diacritics 2')""",
        "DELETE FROM comments_words",
        *(_trigger(name, *parts) for name, parts in _SQLITE_TRIGGERS.items()),
        _INSERT,
    ],
    "remove": [f"DROP TRIGGER IF EXISTS comments_words_{name}" for name in _SQLITE_TRIGGERS],
}

# --- PostgreSQL ----------------------------------------------------------------------------------

# Without accents on Latin letters, as in FTS5, and with spaces for signs that PostgreSQL's parser
# would take for parts of one word: in hosts, paths and words with hyphens.
_FOLD = r"""CREATE OR REPLACE FUNCTION comments_fold(typed text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT translate(
        normalize(
          regexp_replace(lower(normalize(typed, NFD)), E'([a-z])[\u0300-\u036f]+', '\1', 'g'), NFC),
        '-_./\:@~+%&=?#<>''', repeat(' ', 17))
    $$"""
_PUT = f"""INSERT INTO comments_words(comment_id, words)
    SELECT c.id, to_tsvector('simple', comments_fold({_WORDS})) FROM comments_comment c"""
_REPLACE = "ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words"


def _function(name: str, body: str, answer: str = "NULL") -> str:
    return f"""CREATE OR REPLACE FUNCTION comments_words_{name}() RETURNS trigger
        LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {answer}; END; $$"""


_POSTGRES_TRIGGERS = {
    ("comments_comment", "new"): ("INSERT", "", "ROW", "comment"),
    ("comments_comment", "changed"): (
        "UPDATE OF name, affiliation, text, revision",
        """WHEN ((OLD.name, OLD.affiliation, OLD.text, OLD.revision)
             IS DISTINCT FROM (NEW.name, NEW.affiliation, NEW.text, NEW.revision))""",
        "ROW",
        "comment",
    ),
    ("comments_comment", "gone"): ("DELETE", "", "ROW", "gone"),
    ("comments_comment", "emptied"): ("TRUNCATE", "", "STATEMENT", "emptied"),
    ("comments_revision", "text_new"): ("INSERT", "WHEN (NEW.number > 1)", "ROW", "text"),
    ("comments_revision", "text_changed"): ("UPDATE OF text, number", "", "ROW", "text"),
    ("comments_revision", "text_gone"): ("DELETE", "WHEN (OLD.number > 1)", "ROW", "text_gone"),
}

_POSTGRES = {
    "stands": "SELECT 1 FROM pg_trigger WHERE tgname = 'comments_words_changed'",
    "install": [
        _FOLD,
        """CREATE TABLE IF NOT EXISTS comments_words (
             comment_id bigint PRIMARY KEY, words tsvector NOT NULL)""",
        "CREATE INDEX IF NOT EXISTS comments_words_gin ON comments_words USING gin (words)",
        _function("comment", f"{_PUT} WHERE c.id = NEW.id {_REPLACE};"),
        _function("text", f"{_PUT} WHERE c.id = NEW.comment_id {_REPLACE};"),
        _function("text_gone", f"{_PUT} WHERE c.id = OLD.comment_id {_REPLACE};"),
        _function("gone", "DELETE FROM comments_words WHERE comment_id = OLD.id;"),
        _function("emptied", "TRUNCATE comments_words;"),
        *(
            f"""CREATE TRIGGER comments_words_{name} AFTER {event} ON {table}
                FOR EACH {each} {when} EXECUTE FUNCTION comments_words_{function}()"""
            for (table, name), (event, when, each, function) in _POSTGRES_TRIGGERS.items()
        ),
        "TRUNCATE comments_words",
        _PUT,
    ],
    "remove": [
        f"DROP TRIGGER IF EXISTS comments_words_{name} ON {table}"
        for table, name in _POSTGRES_TRIGGERS
    ],
}

# -------------------------------------------------------------------------------------------------

SQL_BY_VENDOR = {"sqlite": _SQLITE, "postgresql": _POSTGRES}


def word_match_sql(connection, words: Sequence[str]) -> tuple[str, str]:
    """Return the SQL for the keys of reactions with all these words, and its parameter.

    The last word may be a prefix. The words must be letters and digits only, as
    `desk.search.split_search_words` returns them.
    """
    if connection.vendor == "sqlite":
        found = "SELECT rowid FROM comments_words WHERE comments_words MATCH %s"
        return found, " ".join(f'"{word}"' for word in words) + "*"
    found = "SELECT comment_id FROM comments_words WHERE words @@ to_tsquery('simple', %s)"
    return found, " & ".join(f"'{word}'" for word in words) + ":*"


def drop_word_triggers(sender, *, plan, using: str, **_) -> None:
    """Drop the triggers before migrations of this app."""
    if not any(migration.app_label == sender.label for migration, _backwards in plan):
        return
    connection = connections[using]
    if "comments_revision" not in connection.introspection.table_names():
        return  # a new database
    with connection.cursor() as cursor:
        for statement in SQL_BY_VENDOR[connection.vendor]["remove"]:
            cursor.execute(statement)


def install_word_index(using: str = "default", **_) -> None:
    """Create and fill the index after `migrate`, unless it is there."""
    connection = connections[using]
    kind = SQL_BY_VENDOR[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(kind["stands"])
        if cursor.fetchone():
            return
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in kind["install"]:
            cursor.execute(statement)


def optimize_word_index(using: str = "default") -> None:
    """Remove deleted words from the index file, which SQLite only marks as deleted."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO comments_words(comments_words) VALUES ('optimize')")
