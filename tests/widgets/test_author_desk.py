"""The author's list: keys, drafts, and what is done goes by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.widgets import pages
from tests.widgets.bench import Bench, make_page

pytestmark = pytest.mark.journey

FORM = pages.COMPOSE.replace("<details>", "<details open>")


def connect(bench: Bench, *numbers: int) -> Page:
    page = bench.open(pages.questions(*map(pages.question, numbers)), css="site desk")
    page.evaluate("window.htmx = { process() {} }")
    bench.connect(
        "author/questions", "Questions", "#questions", f"{{words: {pages.QUESTION_WORDS}}}"
    )
    return page


def settle(page: Page, selector: str, html: str, *, whole: bool = False) -> None:
    """Put this where htmx would have, and tell of it as htmx does."""
    page.evaluate(
        """([selector, html, whole]) => {
          const tell = (type, elt, detail) =>
            elt.dispatchEvent(new CustomEvent(type, { detail: { elt, ...detail }, bubbles: true }));
          let target = document.querySelector(selector);
          const request = { requestConfig: { elt: target }, xhr: { status: 200 } };
          tell("htmx:beforeSwap", target, { target, ...request });
          if (whole) {
            const next = document.createElement("template");
            next.innerHTML = html.trim();
            target.replaceWith((target = next.content.firstElementChild));
          } else target.innerHTML = html;
          tell("htmx:afterSettle", target, {});
        }""",
        [selector, html, whole],
    )


def here(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('.entry')?.id ?? ''")


def test_through_the_list_by_keys(bench):
    page = connect(bench, 1, 2, 3)
    page.evaluate("""() => {
      window.pressed = [];
      document.addEventListener("click", (event) => {
        if (!event.target.closest("[data-answer], [data-read]")) return;
        event.preventDefault();
        pressed.push([event.target.closest(".entry").id, event.target.textContent]);
      });
    }""")
    for key in ("j", "j", "r", "k", "x"):
        page.keyboard.press(key)
    assert page.evaluate("pressed") == [["entry-2", "Antwoord"], ["entry-1", "Gelezen"]]
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert here(page) == "entry-1"


def test_what_was_typed_is_kept_for_each_apart(bench):
    page = connect(bench, 1, 2)
    bench.page.evaluate(
        f"""async () => {{
            const {{ CommentDrafts }} = await import("/static/js/shared/comment-drafts.js");
            new CommentDrafts(document, {{ words: {pages.QUESTION_WORDS} }}).connect();
        }}"""
    )
    form = '<input type="hidden" name="parent"'
    settle(page, "#answer-1", FORM.replace(form, f'{form} value="1"'))
    expect(page.locator("#reageer textarea")).to_be_focused()
    page.keyboard.type("Een half ant")
    # Opened under another, the first is put away.
    settle(page, "#answer-2", FORM.replace(form, f'{form} value="2"'))
    expect(page.locator("#reageer")).to_have_count(1)
    expect(page.locator("#reageer textarea")).to_have_value("")
    expect(page.locator("#entry-1 [data-answer]")).to_have_text("Ga verder")
    page.keyboard.press("Escape")
    assert here(page) == "entry-2"
    expect(page.locator("#entry-2 [data-answer]")).to_have_text("Antwoord")
    # And after a reload.
    page = connect(bench, 1, 2)
    expect(page.locator("#entry-1 [data-answer]")).to_have_text("Ga verder")
    settle(page, "#answer-1", FORM.replace(form, f'{form} value="1"'))
    expect(page.locator("#reageer textarea")).to_have_value("Een half ant")


def test_what_is_done_goes_by_itself(bench):
    page = bench.open(pages.questions(*map(pages.question, (1, 2))))
    page.clock.install()
    page.evaluate("window.htmx = { process() {} }")
    bench.connect(
        "author/questions", "Questions", "#questions", f"{{words: {pages.QUESTION_WORDS}}}"
    )
    settle(page, "#entry-1", pages.question(1, is_open=False), whole=True)
    assert here(page) == "entry-2"
    expect(page.locator("#bar")).to_have_js_property("value", 1)
    page.evaluate("document.dispatchEvent(new CustomEvent('open-count', { detail: '1' }))")
    expect(page.locator("#left")).to_have_text("nog 1")
    expect(page.locator("#done")).to_have_text("· 1 gedaan")
    assert page.title() == "Schrijftafel (1) · Site"
    # Not while someone is at it.
    page.locator("#entry-1").focus()
    page.clock.run_for(11_000)
    expect(page.locator("#entry-1")).to_have_count(1)
    page.evaluate("document.activeElement.blur()")
    page.clock.run_for(11_000)
    expect(page.locator("#entry-1")).to_have_count(0)


def test_the_list_mends_itself(bench):
    page = connect(bench, 1, 2, 3)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.locator("#entry-2 [data-answer]").evaluate("link => { link.href = '#'; link.focus(); }")
    # A fourth came in above; the first was answered by another; the second, at hand, is gone.
    numbers = (4, 3)
    bench.answers["/"] = make_page(pages.questions(*map(pages.question, numbers)))
    done = pages.question(1, is_open=False).replace("Vraag 1", "Door Carla beantwoord")
    bench.answers["/vraag/1/"] = done
    bench.answers["/vraag/2/"] = 404
    page.evaluate("document.dispatchEvent(new Event('counts'))")
    expect(page.locator("#entry-2 .meanwhile")).to_have_text("Weg")
    expect(page.locator("#entry-1")).to_contain_text("Door Carla")
    ids = page.locator("#questions > li").evaluate_all("all => all.map((one) => one.id)")
    assert ids == ["entry-1", "entry-2", "entry-4", "entry-3"]
    assert here(page) == "entry-2"
