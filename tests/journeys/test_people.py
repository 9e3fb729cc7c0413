"""Showing oneself to others, and not wanting to read someone."""

import pytest
from playwright.sync_api import Locator, expect

from accounts.models import User
from comments.models import Fold
from tests.accounts import pictures
from tests.journeys.visitor import until

pytestmark = pytest.mark.journey

PIET = {"name": "Piet", "email": "piet@example.org"}


@pytest.fixture
def thread(site, article, write):
    first = write(
        article, "Het eerste van Piet.\n\n" + "Daar is veel over te zeggen. " * 40, **PIET
    )
    return [
        first,
        write(article, "Een antwoord aan Piet.", name="Ans", email="ans@example.org", parent=first),
        write(article, "Het tweede van Piet.", **PIET),
        write(article, "Iets anders.", name="Otto", email="otto@example.org"),
    ]


def fold(visitor, number: int) -> None:
    """Through the small menu, by keyboard."""
    menu = visitor.comment(number).locator("summary")
    menu.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")


def said(visitor, number: int, words: str) -> Locator:
    return visitor.comment(number).get_by_text(words)


def test_a_member_folds_a_writer_away_and_comes_back_to_it(visit, reader, article, thread, write):
    member, other = visit(reader), visit()
    for visitor in (member, other):
        visitor.open(article.get_absolute_url())
    fold(member, 3)
    line = member.comment(1).locator(".away-line")
    expect(line).to_have_text("Reactie van Piet, door jou weggevouwen. Tonen")
    expect(said(member, 1, "Het eerste van Piet.")).to_be_hidden()
    expect(said(member, 3, "Het tweede van Piet.")).to_be_hidden()
    expect(said(member, 2, "Een antwoord aan Piet.")).to_be_visible()
    # The focus is where reading goes on.
    expect(member.comment(3).locator(".away-line a")).to_be_focused()
    expect(said(other, 1, "Het eerste van Piet.")).to_be_visible()
    until(lambda: Fold.objects.filter(by=reader).exists())

    # What comes in live is folded as well, and moves nothing that is being read.
    member.read(4)
    write(article, "Het derde van Piet, live.", **PIET)
    member.comment(5).wait_for(state="attached")
    other.comment(5).wait_for(state="attached")
    assert member.moved() < 1
    expect(said(member, 5, "Het derde van Piet, live.")).to_be_hidden()
    member.page.wait_for_timeout(2500)  # as long as news is gathered
    assert "Piet" not in member.page.locator("#news").inner_text()

    member.reload()
    expect(said(member, 1, "Het eerste van Piet.")).to_be_hidden()
    member.comment(1).get_by_role("link", name="Tonen").click()
    expect(said(member, 1, "Het eerste van Piet.")).to_be_visible()
    expect(said(member, 3, "Het tweede van Piet.")).to_be_hidden()
    fold(member, 1)  # the same menu now undoes it
    member.comment(3).get_by_text("Het tweede van Piet.").wait_for()
    until(lambda: not Fold.objects.exists())
    member.reload()
    expect(said(member, 1, "Het eerste van Piet.")).to_be_visible()


def test_a_link_to_a_folded_reaction_opens_it(visit, reader, article, thread):
    member = visit(reader)
    member.open(article.get_absolute_url())
    fold(member, 1)
    member.comment(2).get_by_role("link", name="#1").click()
    member.comment(1).get_by_text("Het eerste van Piet.").wait_for()


def test_without_a_script_a_member_folds_shows_and_undoes(visit, reader, article, thread):
    member = visit(reader, java_script_enabled=False)
    page = member.page
    page.goto(article.get_absolute_url())
    member.comment(1).locator("summary").click()
    member.comment(1).get_by_role("link", name="Vouw Piet weg").click()
    page.get_by_role("button", name="Vouw weg").click()
    page.wait_for_url("**#weg-1")
    expect(said(member, 2, "Een antwoord aan Piet.")).to_be_visible()
    expect(said(member, 1, "Het eerste van Piet.")).to_be_hidden()
    member.comment(1).get_by_role("link", name="Tonen").click()
    expect(said(member, 1, "Het eerste van Piet.")).to_be_visible()
    page.goto("/account/")
    page.get_by_role("link", name="Wie je hebt weggevouwen").click()
    page.get_by_role("button", name="Toon Piet weer").click()
    until(lambda: not Fold.objects.exists())
    page.goto(article.get_absolute_url())
    expect(said(member, 3, "Het tweede van Piet.")).to_be_visible()


def test_a_member_shows_a_face_and_takes_it_away(visit, reader, article, write, tmp_path):
    write(article, "Van mij.", user=reader)
    photo = tmp_path / "thuis.jpg"
    photo.write_bytes(pictures.taken_at_home())
    member, other = visit(reader), visit()
    page = member.open("/account/")
    address = f"/mensen/{reader.pk}/"
    assert other.page.goto(address).status == 404
    page.set_input_files("[name=picture]", photo)
    page.get_by_role("button", name="Bewaar deze foto").click()
    page.locator("#foto .portrait").wait_for()
    page.get_by_label("Over jou").fill("Ik lees graag mee.")
    for choice in ("Ik heb een pagina", "Toon mijn foto", "Toon mijn tekst"):
        page.get_by_label(choice).check()
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_role("link", name="Je pagina").click()
    page.get_by_text("Ik lees graag mee.").wait_for()

    other.open(article.get_absolute_url())
    other.comment(1).get_by_role("link", name="Lies de Lezer", exact=True).click()
    other.page.get_by_role("heading", name="Lies de Lezer").wait_for()
    width = other.page.locator(".portrait").evaluate(
        "async (img) => (await img.decode(), img.naturalWidth)"
    )
    assert width > 0
    expect(other.page.get_by_text("Van mij.")).to_have_count(0)
    assert other.context.cookies() == []

    page.goto("/account/")
    page.get_by_role("button", name="Haal deze foto weg").click()
    page.locator("#foto .portrait").wait_for(state="detached")
    other.page.reload()
    expect(other.page.locator(".portrait")).to_have_count(0)
    assert User.objects.get(pk=reader.pk).picture == ""
