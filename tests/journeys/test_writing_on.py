"""Typing on at once after a button of the editor or a dialog."""

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from articles import actions
from articles.models import Article
from tests.articles.conftest import FIRST, base
from tests.journeys.test_writing_desk import open_editor

pytestmark = pytest.mark.journey

TEXT = "<p>Een wijk zonder tafel.</p><ul><li>Een gang.</li></ul>"
# As on a busy machine: what waits for the next frame waits long.
NO_FRAMES = "window.requestAnimationFrame = () => 0"
# As by a key, but told at once, where a browser tells it a little later.
SELECT = """(text, [part, from, to]) => {
  text.focus();
  const words = text.querySelector(part).firstChild;
  getSelection().setBaseAndExtent(words, from, words, to);
  document.dispatchEvent(new Event("selectionchange"));
}"""


@pytest.fixture
def piece(author) -> Article:
    piece = actions.start_article(author, "Een tafel in de wijk")
    actions.save_draft(piece, FIRST._replace(body=TEXT), base=base(piece), by=author)
    return piece


@pytest.fixture
def text(visit, author, piece) -> Locator:
    """The text of the piece, with the cursor behind its third word."""
    text = open_editor(visit(author), piece)
    select(text, "p", len("Een wijk zonder"))
    text.page.evaluate(NO_FRAMES)
    return text


def select(text: Locator, part: str, start: int, end: int | None = None) -> None:
    """In the words with which this part begins."""
    text.evaluate(SELECT, [part, start, start if end is None else end])


@pytest.fixture
def image_file(tmp_path) -> str:
    path = tmp_path / "gang.png"
    Image.new("RGB", (640, 400), "teal").save(path)
    return str(path)


def press(page: Page, name: str) -> None:
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def expect_lines(text: Locator, *lines: str) -> None:
    """These alone, in this order: paragraphs, headings and captions."""
    expect(text.locator("p, h2, caption, figcaption")).to_have_text(list(lines))


def test_after_a_button(text):
    page = text.page
    press(page, "Scheidingslijn")
    page.keyboard.type("Nieuw")
    expect_lines(text, "Een wijk zonder", "Nieuw tafel.", "Een gang.")
    press(page, "Voetnoot")
    page.keyboard.type("Zei oma.")
    expect_lines(text, "Een wijk zonder", "Nieuw1 tafel.", "Een gang.", "Zei oma.")
    # Nor does a list that comes next make way for what is typed.
    text.evaluate("""(text) => {
      getSelection().selectAllChildren(text.querySelector("hr + p"));
      getSelection().collapseToEnd();
      document.dispatchEvent(new Event("selectionchange"));
    }""")
    press(page, "Scheidingslijn")
    page.keyboard.type("Eronder")
    lines = ["Een wijk zonder", "Nieuw1 tafel.", "Eronder", "Een gang.", "Zei oma."]
    expect_lines(text, *lines)
    # The table's own button, by mouse and by key.
    for how in ("click", "press"):
        select(text, "p", 0)
        table = page.get_by_role("toolbar").get_by_role("button", name="Tabel", exact=True)
        table.click() if how == "click" else table.press("Enter")
        page.keyboard.type("Jaar")
        expect(text.locator("th").first).to_have_text("Jaar")
        press(page, "Tabel weghalen")


def test_after_a_dialog(text):
    page = text.page
    dialog = page.locator("dialog[open]")
    press(page, "HTML bekijken")
    page.keyboard.press("Escape")
    page.keyboard.type(" en")
    press(page, "HTML bekijken")
    dialog.get_by_role("button", name="Annuleren").click()
    page.keyboard.type(" met")
    press(page, "Afbeelding")
    dialog.get_by_role("button", name="Annuleren").click()
    page.keyboard.type(" een")
    press(page, "Afbeelding")
    page.keyboard.press("Escape")
    page.keyboard.type(" halve")
    expect(text.locator("p").first).to_have_text("Een wijk zonder en met een halve tafel.")
    press(page, "HTML bekijken")
    dialog.locator("textarea").fill("<p>Iets heel anders.</p>")
    dialog.locator("[type=submit]").click()
    page.keyboard.type(" Ja.")
    expect_lines(text, "Iets heel anders. Ja.")
    # The caption of a table, also when it stays as it was.
    press(page, "Tabel")
    for word in ("Huren", "Jaar"):
        press(page, "Bijschrift van de tabel")
        dialog.locator("input").fill("Bijschrift")
        dialog.locator("input").press("Enter")
        page.keyboard.type(word)
    expect(text.locator("caption")).to_have_text("Bijschrift")
    expect(text.locator("th").first).to_have_text("HurenJaar")


@pytest.mark.parametrize("caption", ["", "De gang"])
def test_below_an_image(text, image_file, caption):
    page = text.page
    dialog = page.locator("dialog[open]")
    captions = [caption] if caption else []
    select(text, "p", len("Een wijk zonder tafel."))
    press(page, "Afbeelding")
    dialog.locator("[name=file]").set_input_files(image_file)
    dialog.locator("[name=alt]").fill("Een lege gang")
    dialog.locator("[name=caption]").fill(caption)
    dialog.get_by_role("button", name="Invoegen").click()
    image = text.locator("figure img")
    image.wait_for()
    page.keyboard.type("Eronder")
    expect_lines(text, "Een wijk zonder tafel.", *captions, "Eronder", "Een gang.")
    # One that is there already stays, whatever is typed while it is selected.
    image.click()
    press(page, "Afbeelding")
    dialog.locator("[name=altText]").fill("Een volle gang")
    dialog.locator("[name=altText]").press("Enter")
    page.keyboard.type("Nog <iets>. ")
    expect(image).to_have_attribute("alt", "Een volle gang")
    expect_lines(text, "Een wijk zonder tafel.", *captions, "Nog <iets>. Eronder", "Een gang.")


def test_where_the_cursor_was_moved(text):
    page = text.page
    # Right after a button gave the text the focus, to its very beginning.
    page.get_by_label("Inleiding").focus()
    text.evaluate(
        """(text) => {
          document.querySelector("[data-name=bold]").click();
          text.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", ctrlKey: true }));
          getSelection().collapse(text.querySelector("p").firstChild, 0);
          document.dispatchEvent(new Event("selectionchange"));
        }"""
    )
    page.keyboard.type("Ja: ")
    expect(text.locator("p").first).to_have_text("Ja: Een wijk zonder tafel.")
    # By a button, before the browser has told that it was moved.
    text.evaluate(
        """(text) => {
          getSelection().collapse(text.querySelector("li p"), 0);
          document.querySelector("[data-name=orderedList]").click();
        }"""
    )
    expect(text.locator("ol")).to_have_text("Een gang.")


PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  const html = "<p class=MsoNormal>Uit Word.</p><p class=MsoNormal>En dan</p>";
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "Uit Word.");
  const options = { clipboardData, bubbles: true, cancelable: true };
  text.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.mark.parametrize("selected", ["", " zonder"])
def test_while_what_was_pasted_is_tidied(text, selected):
    page = text.page
    slow = []
    page.route("**/redactie/plakken/", lambda route: slow.append(route))
    select(text, "p", len("Een wijk zonder".removesuffix(selected)), len("Een wijk zonder"))
    with page.expect_request("**/redactie/plakken/"):
        text.evaluate(PASTE)
    page.keyboard.type(" ook")
    before = "Een wijk zonder".removesuffix(selected)
    expect_lines(text, f"{before} ook tafel.", "Een gang.")
    slow[0].continue_()
    expect_lines(text, f"{before}Uit Word.", "En dan ook tafel.", "Een gang.")
    # The cursor is where the writing is.
    page.keyboard.type(" een")
    expect_lines(text, f"{before}Uit Word.", "En dan ook een tafel.", "Een gang.")
