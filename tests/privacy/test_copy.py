"""A copy of all that is held of someone: made by the worker, opened and read back."""

import io
import json
import zipfile

import pytest
from PIL import Image

from accounts import actions as account_actions
from accounts import pictures
from comments import actions as reactions
from comments.models import Comment
from privacy import actions, export
from privacy.data_subject import DataSubject
from privacy.models import Export
from tests.conftest import PASSWORD
from tests.guests import come_in, confirmed
from tests.privacy.conftest import ADDRESS, MARKER, NAME
from tests.tasks import work

PAGE = "/mijn/gegevens/"
COPY, ZIP = f"{PAGE}kopie/", f"{PAGE}kopie.zip"


def opened(answer) -> zipfile.ZipFile:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_a_member_gets_all_and_can_read_it(history, person, client, moderator):
    file = io.BytesIO()
    Image.new("RGB", (200, 200), "teal").save(file, "PNG")
    account_actions.set_profile_picture(
        person, pictures.resize_profile_picture(io.BytesIO(file.getvalue()))
    )
    reactions.mute_writer(history["answer"], by=person)
    client.force_login(person)
    assert client.post(COPY).status_code == 302
    assert "wordt gemaakt" in client.get(PAGE).content.decode()
    work()
    archive = opened(client.get(ZIP))
    data = json.loads(archive.read("gegevens.json"))
    assert data["account"]["email"] == ADDRESS
    assert data["account"]["about"] == f"Over {MARKER}."
    # All that is theirs, and nothing that is not.
    theirs = [history[one] for one in history if one != "answer"]
    assert len(data["reactions"]) == len(theirs)
    texts = {text["text"] for one in data["reactions"] for text in one["texts"]}
    assert f"Eerst {MARKER}, vroeger." in texts
    assert f"Nu {MARKER}, later." in texts
    assert "Dat vind ik ook." not in texts
    decisions = [made for one in data["reactions"] for made in one["decisions"]]
    assert {made["reasons"]["facts"] for made in decisions if "reasons" in made} == {
        f"Om {MARKER}.",
        f"Ook {MARKER}.",
        f"Vroeger {MARKER}.",
    }
    assert [made["objection"]["text"] for made in decisions if "objection" in made] == [
        f"Bezwaar: {MARKER}."
    ]
    assert data["reports"][0]["text"] == f"Omdat {MARKER}."
    assert data["house"]["notes"][0]["text"] == f"Belde over {MARKER}."
    assert data["notices"]["follows"][0]["article"] == "Samen aan tafel"
    assert [fold["name"] for fold in data["folded"]] == [history["answer"].name]
    page = archive.read("gegevens.html").decode()
    for words in (
        NAME,
        f"Nu {MARKER}, later.",
        f"Belde over {MARKER}.",
        "Wat je volgt",
        "Wie je hebt weggevouwen",
    ):
        assert words in page
    largest = Image.open(io.BytesIO(archive.read("foto/320.webp")))
    assert largest.size == (320, 320)
    # Whoever judged is not named, and no secret is in it.
    whole = archive.read("gegevens.json").decode() + page
    assert moderator.name not in whole
    assert moderator.email not in whole
    assert PASSWORD not in whole
    assert person.password not in whole


def test_markup_in_it_is_text(person, article, write, client):
    write(article, "<script>alert(1)</script> en meer", user=person)
    client.force_login(person)
    client.post(COPY)
    work()
    page = opened(client.get(ZIP)).read("gegevens.html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_guest_gets_what_hangs_on_the_address(article, client):
    confirmed(article, f"Als gast {MARKER}.", email=ADDRESS, name=NAME)
    confirmed(article, "Van een ander.", email="ander@example.org", name="Ander")
    come_in(client, ADDRESS)
    client.post(COPY)
    work()
    data = json.loads(opened(client.get(ZIP)).read("gegevens.json"))
    assert data["account"] == {"email": ADDRESS}
    [reaction] = data["reactions"]
    assert reaction["texts"][0]["text"] == f"Als gast {MARKER}."


def test_nothing_of_an_address_that_was_never_confirmed(article, write, client):
    write(article, "Wie ben ik?", email=ADDRESS, name="Een ander")
    Comment.objects.update(confirmed_at=None)
    confirmed(article, "Ik wel.", email=ADDRESS, name=NAME)
    come_in(client, ADDRESS)
    client.post(COPY)
    work()
    data = json.loads(opened(client.get(ZIP)).read("gegevens.json"))
    assert [one["texts"][0]["text"] for one in data["reactions"]] == ["Ik wel."]


def test_no_other_gets_it(person, reader, client):
    actions.request_export(DataSubject.of_member(person), "nl")
    work()
    assert client.get(ZIP)["Location"].startswith("/mijn/link/")
    client.force_login(reader)
    assert client.get(ZIP).status_code == 404


def test_progress_is_shown(person, client, article, write):
    for number in range(45):
        write(article, f"Reactie {number} van velen.", user=person)
    asked = actions.request_export(DataSubject.of_member(person), "nl")
    seen = []

    def made(whose, language, progress):
        def look(done):
            progress(done)
            client.force_login(person)
            seen.append(Export.objects.get().percent)

        return export_make(whose, language, look)

    export_make = export.build_export_zip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "build_export_zip", made)
        actions.build_export.call(asked.pk)
    assert seen == sorted(seen)
    assert len(set(seen)) >= 4
    assert Export.objects.get().percent == 100


def test_one_that_fails_says_so_and_can_be_asked_again(person, client, monkeypatch):
    client.force_login(person)
    client.post(COPY)
    with monkeypatch.context() as patch:
        patch.setattr(export, "build_export_zip", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work()
    assert "ging iets mis" in client.get(PAGE).content.decode()
    client.post(COPY)
    work()
    assert "gegevens.html" in opened(client.get(ZIP)).namelist()


def test_it_can_be_thrown_away(person, client):
    client.force_login(person)
    client.post(COPY)
    work()
    client.post(COPY, {"drop": "yes"})
    assert not Export.objects.exists()
    assert client.get(ZIP).status_code == 404


def test_the_pages_cost_the_same_however_much_there_is(
    person, client, article, write, django_assert_num_queries
):
    client.force_login(person)
    counts = []
    for _ in range(2):
        for number in range(10):
            write(article, f"Weer een reactie {number}.", user=person)
        with django_assert_num_queries(20, exact=False) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
