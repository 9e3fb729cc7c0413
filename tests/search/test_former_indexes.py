"""A database made before the word indexes of all rooms were made in one way."""

from importlib import import_module

import pytest
from django.db import connection

from common.full_text import execute_sql
from search import full_text
from search.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.both]

migration = import_module("search.migrations.0002_one_way_of_indexing")

# In the words of that time.
FORMER_SQLITE = [
    *(
        f"DROP TRIGGER {name}_{way}"
        for name in ("search_in_articles", "search_in_reactions", "search_letters")
        for way in ("put", "drop", "replace")
    ),
    """CREATE TRIGGER search_article_in AFTER INSERT ON search_entry WHEN NEW.comment_id IS NULL
       BEGIN INSERT INTO search_in_articles(rowid, head, words)
             VALUES (NEW.id, NEW.head, NEW.words); END""",
    """CREATE TRIGGER search_article_out AFTER DELETE ON search_entry WHEN OLD.comment_id IS NULL
       BEGIN INSERT INTO search_in_articles(search_in_articles, rowid, head, words)
             VALUES ('delete', OLD.id, OLD.head, OLD.words); END""",
    """CREATE TRIGGER search_reaction_in AFTER INSERT ON search_entry
       WHEN NEW.comment_id IS NOT NULL
       BEGIN INSERT INTO search_in_reactions(rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER search_reaction_out AFTER DELETE ON search_entry
       WHEN OLD.comment_id IS NOT NULL
       BEGIN INSERT INTO search_in_reactions(search_in_reactions, rowid, words)
             VALUES ('delete', OLD.id, OLD.words); END""",
    """CREATE TRIGGER search_term_in AFTER INSERT ON search_term
       BEGIN INSERT INTO search_letters(rowid, word) VALUES (NEW.id, NEW.word); END""",
    """CREATE TRIGGER search_term_out AFTER DELETE ON search_term
       BEGIN INSERT INTO search_letters(search_letters, rowid, word)
             VALUES ('delete', OLD.id, OLD.word); END""",
]
FORMER_POSTGRES = [
    "DROP INDEX search_in_articles_head, search_in_articles_words, search_in_reactions_words",
    "CREATE INDEX search_entry_head ON search_entry USING gin (head)",
    "CREATE INDEX search_entry_articles ON search_entry USING gin (words) WHERE comment_id IS NULL",
    """CREATE INDEX search_entry_reactions ON search_entry USING gin (words)
       WHERE comment_id IS NOT NULL""",
]


def made_for_search() -> dict[str, str]:
    """The triggers, indexes and FTS5 tables of search, by name."""
    if connection.vendor == "sqlite":
        listed = "SELECT name, sql FROM sqlite_master WHERE tbl_name LIKE 'search%'"
    else:
        listed = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'search%'"
    with connection.cursor() as cursor:
        cursor.execute(listed)
        return dict(cursor.fetchall())


def test_it_becomes_what_a_new_one_is(shelves, look):
    new, found = made_for_search(), look("slagschaduw")
    assert found
    connection.check_constraints()  # PostgreSQL makes no index while any wait for their check
    execute_sql(FORMER_SQLITE if connection.vendor == "sqlite" else FORMER_POSTGRES)
    assert made_for_search() != new
    for _again in range(2):
        migration.replace_former(None, None)
        assert made_for_search() == new
        assert look("slagschaduw") == found


@pytest.mark.only_sqlite
def test_each_table_holds_its_own_kind_only(shelves):
    execute_sql(FORMER_SQLITE)
    migration.replace_former(None, None)
    with connection.cursor() as cursor:
        for is_reaction in (True, False):
            name = full_text.fts_table_name(is_reaction)
            cursor.execute(f"SELECT count(*) FROM {name}_docsize")
            entries = Entry.objects.filter(comment__isnull=not is_reaction)
            assert cursor.fetchone()[0] == entries.count() > 0
