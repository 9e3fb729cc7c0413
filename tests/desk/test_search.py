"""The desk's search: what is found, and that the index follows whatever writes."""

import uuid

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict

from comments import actions, word_index
from comments.models import Comment, Revision
from desk import search
from desk.selection import Selection

pytestmark = pytest.mark.both


def found(typed: str, view: str = "alles") -> list[Comment]:
    query = QueryDict(mutable=True)
    query.update({"lijst": view, "zoek": typed})
    return list(Selection.read(query).comments())


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Een wijk die samen eet.", "wijk"),
        ("Een wijk die samen eet.", "WIJK samen"),
        ("Een wijk die samen eet.", "samen wi"),  # the last is only begun
        ("Eén café, twee cafés.", "een cafe"),
        ("Een cafe.", "Café"),
        ("Wo\u0301nen is wonen.", "wónen"),
        ("ÉÉN ÇA VA", "één ça"),
        ("Ελλάδα και Київ", "ΕΛΛΆΔΑ"),
        ("Ελλάδα και Київ", "київ"),
        ("zie https://example.org/pad/naar-iets?x=1", "naar"),
        ("zie https://example.org/pad/naar-iets?x=1", "example org"),
        ("een half-open deur", "open"),
        ("niet.zo'n_punt", "punt"),
        ("42 keer", "42"),
        ("nadruk: *belangrijk*!", "belangrijk"),
        ("日本語のテキスト", "日本語"),
    ],
)
def test_what_is_found(text, typed, write, article):
    comment = write(article, text)
    assert found(typed) == [comment]


@pytest.mark.parametrize(
    "typed",
    [
        "ijk",
        "wij samen",
        "%",
        "_",
        "'",
        '"',
        "*",
        "wijk*x",
        "OR onzin",
        "NOT",
        ":",
        "()",
        "\u0301",
        "😀",
    ],
)
def test_what_is_not(typed, write, article):
    write(article, "Een wijk die samen eet.")
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["a" * 200, "a " * 100, "' or 1=1 --", "\\", "NEAR(a b)", "a:*"])
def test_nothing_typed_breaks_it(typed, write, article):
    write(article, "Een wijk die samen eet.")
    assert found(typed) == []


def test_the_name_and_the_affiliation(write, article, author):
    comment = write(article, "Van mij.", user=author)
    assert found("adriaan adviseur mij") == [comment]


def test_what_waits_is_found_beside_what_is_public(write, article, watched):
    comment = write(article, "Eerst dit.")
    actions.revise_comment(comment, f"Daarna {watched}.")
    assert found("eerst") == found("daarna") == found(watched, "wacht") == [comment]
    actions.revise_comment(comment, f"Ten slotte {watched}.")
    assert found("daarna") == []
    assert found("slotte eerst") == [comment]


def test_the_index_follows_whatever_writes(write, article):
    comment = write(article, "Eerst dit.")
    Comment.objects.filter(pk=comment.pk).update(text="Buiten alle werkwoorden om.")
    assert found("eerst") == []
    assert found("werkwoorden") == [comment]
    Comment.objects.filter(pk=comment.pk).update(name="Zonder Naam")
    assert found("zonder werkwoorden") == [comment]
    Revision.objects.create(comment=comment, number=2, text="Nieuwer.", html="<p>Nieuwer.</p>")
    Comment.objects.filter(pk=comment.pk).update(revision=2)
    assert found("nieuwer") == [comment]
    Revision.objects.filter(comment=comment, number=2).update(text="Gewist.")
    assert found("nieuwer") == []
    assert found("gewist") == [comment]
    comment.revisions.all().delete()
    assert found("gewist") == []
    comment.decisions.all().delete()
    comment.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM comments_words")
        assert cursor.fetchone() == (0,)


def test_what_is_written_at_once_and_undone(write, article):
    comment = write(article)
    same = {"article": article, "name": "Kees", "status": "rejected", "html": ""}
    Comment.objects.bulk_create(
        Comment(key=uuid.uuid4(), text=f"Rij {n}.", **same) for n in range(3)
    )
    assert len(found("rij kees")) == 3
    Comment.objects.exclude(pk=comment.pk).delete()
    assert found("rij") == []


def test_many_keep_the_order_of_the_list(write, article, monkeypatch):
    """Beyond the few that are looked up, the list itself is walked: the same answer in order."""
    comments = [write(article, f"Wijk {n}, huis {n % 2}.") for n in range(7)][::-1]
    for few in (1000, 2, 0):
        monkeypatch.setattr(search, "FEW_MATCHES", few)
        assert found("wijk") == comments
        assert found("wijk", "nieuw") == comments
        assert [c.pk for c in found("huis 1")] == [c.pk for c in comments if "huis 1" in c.text]
        assert found("nergens") == []


def test_it_is_made_anew_after_the_tables_were(write, article):
    comment = write(article, "Eerst dit.")
    config = apps.get_app_config("comments")
    migration = type("Migration", (), {"app_label": "comments"})
    word_index.drop_word_triggers(config, plan=[(migration, False)], using="default")
    Comment.objects.filter(pk=comment.pk).update(text="Tijdens de verhuizing.")
    assert found("verhuizing") == []
    word_index.install_word_index()
    assert found("eerst") == []
    assert found("verhuizing") == [comment]


def test_a_migration_of_another_app_leaves_it_alone(write, article):
    comment = write(article, "Eerst dit.")
    word_index.drop_word_triggers(apps.get_app_config("comments"), plan=[], using="default")
    Comment.objects.filter(pk=comment.pk).update(text="Daarna dat.")
    assert found("daarna") == [comment]


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_have_no_words(write, article):
    write(article, "Eerst dit.")
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM comments_words")
        assert cursor.fetchone() == (0,)
