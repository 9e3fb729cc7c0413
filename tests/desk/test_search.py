"""The desk's search: what is found, and that the index follows every action."""

import threading
import uuid
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict

from comments import actions
from comments.models import Comment, CommentWords
from common import full_text
from common.html.safe import SafeText
from desk import search
from desk.selection import Selection
from search import actions as index
from search.models import Term

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
    actions.revise_comment(comment, SafeText(f"Daarna {watched}."))
    assert found("eerst") == found("daarna") == found(watched, "wacht") == [comment]
    actions.revise_comment(comment, SafeText(f"Ten slotte {watched}."))
    assert found("daarna") == []
    assert found("slotte eerst") == [comment]


@pytest.fixture
def story(write, article, watched, moderator, author) -> dict[str, Callable[[], Comment]]:
    """Everything that changes the name, the affiliation or a text of a reaction."""

    def waits() -> Comment:
        return actions.revise_comment(write(article, "Eerst dit."), SafeText(f"Daarna {watched}."))

    def decided(verdict: str) -> Comment:
        comment = waits()
        seen = actions.SeenState.of(comment)
        return actions.decide_comment(comment, verdict, by=moderator, seen=seen, reason="spam")

    def erased(comment: Comment, *, keep: bool) -> Comment:
        actions.erase_comment(comment, keep=keep)
        return comment

    def emptied() -> Comment:
        comment = write(article, f"Nooit openbaar: {watched}.")
        actions.erase_revision_texts(comment.revisions.all())
        return comment

    def imported() -> Comment:
        text = {"text": "Van elders.", "html": "<p>Van elders.</p>"}
        comment = Comment(key=uuid.uuid4(), name="Kees", status="published", **text)
        comment.published_at = comment.created_at
        actions.import_comments(article, [comment])
        return comment

    return {
        "written": lambda: write(article, "Van mij.", user=author),
        "held": lambda: write(article, f"Van mij: {watched}."),
        "revised": lambda: actions.revise_comment(
            write(article, "Eerst dit."), SafeText("Daarna dat.")
        ),
        "revised, waits": waits,
        "approved": lambda: decided(actions.Verdict.APPROVE),
        "rejected": lambda: decided(actions.Verdict.REJECT),
        "withdrawn": lambda: actions.withdraw_comment(waits()),
        "erased": lambda: erased(waits(), keep=False),
        "erased, text kept": lambda: erased(waits(), keep=True),
        "refused text erased": emptied,
        "imported": imported,
    }


WRITES = (
    "written", "held", "revised", "revised, waits", "approved", "rejected", "withdrawn", "erased",
    "erased, text kept", "refused text erased", "imported",
)  # fmt: skip


@pytest.mark.parametrize("what", WRITES)
def test_the_index_follows_every_action(what, story):
    assert set(story) == set(WRITES)
    comment = story[what]()
    comment.refresh_from_db()
    latest = comment.revisions.filter(number=comment.revision).values_list("text", flat=True)
    texts = (comment.name, comment.affiliation, comment.text, *latest)
    [(_weight, words)] = CommentWords.of_texts(texts)
    assert words_in_index() == {comment.pk: set(words)}
    assert found(words[0]) == [comment]


def words_in_index() -> dict[int, set[str]]:
    """Return what each database has in its index, by reaction."""
    words = "array_to_string(tsvector_to_array(words), ' ')"
    if connection.vendor == "sqlite":
        words = "words"
        # Fails if the index differs from the table.
        full_text.execute_sql(
            ["INSERT INTO comments_words(comments_words, rank) VALUES ('integrity-check', 1)"]
        )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT comment_id, {words} FROM comments_commentwords")
        return {pk: set(words.split()) for pk, words in cursor.fetchall()}


def test_a_change_past_the_actions_is_indexed_by_command(write, article):
    comment = write(article, "Eerst dit.")
    Comment.objects.filter(pk=comment.pk).update(text="Buiten alle werkwoorden om.")
    assert found("eerst") == [comment]
    call_command("reindex", verbosity=0, stdout=StringIO())
    assert found("eerst werkwoorden") == [comment]  # the revision is as it was
    assert found("werkwoorden") == [comment]


def test_what_is_deleted_leaves_no_words(write, article):
    comment = write(article)
    comment.decisions.all().delete()
    comment.delete()
    assert found("wijk") == []
    assert words_in_index() == {}


def test_readers_find_nothing_that_only_the_desk_may_read(write, article, watched, client):
    """Their index has no place for it: neither for what waits nor for the names of who react."""
    held = write(article, f"Een kwikstaart bij {watched}.")
    public = write(article, "Een boomklever.", name="Kees Wielewaal")
    actions.revise_comment(public, SafeText(f"Een boomklever en een nachtegaal bij {watched}."))
    index.rebuild_search_index()
    for typed, at_desk, readers in (
        ("kwikstaart", [held], []),
        ("wielewaal", [public], []),
        ("nachtegaal", [public], []),
        ("boomklever", [public], [public]),
    ):
        assert found(typed) == at_desk
        page = client.get("/zoeken/", {"zoek": typed}).context["page"]
        assert [result.entry.comment for result in page.results] == readers, typed
    assert not Term.objects.filter(word__in=("kwikstaart", "wielewaal", "nachtegaal")).exists()


def test_many_keep_the_order_of_the_list(write, article, monkeypatch):
    """Beyond the few that are looked up, the list itself is walked: the same answer in order."""
    comments = [write(article, f"Wijk {n}, huis {n % 2}.") for n in range(7)][::-1]
    for few in (1000, 2, 0):
        monkeypatch.setattr(search, "FEW_MATCHES", few)
        assert found("wijk") == comments
        assert found("wijk", "nieuw") == comments
        assert [c.pk for c in found("huis 1")] == [c.pk for c in comments if "huis 1" in c.text]
        assert found("nergens") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_erased_while_all_is_indexed_anew_is_gone(write, article, monkeypatch):
    comment = write(article, "Een onthullende giraffe.", name="Geheim")
    of_texts = CommentWords.of_texts

    def erase() -> None:
        actions.erase_comment(comment, keep=False)
        connection.close()

    erasing = threading.Thread(target=erase)

    def meanwhile(texts):
        if not erasing.ident:
            erasing.start()
            # It has to wait for the words that were read; half a second is long for an erasure.
            erasing.join(0.5)
        return of_texts(texts)

    monkeypatch.setattr(CommentWords, "of_texts", meanwhile)
    actions.reindex_words()
    erasing.join()
    assert found("giraffe") == found("geheim") == []
