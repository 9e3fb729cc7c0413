"""One page's behaviour in a real browser, without a server, a worker or a database."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launched
from tests.journeys.visitor import queries_beside_a_browser
from tests.widgets.bench import Bench, bench_in


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Gone when the last of these tests is over: Playwright's loop is in the way of others."""
    with queries_beside_a_browser(), sync_playwright() as playwright:
        with launched(playwright) as browser:
            yield browser


@pytest.fixture
def bench(chromium) -> Iterator[Bench]:
    """A page to put a widget on."""
    with bench_in(chromium, reduced_motion="reduce") as bench:
        yield bench
