"""The editor's surroundings: its toolbar, images, pasting, and saving of what was typed."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.widgets import pages
from tests.widgets.bench import Bench

pytestmark = pytest.mark.journey

EDITOR = f"(window.editor = {pages.FAKE_EDITOR})"


def did(page: Page) -> list[str]:
    """Return what the editor was told to do, by name."""
    return [name for name, *_rest in page.evaluate("JSON.parse(JSON.stringify(did.splice(0)))")]


def test_the_bar_is_named_and_tells_what_is_pressed(bench):
    page = bench.open(pages.EDITOR)
    options = f"{{editor: {EDITOR}, words: {{toolbar: 'Opmaak'}}}}"
    bench.connect("editor/toolbar", "Toolbar", "#body", options)
    bar = page.get_by_role("toolbar", name="Opmaak")
    bold = bar.get_by_role("button", name="Vet")
    expect(bold).to_have_attribute("aria-pressed", "false")
    page.evaluate("""() => {
      document.querySelector("[data-name=bold]").classList.add("active");
      for (const act of heard.transaction) act();
    }""")
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("textbox", name="Tekst").and_(page.locator(".prose"))).to_be_visible()
    bar.locator("[data-name=table]").click()
    assert did(page) == ["focus", "insertTable", "run"]
    page.evaluate("it.disconnect()")
    bar.locator("[data-name=table]").click()
    assert did(page) == []
    assert page.evaluate("heard.transaction.size") == 0


@pytest.fixture
def dialog(bench):
    page = bench.open(pages.EDITOR)
    options = f"{{editor: {EDITOR}, bar: document.querySelector('.prose-menubar')}}"
    bench.connect("editor/image-dialog", "ImageDialog", "#image-dialog", options)
    page.locator("[data-name=figure]").click()
    return page.locator("#image-dialog")


def test_an_image_is_sent_and_put_in(bench, dialog):
    bench.answers["/beeld/"] = {"src": "/media/gang.webp"}
    dialog.locator("[name=alt]").fill("Een gang")
    did(dialog.page)
    dialog.locator("[type=submit]").click()
    dialog.wait_for(state="hidden")
    figure = dialog.page.evaluate("did[1][1]")
    image = {"type": "image", "attrs": {"src": "/media/gang.webp", "alt": "Een gang"}}
    assert figure == {"type": "figure", "content": [image]}
    assert did(dialog.page) == ["focus", "insertContent", "command", "run"]


@pytest.mark.parametrize("answer", [0, 500])
def test_an_image_that_does_not_arrive_stays_to_be_sent(bench, dialog, answer):
    bench.answers["/beeld/"] = answer
    dialog.locator("[name=alt]").fill("Een gang")
    dialog.locator("[type=submit]").click()
    expect(dialog.locator("form [role=alert]")).to_have_text("Mislukt")
    expect(dialog.locator("[name=alt]")).to_have_value("Een gang")
    expect(dialog.locator("[type=submit]")).to_be_enabled()


def test_an_earlier_image_is_looked_up(bench, dialog):
    listed = """<div id="earlier-images"><form><input type="search" name="q">
      <ul><li><button name="image" data-src="/m/a.webp" data-alt="A">A</button></li></ul></form>
      <a href="?na=9">Meer</a></div>"""
    bench.answers["/beelden/"] = listed
    dialog.locator("[data-earlier]").click()
    expect(dialog.locator("[type=search]")).to_be_focused()
    expect(dialog.locator("[role=status]")).to_have_text("1 beelden")
    dialog.locator("a").click()
    expect(dialog.locator("[name=image]")).to_be_focused()
    assert bench.asked("/beelden/?na=9") == [""]
    dialog.locator("[name=image]").click()
    dialog.wait_for(state="hidden")
    assert "insertContent" in did(dialog.page)


# --- Saving ---------------------------------------------------------------------------------------


def write(bench: Bench) -> Page:
    page = bench.open(pages.WRITING)
    bench.connect("editor/autosave", "Autosave", "#writing", f"{{words: {pages.WRITING_WORDS}}}")
    return page


def sent(bench: Bench) -> list[str]:
    """Return the titles that were sent."""
    bodies = bench.asked("/bewaar/")
    return [body.split('name="title"')[1].split("\r\n")[2] for body in bodies]


def kept(page: Page) -> list[str]:
    """Return the titles that the browser keeps."""
    found = page.evaluate("Object.values(localStorage)")
    return [json.loads(text)["title"] for text in found]


def test_it_is_saved_and_kept_until_it_is(bench):
    bench.answers["/bewaar/"] = {"at": "12:00", "base": "2", "others": ["Carla"]}
    page = write(bench)
    page.locator("[name=title]").fill("Anders")
    expect(page.locator("#saved")).to_have_text("Nog niet bewaard")
    assert kept(page) == ["Anders"]
    page.locator("#writing > [type=submit]").click()
    expect(page.locator("#saved")).to_have_text("Versie om 12:00")
    expect(page.locator("#others")).to_have_text("Carla ook")
    expect(page.locator("[name=base]")).to_have_value("2")
    assert kept(page) == []
    assert sent(bench) == ["Anders"]


def test_without_a_connection_it_is_kept_and_sent_when_there_is_one(bench):
    bench.answers["/bewaar/"] = 0
    page = write(bench)
    page.locator("[name=title]").fill("Anders")
    page.locator("#writing > [type=submit]").click()
    expect(page.locator("#saved")).to_have_text("Geen verbinding")
    assert kept(page) == ["Anders"]
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    bench.answers["/bewaar/"] = {"at": "12:01", "base": "2"}
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#saved")).to_have_text("Bewaard om 12:01")
    assert kept(page) == []


def test_disconnected_it_saves_no_more(bench):
    page = write(bench)
    page.clock.install()
    page.locator("[name=title]").fill("Anders")
    page.evaluate("it.disconnect()")
    page.locator("[name=title]").fill("Nog anders")
    page.clock.run_for(20_000)
    assert sent(bench) == []


# --- Pasting --------------------------------------------------------------------------------------

PASTE = """(html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "Gewoon");
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector("#text").dispatchEvent(event);
}"""


@pytest.mark.parametrize(
    ("html", "answer", "pasted"),
    [
        ("<p class=MsoNormal>Uit Word</p>", {"html": "<p>Netjes</p>"}, "<p>Netjes</p>|Gewoon"),
        ("<p class=MsoNormal>Uit Word</p>", 500, "|Gewoon"),
        ("<p>Van een site</p>", 500, "<p>Van een site</p>|Gewoon"),
    ],
)
def test_what_comes_from_a_word_processor_is_tidied(bench, html, answer, pasted):
    page = bench.open(pages.EDITOR.replace("prose-editor", "prose-editor home", 1))
    bench.answers["/plak/"] = answer
    page.evaluate("""() => {
      document.querySelector(".home").dataset.paste = "/plak/";
      const text = document.querySelector("#text");
      const eq = () => true;
      const state = { selection: { from: 0, to: 0, eq }, doc: { eq } };
      text.editor = { state, on() {}, off() {} };
      text.addEventListener("paste", ({ clipboardData: data }) => {
        window.pasted = `${data.getData("text/html")}|${data.getData("text/plain")}`;
      });
    }""")
    bench.connect("editor/paste-cleanup", "PasteCleanup", ".home")
    page.evaluate(PASTE, html)
    page.wait_for_function("'pasted' in window")
    assert page.evaluate("pasted") == pasted
