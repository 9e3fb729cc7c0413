"""The form for a reaction: answering in place, quoting, the counter, and drafts."""

import pytest
from playwright.sync_api import Page, expect

from tests.widgets import pages
from tests.widgets.bench import Bench

pytestmark = pytest.mark.journey

MANY = [pages.comment(number, f"{number:04}") for number in range(1, 7)]


def load(bench: Bench) -> Page:
    page = bench.open(pages.thread(*MANY), "/stuk/")
    page.evaluate(pages.CONNECT_THREAD)
    return page


@pytest.fixture
def shown(bench) -> Page:
    return load(bench)


def typed(page: Page, text: str) -> None:
    """This is what there is to be sent."""
    expect(page.locator("#reageer textarea")).to_have_value(text)


def answer(page: Page, number: int) -> None:
    page.locator(f"#reactie-{number} .reply").click()


def htmx(page: Page, event: str, status: int = 200) -> None:
    """Have the form hear of this event, as htmx tells it."""
    page.evaluate(
        """([type, status]) => {
          const elt = document.querySelector("#reageer form");
          const target = document.querySelector("#reageer");
          const of = type === "htmx:beforeSwap" ? target : elt;
          const detail = { elt: of, target, requestConfig: { elt }, xhr: { status } };
          of.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
        }""",
        [event, status],
    )


def test_text_survives_a_reload_for_each_answer_apart(bench, shown):
    page = shown
    page.locator("#reageer summary").click()
    page.locator("#reageer textarea").fill("Onder het stuk.")
    answer(page, 2)
    typed(page, "")
    expect(page.locator(".answering")).to_contain_text("#2 (Toos)")
    page.keyboard.type("Aan de tweede.")  # answering puts the cursor where one writes
    answer(page, 5)
    typed(page, "")
    page.locator("#reageer textarea").fill("Aan de vijfde.")
    page = load(bench)
    # What one was doing last goes on where it was.
    typed(page, "Aan de vijfde.")
    parent = page.locator("#reageer [name=parent]")
    expect(parent).to_have_value("105")
    expect(page.locator("#reactie-5 + .compose-slot #reageer")).to_have_count(1)
    answer(page, 2)
    typed(page, "Aan de tweede.")
    page.locator(".cancel").click()
    typed(page, "Onder het stuk.")
    expect(parent).to_have_value("")
    page = load(bench)
    typed(page, "Onder het stuk.")


def test_a_draft_is_forgotten_when_it_was_sent_and_not_before(bench, shown):
    page = shown
    answer(page, 2)
    page.keyboard.type("Een antwoord.")
    htmx(page, "htmx:sendError")
    expect(page.locator(".trouble")).to_have_text("Geen verbinding")
    htmx(page, "htmx:beforeRequest")
    expect(page.locator(".trouble")).to_be_hidden()
    htmx(page, "htmx:responseError", 500)
    expect(page.locator(".trouble")).to_have_text("Mislukt")
    htmx(page, "htmx:beforeSwap", 422)
    assert page.evaluate("localStorage.getItem('draft:7:102')") == "Een antwoord."
    htmx(page, "htmx:beforeSwap", 200)
    assert page.evaluate("Object.keys(localStorage)") == []
    typed(load(bench), "")


def test_a_browser_that_keeps_nothing_is_no_obstacle(shown):
    page = shown
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    answer(page, 2)
    page.keyboard.type("Toch.")
    typed(page, "Toch.")


def test_quoting(shown):
    page = shown
    page.locator("#reactie-1 .quote").evaluate("link => link.removeAttribute('href')")
    page.locator("#reactie-1 .quote").click()
    typed(page, "> Tekst van 1.\n\n")
    page.keyboard.type("Nou.")
    typed(page, "> Tekst van 1.\n\nNou.")
    # Only what is selected is quoted.
    page.evaluate("""() => {
      const text = document.querySelector("#reactie-1 .text p").firstChild;
      getSelection().setBaseAndExtent(text, 0, text, 5);
    }""")
    page.locator("#reactie-1 .quote").evaluate("link => link.click()")
    typed(page, "> Tekst van 1.\n\nNou.\n\n> Tekst\n\n")


def test_the_form_stays_under_what_is_answered(shown):
    page = shown
    answer(page, 4)
    page.keyboard.type("Zonder onder")
    html = pages.comment(4, "0004", name="Anders").replace('version="104"', 'version="300"')
    frame = {"id": 104, "version": 300, "path": "0004", "html": html}
    message = {"version": 300, "count": "6", "comments": [frame]}
    page.evaluate("message => sockets[0].hear(message)", message)
    expect(page.locator("#reactie-4 .name")).to_have_text("Anders")
    expect(page.locator("#reactie-4 + .compose-slot")).to_have_count(1)
    page.keyboard.type("breking.")
    typed(page, "Zonder onderbreking.")


def test_counting_towards_the_limit(bench):
    page = bench.open(pages.COMPOSE)
    page.evaluate("document.querySelector('details').open = true")
    bench.connect(
        "shared/comment-field", "CommentField", "textarea", f"{{words: {pages.THREAD_WORDS}}}"
    )
    text, counter = page.locator("textarea"), page.locator(".counter")
    text.fill("Kort")
    expect(counter).to_have_text("")
    text.fill("Een tekst van 18 l")
    expect(counter).to_have_text("nog 2 tekens")
    # Nothing is cut off, and a face is one character.
    text.fill("x" * 20 + "😀")
    expect(counter).to_have_text("1 te veel")
    expect(counter).to_contain_class("over")
    page.evaluate("it.disconnect()")
    text.fill("")
    expect(counter).to_have_text("1 te veel")


def test_counting_down_what_can_still_be_edited(bench):
    page = bench.open("<a data-edit><b class=left data-until='2026-01-01T12:01:05Z'></b></a>")
    page.clock.install(time="2026-01-01T12:00:00Z")
    bench.connect("shared/countdown", "Countdown", ".left", f"{{words: {pages.THREAD_WORDS}}}")
    expect(page.locator(".left")).to_have_text("(nog 1:05)")
    page.clock.run_for(60_000)
    expect(page.locator(".left")).to_have_text("(nog 0:05)")
    page.clock.run_for(6_000)
    expect(page.locator("[data-edit]")).to_have_count(0)


def test_leaving_an_edit_unsaved_asks_first(bench):
    page = bench.open(pages.COMPOSE)
    bench.connect("thread/edit-form", "EditForm", "form")
    asks = "!dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert not page.evaluate(asks)
    page.evaluate("document.querySelector('textarea').value = 'Anders'")
    assert page.evaluate(asks)
    page.evaluate("document.querySelector('form').dispatchEvent(new Event('submit'))")
    assert not page.evaluate(asks)


# --- A proof of work ------------------------------------------------------------------------------

PROOF = pages.COMPOSE.replace("<details>", "<details open>").replace(
    '<form action="/reageer/">',
    """<form action="/reageer/" data-proof="/bewijs/" data-solver="/oplosser.js">
    <input type="hidden" name="proof"><p class="proving" hidden>Even rekenen</p>""",
)


@pytest.fixture
def proving(bench) -> Page:
    page = bench.open(PROOF)
    page.evaluate("""() => {
      window.sent = [];
      document.addEventListener("submit", (event) => {
        event.preventDefault();
        sent.push(event.target.elements.proof.value);
      });
      window.Worker = class {
        postMessage() { window.solve = () => this.onmessage({ data: { derivedKey: "k" } }); }
        terminate() {}
      };
    }""")
    bench.connect("thread/proof-of-work", "ProofOfWork", "form")
    return page


def test_who_is_faster_than_the_work_waits_for_it(bench, proving):
    bench.answers["/bewijs/"] = {"challenge": 1}
    proving.locator("textarea").fill("Snel gezegd.")
    proving.wait_for_function("'solve' in window")
    for _ in range(2):  # impatience sends nothing twice
        proving.locator("button[type=submit]").click()
    expect(proving.locator(".proving")).to_be_visible()
    assert proving.evaluate("sent") == []
    proving.evaluate("solve()")
    proving.wait_for_function("sent.length")
    expect(proving.locator(".proving")).to_be_hidden()
    assert [len(proof) > 20 for proof in proving.evaluate("sent")] == [True]
    assert bench.asked("/bewijs/?key=sleutel") == [""]


@pytest.mark.parametrize("answer", [0, 204, 500])
def test_without_a_challenge_it_is_sent_all_the_same(bench, proving, answer):
    bench.answers["/bewijs/"] = answer
    proving.locator("textarea").fill("Rustig aan.")
    proving.locator("button[type=submit]").click()
    proving.wait_for_function("sent.length")
    assert proving.evaluate("sent") == [""]
