"""Real people's ways through the real site, in a real chromium."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.db import transaction
from playwright.sync_api import Browser, sync_playwright

from comments import live
from comments.models import Comment
from tests.journeys.visitor import Visitor, installed_chromium, queries_beside_a_browser

ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="package", autouse=True)
def chromium() -> Iterator[Browser]:
    """Gone when the last journey is over: Playwright's loop is in the way of other tests."""
    with queries_beside_a_browser(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            args=ARGS, **installed_chromium(shutil.which("chromium"))
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site) -> Iterator[Callable[..., Visitor]]:
    """Let someone in; afterwards their browsers must have nothing to complain of."""
    visitors: list[Visitor] = []

    def visit(user=None, at=site, **options) -> Visitor:
        visitors.append(Visitor(chromium, at, user, **options))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.context.close()
    faults = [fault for visitor in visitors for fault in visitor.faults]
    assert not faults, "\n".join(faults)


@contextmanager
def unheard() -> Iterator[None]:
    """Do much at once without telling it page by page, for when nobody is listening."""
    with mock.patch.object(live, "show"), transaction.atomic():
        yield


@pytest.fixture
def make_thread(write):
    """Write a thread in which every third reaction answers the one before it."""

    def make_thread(article, size: int) -> list[Comment]:
        comments: list[Comment] = []
        with unheard():
            for number in range(1, size + 1):
                parent = comments[-1] if number % 3 == 0 else None
                text = f"Dit is reactie {number}.\n\n" + "Daar is veel over te zeggen. " * (number % 7)
                name = f"Schrijver {number}"
                comments.append(write(article, text, parent=parent, name=name))
        return comments

    return make_thread
