"""The header counts what waits, and says it once; what a guest muted is folded among results."""

import pytest
from playwright.sync_api import Page, expect

from tests.widgets.test_lifecycle import BADGE

pytestmark = pytest.mark.journey


@pytest.fixture
def shown(bench) -> Page:
    page = bench.open(BADGE)
    bench.answers["/tel/"] = {"unread": 3, "number": "3"}
    bench.answers["/gezien/7/"] = {"unread": 0, "number": "0"}
    bench.answers["/open/"] = {"open": "0"}
    page.evaluate("document.body.dataset.badgeSocket = ''")
    page.evaluate("() => import('/static/js/site/main.js')")
    return page


def test_a_push_brings_the_counts(shown, bench):
    page = shown
    address = page.evaluate("sockets[0].address")
    assert address == "ws://widgets.test/live/lezer/?bel=2"
    page.evaluate("sockets[0].open(); sockets[0].hear({ bell: true })")
    expect(page.locator("#bell [data-name]")).to_have_text("3")
    expect(page.locator("#bell-news")).to_have_text("Nieuw")
    expect(page.locator("[data-open-count]")).to_be_hidden()
    expect(page.locator("html")).to_have_attribute("data-bell", "open")


def test_many_pushes_are_counted_once_more(shown, bench):
    page = shown
    page.evaluate("for (let n = 0; n < 20; n += 1) sockets[0].hear({ bell: true })")
    expect(page.locator("#bell [data-number]")).to_have_text("3")
    bench.answers["/tel/"] = {"unread": 4, "number": "4"}
    expect(page.locator("#bell [data-number]")).to_have_text("4")
    assert len(bench.asked("/tel/")) == 2


def test_what_is_seen_is_unread_no_more(shown):
    page = shown
    page.evaluate("""async () => {
      const { markArticleSeen } = await import("/static/js/shared/unread-badge.js");
      await markArticleSeen(7);
    }""")
    expect(page.locator("#bell [data-number]")).to_be_hidden()
    expect(page.locator("#bell-news")).to_have_text("")


def test_what_a_guest_muted_is_folded_among_results(bench):
    page = bench.open("""<ol class="found" data-folded-away="Van %s, weg.">
      <li data-article="7" data-writer="w"><bdi>Wim</bdi> zei iets</li>
      <li data-article="8" data-writer="w"><bdi>Wim</bdi> zei meer</li></ol>""")
    page.evaluate("""() => {
      localStorage.setItem("away:7", '["w"]');
      return import("/static/js/search/main.js");
    }""")
    expect(page.locator("details summary")).to_have_text(["Van Wim, weg."])
    expect(page.locator("details:not([open])")).to_contain_text("zei iets")
