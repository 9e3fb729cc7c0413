"""Full-text indexes of words that are split and folded by us, on either database.

PostgreSQL searches a column of type `tsvector`, which we write, under a GIN index. SQLite searches
an FTS5 table beside the table, which triggers on the table keep up to date.
"""

from collections.abc import Iterable, Sequence

from django.db import connection, models

# The weight of one part of a text (A is most) and its words, which are letters and digits only.
WeightedWords = tuple[str, Sequence[str]]

# PostgreSQL keeps no position beyond this, and no more than 256 positions of one word.
MOST_PLACES = 16_383


class WordsField(models.Field):
    """The words of a text in their order, for full-text search."""

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(
        self, value: Sequence[WeightedWords], connection, prepared: bool = False
    ) -> str:
        if connection.vendor != "postgresql":
            return " ".join(word for _weight, words in value for word in words)
        places: dict[str, list[str]] = {}
        number = 0
        for weight, words in value:
            for word in words:
                number = min(number + 1, MOST_PLACES)
                places.setdefault(word, []).append(f"{number}{weight}")
        # Words are letters and digits only, so nothing needs escaping.
        return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())

    def get_placeholder(self, value, compiler, connection) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


def create_word_index(
    name: str,
    table: str,
    columns: Sequence[str],
    *,
    key: str = "id",
    only: str = "",
    positions: bool = True,
) -> None:
    """Create the index of columns of words, also of the rows that are there, for a migration.

    `only` is a condition on one column, which it begins with. Without positions, which only phrases
    need, the index is smaller on SQLite. A migration that alters the table recreates it on SQLite,
    and must drop the FTS5 table `name` and create the index again.
    """
    if connection.vendor == "sqlite":
        detail = "full" if positions else "none"
        create_fts5_table(
            name,
            table,
            columns,
            key=key,
            only=only,
            options=f"detail={detail}, tokenize='unicode61 remove_diacritics 2'",
        )
        return
    where = f"WHERE {only}" if only else ""
    execute_sql(
        f"CREATE INDEX {name}_{column} ON {table} USING gin ({column}) {where}"
        for column in columns
    )


def create_fts5_table(
    name: str, table: str, columns: Sequence[str], *, key: str = "id", only: str = "", options: str
) -> None:
    """Create an FTS5 table without a copy of the texts, and the triggers that keep it."""
    there = ", ".join(columns)

    def when(row: str) -> str:
        return f"WHEN {row}.{only}" if only else ""

    def values(row: str) -> str:
        return ", ".join(f"{row}.{column}" for column in (key, *columns))

    put = f"INSERT INTO {name}(rowid, {there}) VALUES ({values('NEW')});"
    # FTS5 deletes by the words that the row had.
    drop = f"INSERT INTO {name}({name}, rowid, {there}) VALUES ('delete', {values('OLD')});"
    execute_sql(
        (
            f"""CREATE VIRTUAL TABLE {name} USING fts5({there}, content='{table}',
                  content_rowid='{key}', {options})""",
            f"CREATE TRIGGER {name}_put AFTER INSERT ON {table} {when('NEW')} BEGIN {put} END",
            f"CREATE TRIGGER {name}_drop AFTER DELETE ON {table} {when('OLD')} BEGIN {drop} END",
            f"""CREATE TRIGGER {name}_replace AFTER UPDATE OF {there} ON {table} {when("NEW")}
                BEGIN {drop} {put} END""",
            # Not FTS5's own `rebuild`, which knows no condition.
            f"""INSERT INTO {name}(rowid, {there}) SELECT {key}, {there} FROM {table}
                {f"WHERE {only}" if only else ""}""",
        )
    )


def optimize_fts5_tables(*names: str) -> None:
    """Remove deleted words from the index files, which SQLite only marks as deleted."""
    if connection.vendor == "sqlite":
        execute_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')" for name in names)


def execute_sql(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
