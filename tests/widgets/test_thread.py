"""The thread on the page: frames, what is read stays, branches, muted writers, and links."""

import pytest
from playwright.sync_api import Page, expect

from tests.widgets import pages
from tests.widgets.bench import Bench, make_page

pytestmark = pytest.mark.journey

# Two answer the first, and one of these is answered.
BRANCHES = [(1, "0001"), (2, "0001.0002"), (3, "0001.0002.0003"), (4, "0001.0004"), (5, "0005")]


def open_thread(bench: Bench, html: str, path: str = "/stuk/") -> Page:
    page = bench.open(html, path, css="site")
    page.evaluate(pages.CONNECT_THREAD)
    return page


@pytest.fixture
def shown(bench) -> Page:
    return open_thread(bench, pages.thread(*(pages.comment(*one) for one in BRANCHES)))


def hear(page: Page, *comments: tuple[int, str], version: int, count: int = 9) -> None:
    """Have the page take a frame with these reactions."""
    found = [
        {
            "id": number + 100,
            "version": version,
            "path": path,
            "html": pages.comment(number, path, name=f"Nieuw {version}").replace(
                f'data-version="{number + 100}"', f'data-version="{version}"'
            ),
        }
        for number, path in comments
    ]
    message = {"version": version, "count": str(count), "comments": found}
    page.evaluate("message => sockets[0].hear(message)", message)


def numbers(page: Page) -> list[int]:
    return page.locator("#thread > [data-number]").evaluate_all(
        "all => all.map((one) => Number(one.dataset.number))"
    )


def comment(page: Page, number: int):
    return page.locator(f"#reactie-{number}")


def test_a_reaction_comes_before_the_first_greater_path(shown):
    page = shown
    hear(page, (6, "0001.0003"), version=300)
    assert numbers(page) == [1, 2, 3, 6, 4, 5]
    expect(page.locator("#count")).to_have_text("9")
    expect(page.locator("#thread")).to_have_attribute("data-version", "300")
    # What would move what is read waits behind a button.
    expect(comment(page, 6)).to_be_hidden()
    page.locator("#reveal", has_text="1 nieuwe").click()
    expect(comment(page, 6)).to_be_focused()
    expect(page.locator("#news")).to_have_text("Van Nieuw 300")


def test_what_was_seen_is_dropped(shown):
    page = shown
    hear(page, (5, "0005"), version=300)
    expect(comment(page, 5).locator(".name")).to_have_text("Nieuw 300")
    hear(page, (5, "0005"), version=299, count=1)
    expect(comment(page, 5).locator(".name")).to_have_text("Nieuw 300")
    expect(page.locator("#count")).to_have_text("9")


def test_what_is_read_stays_where_it_is(bench):
    long = '<p style="height: 40rem"></p>'
    many = [pages.comment(n, f"{n:04}", extra=long) for n in range(1, 9)]
    page = open_thread(bench, pages.thread(*many))
    comment(page, 6).evaluate("node => node.scrollIntoView({ behavior: 'instant' })")
    comment(page, 6).locator(".reply").focus()
    before = comment(page, 6).bounding_box()["y"]
    hear(page, (1, "0001"), (2, "0002"), (6, "0006"), version=300)
    expect(comment(page, 6).locator(".name")).to_have_text("Nieuw 300")
    assert abs(comment(page, 6).bounding_box()["y"] - before) < 1
    # It was replaced, and has the focus where it was.
    expect(comment(page, 6).locator(".reply")).to_be_focused()


def test_a_branch_stays_collapsed_for_the_visit(bench, shown):
    page = shown
    html = bench.answers["/stuk/"]
    button = comment(page, 1).locator(".fold")
    expect(button).to_have_text("Verberg 3")
    expect(comment(page, 5).locator(".fold")).to_have_count(0)
    button.click()
    expect(button).to_have_attribute("aria-expanded", "false")
    for number in (2, 3, 4):
        expect(comment(page, number)).to_be_hidden()
    expect(comment(page, 5)).to_be_visible()
    # What comes into a collapsed branch is counted on its button and stays hidden.
    hear(page, (6, "0001.0006"), version=300)
    expect(button).to_have_text("Toon 4")
    expect(comment(page, 6)).to_be_hidden()
    page.goto("about:blank")
    page = open_thread(bench, html)
    expect(comment(page, 2)).to_be_hidden()
    # A link to what is collapsed opens the branch.
    page.evaluate("location.hash = '#reactie-3'; dispatchEvent(new PopStateEvent('popstate'))")
    expect(comment(page, 3)).to_be_visible()
    expect(comment(page, 3)).to_contain_class("found")


def test_there_and_back_to_what_is_answered(bench):
    link = '<a href="#reactie-1" data-to="1">#1</a>'
    many = [pages.comment(n, f"{n:04}", extra=link if n == 60 else "") for n in range(1, 61)]
    page = open_thread(bench, pages.thread(*many))
    comment(page, 60).locator("[data-to]").click()
    expect(comment(page, 1)).to_be_focused()
    expect(comment(page, 1)).to_be_in_viewport()
    assert page.url.endswith("#reactie-1")
    comment(page, 1).locator(".back", has_text="Terug naar #60").click()
    expect(comment(page, 60)).to_be_focused()
    page.evaluate("history.back()")
    expect(comment(page, 1)).to_contain_class("found")
    assert bench.asked("/stuk/") == [""]


def test_an_address_of_another_page_is_looked_up(bench):
    bench.answers["/reactie/99/"] = make_page("Daar.")
    html = pages.thread(pages.comment(1, "0001"))
    page = bench.open(html, "/stuk/")
    page.evaluate("location.hash = '#reactie-99'")
    with page.expect_navigation(url="**/reactie/99/"):
        page.evaluate(f"({pages.CONNECT_THREAD})()")


def test_a_guest_mutes_in_their_own_browser(bench):
    fold = """<details class="further"><summary>Meer</summary>
        <a href="/vouw/{}/" data-fold-away>Vouw weg</a></details>"""
    writers = ["piet", "toos", "piet"]
    many = [
        pages.comment(n, f"{n:04}", name=writer.title(), writer=writer, extra=fold.format(n))
        for n, writer in enumerate(writers, 1)
    ]
    page = open_thread(bench, pages.thread(*many))
    comment(page, 3).locator("summary").click()
    comment(page, 3).locator("[data-fold-away]").click()
    line = comment(page, 3).locator(".away-line")
    expect(line).to_have_text("Reactie van Piet, weggevouwen. Toon")
    expect(line.locator("a")).to_be_focused()
    expect(comment(page, 1).locator(".text")).to_be_hidden()
    expect(comment(page, 2).locator(".text")).to_be_visible()
    page.goto("about:blank")
    page = open_thread(bench, pages.thread(*many))
    expect(comment(page, 1).locator(".text")).to_be_hidden()
    # Opened all the same, and then shown again altogether.
    comment(page, 1).locator(".away-line a").click()
    expect(comment(page, 1).locator(".text")).to_be_visible()
    expect(comment(page, 3).locator(".text")).to_be_hidden()
    comment(page, 1).locator("summary").click()
    comment(page, 1).locator("[data-fold-away]").click()
    expect(page.locator(".away, .away-line")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('away:7')") is None
    assert [method for method, *_rest in bench.requests if method == "POST"] == []


def test_a_menu_closes_by_escape_and_by_a_click_elsewhere(bench):
    menu = '<details class="further"><summary>Meer</summary><i>Inhoud</i></details>'
    page = bench.open(pages.thread(pages.comment(1, "0001", extra=menu)))
    bench.connect("thread/menus", "Menus", "body")
    inside = page.locator("details.further i")
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator(".debate-header").click(),
    ):
        page.locator("details.further summary").click()
        inside.wait_for()
        close()
        inside.wait_for(state="hidden")


def test_the_next_page_comes_under_this_one(bench):
    bench.answers["/stuk/?na=0002"] = make_page(
        pages.thread(pages.comment(2, "0002"), pages.comment(3, "0003"))
    )
    page = open_thread(bench, pages.thread(pages.comment(1, "0001"), end="0002"))
    comment(page, 3).wait_for()
    assert numbers(page) == [1, 2, 3]
    expect(page.locator("#pages")).to_be_hidden()


def test_a_page_that_does_not_come_leaves_its_link(bench):
    bench.answers["/stuk/?na=0002"] = 500
    page = open_thread(bench, pages.thread(pages.comment(1, "0001"), end="0002"))
    expect(page.locator("#more")).to_have_text("Meer")
    expect(page.locator("#more")).to_have_attribute("href", "?na=0002")


def test_reporting_without_leaving_the_page(bench):
    form = """<section id="melden"><h2 id="melden-kop" tabindex="-1">Melden</h2>{}
      <form action="/melden/101/"><textarea name="text"></textarea><p class="trouble" hidden></p>
      <button type="submit">Verstuur</button></form><a href="/" data-close>Terug</a></section>"""
    page = bench.open(pages.thread(pages.comment(1, "0001")))
    bench.connect(
        "thread/report-dialog", "ReportDialog", "body", f"{{words: {pages.THREAD_WORDS}}}"
    )
    bench.answers["/melden/101/"] = make_page(form.format(""))
    link = page.locator("[data-report]")
    link.click()
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("#melden-kop")).to_be_focused()
    # The line is cut: what was typed stays.
    bench.answers["/melden/101/"] = 0
    dialog.locator("textarea").fill("Kijk zelf maar.")
    dialog.locator("button").click()
    expect(dialog.locator(".trouble")).to_have_text("Geen verbinding")
    expect(dialog.locator("textarea")).to_have_value("Kijk zelf maar.")
    errors = '<p class="errors" tabindex="-1">Kies iets.</p>'
    bench.answers["/melden/101/"] = make_page(form.format(errors))
    dialog.locator("button").click()
    expect(dialog.locator(".errors")).to_be_focused()
    dialog.locator("[data-close]").click()
    expect(link).to_be_focused()
