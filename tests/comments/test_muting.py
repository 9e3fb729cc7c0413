"""Folding a writer away: for oneself, without telling anyone anything."""

from xml.etree.ElementTree import Element

import pytest

from comments import actions, muting
from comments.models import Comment, Fold
from tests.conftest import make_user
from tests.html import find_elements, page_text, text_of


@pytest.fixture
def thread(article, write) -> list[Comment]:
    first = write(article, "Het eerste van Piet.", name="Piet", email="piet@example.org")
    return [
        first,
        write(article, "Een antwoord.", name="Ans", email="ans@example.org", parent=first),
        write(article, "Het tweede van Piet.", name="Piet", email="piet+x@example.org"),
        write(article, "Een andere Piet.", name="Piet", email="ander@example.org"),
    ]


def seen(client, article) -> list[Element]:
    return find_elements(client.get(article.get_absolute_url()), "li.comment")


def away(client, article) -> list[bool]:
    return ["away" in item.get("class").split() for item in seen(client, article)]


def fold(client, comment, **data):
    return client.post(f"/reacties/{comment.pk}/wegvouwen/", data)


# --- What it does


def test_all_by_one_writer_become_a_line_and_nothing_else_does(client, reader, article, thread):
    client.force_login(reader)
    answer = fold(client, thread[0])
    assert (answer.status_code, answer.url) == (302, "/opinie/samen/#weg-1")
    assert away(client, article) == [True, False, True, False]
    item = seen(client, article)[0]
    assert "Reactie van Piet, door jou weggevouwen." in text_of(item)
    [link] = [link for link in item.iter("a") if link.get("href") == "#reactie-1"]
    assert text_of(link) == "Tonen"
    assert "Het eerste van Piet." in text_of(item)  # one click away, also without a script
    assert Fold.objects.count() == 1
    fold(client, thread[2])
    assert Fold.objects.count() == 1  # it is the same writer
    assert fold(client, thread[2], back="1").status_code == 302
    assert away(client, article) == [False] * 4


def test_it_holds_under_other_pieces_and_for_nobody_else(
    client, reader, author, article, thread, make_article, write
):
    other = make_article("ander")
    write(other, "Weer Piet.", name="Piet", email="piet@example.org")
    write(other, "Piet onder een andere naam.", name="Klaas", email="piet@example.org")
    client.force_login(reader)
    fold(client, thread[0])
    assert away(client, other) == [True, False]
    client.force_login(author)
    assert away(client, article) == [False] * 4
    client.logout()
    assert away(client, article) == [False] * 4
    assert "data-away=" not in client.get(article.get_absolute_url()).content.decode()


def test_it_asks_first_and_guests_are_told_how(client, reader, thread):
    page = client.get(f"/reacties/{thread[0].pk}/wegvouwen/")
    assert page.status_code == 200
    assert "<form" not in page.content.decode()
    assert fold(client, thread[0]).status_code == 403
    client.force_login(reader)
    assert "Piet wegvouwen?" in client.get(f"/reacties/{thread[0].pk}/wegvouwen/").content.decode()
    fold(client, thread[0])
    again = client.get(f"/reacties/{thread[2].pk}/wegvouwen/").content.decode()
    assert "Piet weer tonen?" in again


def test_the_list_undoes_it_also_when_the_reaction_is_gone(client, reader, article, thread):
    assert client.get("/mijn/weggevouwen/").status_code == 302
    client.force_login(reader)
    fold(client, thread[0])
    actions.withdraw_comment(thread[0])
    assert "Piet" in page_text(client.get("/mijn/weggevouwen/"), "main bdi")
    key = Fold.objects.get().pk
    client.force_login(make_user("dief@example.org", "Dief"))
    assert client.post("/mijn/weggevouwen/", {"fold": key}).status_code == 404
    client.force_login(reader)
    assert client.post("/mijn/weggevouwen/", {"fold": "x"}).status_code == 404
    assert client.post("/mijn/weggevouwen/", {"fold": key}).status_code == 302
    assert not Fold.objects.exists()
    assert away(client, article) == [False] * 4


# --- Who cannot be folded away


def test_what_is_said_for_the_site_stays(client, reader, author, moderator, article, write):
    official = [write(article, user=author), write(article, user=moderator)]
    client.force_login(reader)
    for comment in official:
        assert client.get(f"/reacties/{comment.pk}/wegvouwen/").status_code == 404
        assert fold(client, comment).status_code == 404
    assert [item.get("data-writer") for item in seen(client, article)] == [None, None]


def test_what_an_author_says_as_a_reader_elsewhere_can_be(
    client, reader, author, article, make_article, write
):
    other = make_article("ander")
    other.bylines.all().delete()
    comment = write(other, "Als lezer.", user=author)
    write(article, "Als auteur.", user=author)
    client.force_login(reader)
    fold(client, comment)
    assert (away(client, other), away(client, article)) == ([True], [False])


def test_what_is_not_public_cannot_be_asked_for(client, reader, make_article, write):
    held = write(make_article("streng", policy="hold_all"))
    client.force_login(reader)
    assert fold(client, held).status_code == 404
    assert client.get("/reacties/999999/wegvouwen/").status_code == 404


def test_there_is_an_end_to_it(client, reader, article, write, monkeypatch):
    monkeypatch.setattr(muting, "MOST_MUTED", 2)
    client.force_login(reader)
    writers = [write(article, name=f"W{n}", email=f"w{n}@example.org") for n in range(3)]
    statuses = [fold(client, comment).status_code for comment in writers]
    assert statuses == [302, 302, 409]


# --- What the mark tells


def test_the_mark_links_nothing_that_a_reader_does_not_see(article, make_article, write, reader):
    other = make_article("ander")
    guest = {"name": "Piet", "email": "piet@example.org"}
    one = write(article, **guest)
    marks = {
        "same": muting.writer_mark(write(article, **guest)),
        "elsewhere": muting.writer_mark(write(other, **guest)),
        "other name": muting.writer_mark(write(article, name="Klaas", email="piet@example.org")),
        "other address": muting.writer_mark(write(article, name="Piet", email="p@example.org")),
    }
    mark = muting.writer_mark(one)
    assert [name for name, found in marks.items() if found == mark] == ["same"]
    assert len(set(marks.values())) == 4
    before = muting.writer_mark(write(article, user=reader))
    reader.name = "Lies Anders"
    reader.save()
    assert muting.writer_mark(write(article, user=reader)) != before


def test_the_mark_needs_the_secret(article, write, settings):
    comment = write(article)
    mark = muting.writer_mark(comment)
    settings.SECRET_KEY = "een ander geheim, lang genoeg om er een te zijn"
    assert muting.writer_mark(comment) != mark


def test_reactions_of_nobody_known_are_each_their_own(article, write):
    comments = [write(article), write(article)]
    Comment.objects.update(user=None, email="", name="verwijderde gebruiker")
    marks = {muting.writer_mark(Comment.objects.get(pk=comment.pk)) for comment in comments}
    assert len(marks) == 2


def test_a_fold_keeps_nothing_of_the_writer(client, reader, thread):
    client.force_login(reader)
    fold(client, thread[0])
    Comment.objects.filter(pk=thread[0].pk).update(name="verwijderde gebruiker", email="")
    row = Fold.objects.values().get()
    assert row.keys() == {"id", "by_id", "comment_id", "created_at"}
    assert "Piet" not in client.get("/mijn/weggevouwen/").content.decode()


def test_the_socket_bears_the_same_mark(client, article, thread):
    shown = [item.get("data-writer") for item in seen(client, article)]
    told = client.get(f"{article.get_absolute_url()}veranderd/?since=0").json()["comments"]
    items = [item for one in told for item in find_elements(one["html"], "li[data-writer]")]
    assert sorted(item.get("data-writer") for item in items) == sorted(shown)
