"""The index follows, mends itself, and keeps nothing of what left it."""

import pytest
from django.core.management import call_command
from django.db import connection

from comments import actions as comments
from comments.models import Comment
from search import actions, full_text, vocabulary
from search.models import Entry, Term
from tests.privacy.conftest import everything_in_the_database
from tests.tasks import work

pytestmark = pytest.mark.django_db


def words_of(kind: str = "reaction") -> str:
    entries = Entry.objects.filter(comment__isnull=kind == "article")
    return " ".join(entries.values_list("forms", flat=True))


def test_the_worker_takes_in_what_appears(article, write):
    write(article, "Een kwikstaart op de tafel.")
    assert not Entry.objects.exists()
    work()
    assert words_of() == "een kwikstaart tafel"
    assert Term.objects.get(word="kwikstaart").documents == 1


def test_the_worker_takes_out_what_goes(article, write):
    first = write(article, "Een kwikstaart op de tafel.")
    write(article, "Een boomklever op de tafel.")
    work()
    assert Term.objects.get(word="tafel").documents == 2
    comments.withdraw_comment(first)
    work()
    assert words_of() == "boomklever een tafel"
    assert Term.objects.get(word="tafel").documents == 1
    assert not Term.objects.filter(word="kwikstaart").exists()


def test_twice_is_once(article, write):
    comment = write(article, "Een kwikstaart op de tafel.")
    actions.reindex_comments([comment.pk])
    actions.reindex_comments([comment.pk])
    actions.reindex_articles([article.pk])
    actions.reindex_articles([article.pk])
    assert Entry.objects.count() == 2
    assert Term.objects.get(word="kwikstaart").documents == 1


def test_what_was_missed_is_caught_up_with(article, write):
    write(article, "Een kwikstaart op de tafel.")
    assert actions.catch_up_comments() == 1
    assert actions.catch_up_articles() == 1
    assert actions.catch_up_comments() == actions.catch_up_articles() == 0
    Comment.objects.update(shown_revision=2, revision=2)
    assert actions.catch_up_comments() == 1


def test_a_reaction_that_is_gone_altogether(article, write):
    comment = write(article, "Een kwikstaart op de tafel.")
    actions.rebuild_search_index()
    Comment.objects.filter(pk=comment.pk).delete()
    assert words_of() == ""
    actions.recount_vocabulary()
    assert not Term.objects.filter(word="kwikstaart").exists()


def test_reindex_says_how_much_there_is(article, write, capsys):
    write(article, "Een kwikstaart op de tafel.")
    call_command("reindex")
    assert "2 articles and reactions are indexed." in capsys.readouterr().out
    assert Entry.objects.count() == 2


def test_nothing_is_left_of_what_was_erased(article, write):
    comment = write(article, "Een kwikstaartenpraatje.", email="weg@example.org")
    work()
    assert "kwikstaart" in everything_in_the_database()
    comments.erase_comment(comment, keep=False)
    actions.purge_search_index()
    # The desk's own index is cleaned by whoever erases, and the tasks by theirs.
    assert words_of() == ""
    assert not Term.objects.filter(word__contains="kwik").exists()


@pytest.mark.only_sqlite
def test_nor_within_sqlites_own_tables(article, write):
    comment = write(article, "Een kwikstaartenpraatje.", email="weg@example.org")
    work()
    comments.erase_comment(comment, keep=False)
    actions.purge_search_index()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            if table.startswith("search_"):
                cursor.execute(f"SELECT * FROM {table}")
                assert b"kwik" not in repr(cursor.fetchall()).encode(), table


@pytest.mark.only_postgres
def test_without_the_extension_it_finds_all_but_slips(shelves, look, monkeypatch):
    monkeypatch.setattr(full_text, "has_trigram_index", lambda: False)
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    assert look("windmolens")[0] == "windmolens"
    assert "zorgtoeslag" in look("toeslag")
    assert vocabulary.spelling_corrections("refernedum", 0) == []
    assert look("refernedum") == []


@pytest.mark.only_postgres
def test_where_the_extension_may_not_be_made_all_else_is(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        cursor.execute("CREATE ROLE nobody_much")
        cursor.execute("GRANT ALL ON SCHEMA public TO nobody_much")
        cursor.execute("SET LOCAL ROLE nobody_much")
        assert full_text.install_letters() is False
        cursor.execute("RESET ROLE")
    assert full_text.install_letters() is True
