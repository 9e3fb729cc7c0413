"""Writing a piece, publishing it, taking it back, and two people in one."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, expect

from articles import actions
from articles.models import Article, Version
from tests.articles.conftest import FIRST, base, body, now, plain
from tests.journeys.access import complaints_everywhere
from tests.journeys.visitor import Visitor, until

pytestmark = pytest.mark.journey


@pytest.fixture
def piece(author) -> Article:
    return actions.start_article(
        author, "Een tafel in de wijk", text=body("Een wijk zonder tafel.")
    )


@pytest.fixture
def image_file(tmp_path) -> str:
    path = tmp_path / "gang.png"
    Image.new("RGB", (640, 400), "teal").save(path)
    return str(path)


def open_editor(person: Visitor, article: Article) -> Locator:
    person.page.goto(f"/redactie/stuk/{article.pk}/")
    person.page.locator("html[data-writing=ready]").wait_for(state="attached")
    return person.page.locator(".ProseMirror[contenteditable]")


def saved(person: Visitor) -> None:
    expect(person.page.locator("#saved")).to_contain_text("Opgeslagen om")


def test_from_writing_to_readers(visit, author, editor, image_file):
    writer = visit(author)
    page = writer.page
    page.goto("/redactie/")
    page.locator("details.begin summary").click()
    page.get_by_label("Werktitel").fill("Een bank in de wijk")
    page.get_by_role("button", name="Beginnen").click()
    page.locator("html[data-writing=ready]").wait_for(state="attached")
    page.get_by_label("Inleiding").fill("Waarom een wijk een bank nodig heeft.")
    page.get_by_role("textbox", name="Tekst").click()
    page.keyboard.type("Een wijk zonder bank is een gang")
    page.get_by_role("button", name="Voetnoot").click()
    page.keyboard.type("Dat zei mijn oma.")
    page.keyboard.press("Control+Home")
    page.get_by_role("button", name="Tussenkop", exact=True).click()
    page.get_by_role("toolbar").get_by_role("button", name="Afbeelding").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=file]").set_input_files(image_file)
    dialog.locator("[name=alt]").fill("Een lege gang")
    dialog.get_by_role("button", name="Invoegen").click()
    expect(page.locator(".ProseMirror figure img")).to_be_visible()
    saved(writer)
    page.get_by_role("button", name="Inleveren bij de redactie").click()
    expect(page.locator(".tag-ready")).to_be_visible()

    colleague = visit(editor)
    page = colleague.page
    page.goto("/redactie/?lijst=na-te-kijken")
    page.get_by_role("link", name="Een bank in de wijk").click()
    page.locator(".writing").get_by_role("link", name="Publiceren …").click()
    page.get_by_role("button", name="Nu publiceren").click()
    page.get_by_role("link", name="Naar het stuk").click()
    expect(page.locator("h1")).to_have_text("Een bank in de wijk")
    expect(page.locator(".article .prose img")).to_have_attribute("alt", "Een lege gang")
    expect(page.locator(".prose ol.notes li")).to_contain_text("Dat zei mijn oma.")


def test_scheduled_for_the_night_of_the_change(visit, editor, piece):
    page = visit(editor).page
    page.goto(f"/redactie/stuk/{piece.pk}/publiceren/")
    moment = page.get_by_label("Publiceren op")
    moment.fill("2027-03-28T02:30")
    page.get_by_role("button", name="Inplannen").click()
    expect(page.locator(".error")).to_contain_text("slaat de klok dit uur over")
    moment.fill("2027-10-31T02:30")
    page.get_by_role("button", name="Inplannen").click()
    page.locator("[name=at_which]").select_option("2")
    page.get_by_role("button", name="Inplannen").click()
    expect(page.locator(".tag-plan")).to_contain_text("31 oktober 2027, 02:30")
    assert Article.objects.get(pk=piece.pk).published_at.hour == 1


def test_a_version_is_restored(visit, author, piece):
    actions.save_version(piece, by=author)
    actions.save_draft(piece, body("Heel anders."), base=base(piece), by=author)
    page = visit(author).page
    page.goto(f"/redactie/stuk/{piece.pk}/versies/")
    page.get_by_role("link", name=re.compile("Een tafel in de wijk")).last.click()
    expect(page.locator("ins").first).to_contain_text("Heel anders.")
    page.get_by_role("button", name="Deze versie terugzetten").click()
    expect(page.locator(".ProseMirror[contenteditable]")).to_have_text("Een wijk zonder tafel.")
    assert Version.objects.filter(article=piece).count() == 3


def test_two_in_one_piece(visit, author, editor, piece):
    one, other = visit(author), visit(editor)
    mine, theirs = open_editor(one, piece), open_editor(other, piece)
    expect(other.page.locator("#others")).to_contain_text("Adriaan Auteur")
    theirs.click()
    other.page.keyboard.type("Van de redactie. ")
    saved(other)
    mine.click()
    one.page.keyboard.type("Van mij. ")
    told = one.page.get_by_role("alert").filter(has_text="intussen opgeslagen")
    expect(told).to_be_visible()
    expect(mine).to_have_attribute("contenteditable", "false")
    told.get_by_role("link", name="Vergelijk en kies").click()
    expect(one.page.locator("del").first).to_contain_text("mij")
    one.page.get_by_role("button", name="Neem deze").click()
    expect(one.page.locator(".ProseMirror")).to_contain_text("Van mij.")
    texts = {plain(version) for version in Version.objects.filter(article=piece)}
    assert any("Van de redactie." in text for text in texts)


TABLE = (
    "<table><caption>De <em>huren</em></caption><thead><tr><th>Jaar</th></tr></thead>"
    "<tbody><tr><td>2024</td></tr></tbody><tfoot><tr><td>Samen</td></tr></tfoot></table>"
)


def test_what_was_typed_without_a_line_comes_later(visit, author, piece):
    # As an import may have brought it; the editor itself has no place for caption and foot.
    tabled = FIRST._replace(body=f"{TABLE}<p>Een wijk zonder tafel.</p>")
    actions.save_draft(piece, tabled, base=base(piece), by=author)
    person = visit(author)
    person.expects_a_broken_line = True
    text = open_editor(person, piece)
    person.context.set_offline(True)
    text.locator("p").last.click()
    person.page.keyboard.type("Onderweg getypt. ")
    expect(person.page.locator("#saved")).to_contain_text("Geen verbinding")
    assert "Onderweg" not in now(piece).body
    # The browser is closed on it, and opened again later.
    person.page.goto("about:blank")
    person.context.set_offline(False)
    expect(open_editor(person, piece)).to_contain_text("Onderweg getypt.")
    until(lambda: "Onderweg getypt." in now(piece).body)
    for part in ("<em>huren</em></caption><thead>", "<tfoot>"):
        assert part in now(piece).body


def test_a_stranger_peeks_for_a_while(visit, author, piece):
    peek = actions.create_preview_link(piece, by=author, until=timezone.now() + timedelta(days=1))
    page = visit().page
    page.goto(peek.get_absolute_url())
    expect(page.locator(".prose")).to_have_text("Een wijk zonder tafel.")
    expect(page.get_by_role("note")).to_be_visible()
    assert not page.context.cookies()


def test_it_is_usable_by_everyone(visit, author, editor, piece):
    version = actions.save_version(piece, by=author)
    actions.save_draft(piece, body("Heel anders."), base=base(piece), by=author)
    person = visit(editor)
    wrong = []
    for part in ("", "instellingen/", f"versies/{version.number}/", "publiceren/"):
        person.page.goto(f"/redactie/stuk/{piece.pk}/{part}")
        if not part:
            person.page.locator("html[data-writing=ready]").wait_for(state="attached")
        wrong += complaints_everywhere(person.page, part or "the text")
    assert wrong == []
