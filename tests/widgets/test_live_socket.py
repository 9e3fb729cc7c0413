"""One socket that is open whenever it can be."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.journey


@pytest.fixture
def shown(bench) -> Page:
    page = bench.open("")
    page.clock.install()
    page.evaluate("window.log = []")
    bench.connect(
        "shared/live-socket",
        "LiveSocket",
        "() => `/live/?turn=${sockets.length}`",
        """{
          message: (message) => log.push(message),
          state: (state) => log.push(state),
          gone: () => log.push("gone"),
        }""",
    )
    page.evaluate("sockets.at(-1).open()")
    return page


def sockets(page: Page) -> int:
    return page.evaluate("sockets.length")


def test_it_hears_and_sends(shown):
    page = shown
    page.evaluate("sockets[0].hear({ queue: true }); sockets[0].hear({ pong: 1 }); it.send('who')")
    assert page.evaluate("log") == ["open", {"queue": True}]
    assert page.evaluate("sockets[0].sent") == ['"who"']
    assert page.evaluate("sockets[0].address") == "ws://widgets.test/live/?turn=0"


def test_a_broken_line_is_tried_again(shown):
    page = shown
    page.evaluate("sockets[0].close(1006)")
    assert page.evaluate("log") == ["open", "lost"]
    page.clock.run_for(2_000)
    assert sockets(page) == 2
    assert not page.evaluate("it.isStruggling")
    page.evaluate("sockets[1].close(1006)")
    assert page.evaluate("it.isStruggling")


def test_a_dead_line_is_found_out(shown):
    page = shown
    page.clock.run_for(25_500)
    assert page.evaluate("sockets[0].sent") == ["ping"]
    page.clock.run_for(8_500)
    assert page.evaluate("log") == ["open", "lost"]
    assert sockets(page) == 2


@pytest.mark.parametrize(("code", "said"), [(4404, "gone"), (4403, "lost")])
def test_where_it_is_not_wanted_it_asks_no_more(shown, code, said):
    page = shown
    page.evaluate(f"sockets[0].close({code})")
    page.clock.run_for(120_000)
    assert page.evaluate("log") == ["open", said]
    assert sockets(page) == 1


def test_a_page_that_is_kept_has_none_and_opens_one_when_it_comes_back(shown):
    page = shown
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("sockets[0].readyState") == 3
    page.clock.run_for(60_000)
    assert sockets(page) == 1
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert sockets(page) == 2
    assert page.evaluate("sockets[1].address") == "ws://widgets.test/live/?turn=1"


def test_disconnected_it_opens_none(shown):
    page = shown
    page.evaluate("sockets[0].close(1006); it.disconnect()")
    page.clock.run_for(60_000)
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    assert sockets(page) == 1
