"""A NUL, which no database of ours keeps, is an error nowhere and costs nobody their words."""

import pytest

from comments.models import Comment, WatchedWord

pytestmark = pytest.mark.both


@pytest.mark.parametrize(
    "path",
    [
        "/?na=%00",
        "/auteur/?artikel=x%00",
        "/moderatie/?artikel=%00&zoek=%00&%00=x",
        "/moderatie/logboek/?waarover=%00",
        "/zoeken/?zoek=%00&auteur=%00&dossier=%00",
        "/opinie/samen/?na=%00",
        "/logboek/?na=%00",
        "/redactie/?zoek=%00",
    ],
)
def test_asked_for_it_is_not_there(path, article, editor, author, client):
    client.force_login(author if path.startswith("/auteur/") else editor)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/opinie/x%00/",
        "/reacties/bevestigen/%00/",
        "/nieuwsbrief/ja/%00/",
        "/mijn/gegevens/terug/x%00/",
        "/dossier/%00/",
    ],
)
def test_no_address_holds_one(path, client, db):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Deze pagina" in answer.content.decode()


def test_what_was_typed_is_kept_without(article, reader, client):
    client.force_login(reader)
    form = {"text": "Zo\0 zie ik dat.", "key": "6f1b2f6c-2a3e-4b55-9d2f-0a5a3e3f3b1a\0"}
    client.post("/opinie/samen/reageer/", form)
    assert Comment.objects.get().text == "Zo zie ik dat."


def test_a_list_can_be_asked_to_lose_one(editor, client):
    WatchedWord.objects.create(word="zwaluw")
    client.force_login(editor)
    assert client.post("/moderatie/woorden/", {"remove": "zwaluw\0"}).status_code == 302
    assert not WatchedWord.objects.exists()
