"""Real people's ways through the real site, in a real chromium."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Playwright, sync_playwright

from comments import actions, live
from comments.models import Comment, RuleSetting
from tests.browser import launched
from tests.journeys.visitor import Visitor, queries_beside_a_browser
from tests.site import Site

# Playwright turns off what every browser has: a page that is left is kept whole for the way back.
KEEPING = ["--disable-back-forward-cache"]


@pytest.fixture(scope="package", autouse=True)
def playwright() -> Iterator[Playwright]:
    """Gone when the last journey is over: Playwright's loop is in the way of other tests."""
    with queries_beside_a_browser(), sync_playwright() as playwright:
        yield playwright


@pytest.fixture(autouse=True)
def _alike(transactional_db):
    """Allow much alike: these tests write so, which people do not."""
    actions.set_rules({"repetition": RuleSetting.Mode.OFF})


@pytest.fixture(scope="package")
def chromium(playwright) -> Iterator[Browser]:
    with launched(playwright) as browser:
        yield browser


@pytest.fixture
def visit(chromium, site, make_site) -> Iterator[Callable[..., Visitor]]:
    """Let someone in; afterwards their browsers must have nothing to complain of.

    They leave before a site that the test made ends, since their pages would notice.
    """
    with visitors(chromium, site) as visit:
        yield visit


@pytest.fixture
def keeping_visit(playwright, site) -> Iterator[Callable[..., Visitor]]:
    """The same with a browser that keeps pages for the way back."""
    with launched(playwright, of_people=True, ignore_default_args=KEEPING) as browser:
        with visitors(browser, site) as visit:
            yield visit


@contextmanager
def visitors(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    there: list[Visitor] = []

    def visit(user=None, at=site, **options) -> Visitor:
        there.append(Visitor(browser, at, user, **options))
        return there[-1]

    yield visit
    for visitor in there:
        visitor.context.close()
    faults = [fault for visitor in there for fault in visitor.faults]
    assert not faults, "\n".join(faults)


@contextmanager
def unheard() -> Iterator[None]:
    """Do much at once without telling it page by page, for when nobody is listening."""
    with mock.patch.object(live, "push_comments"), transaction.atomic():
        yield


@pytest.fixture
def make_thread(write):
    """Write a thread in which every third reaction answers the one before it."""

    def make_thread(article, size: int) -> list[Comment]:
        comments: list[Comment] = []
        with unheard():
            for number in range(1, size + 1):
                parent = comments[-1] if number % 3 == 0 else None
                text = f"Dit is reactie {number}.\n\n" + "Daar is veel over te zeggen. " * (
                    number % 7
                )
                name = f"Schrijver {number}"
                comments.append(write(article, text, parent=parent, name=name))
        return comments

    return make_thread
