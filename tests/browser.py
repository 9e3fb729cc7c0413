"""The browser that the tests drive."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

QUICK, OF_PEOPLE = "chromium-headless-shell", "chromium"

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path(*, of_people: bool = False) -> str | None:
    """Debian's, rather the one without windows, which is quicker; else Playwright's own.

    The one `of_people` keeps pages for the way back as theirs do.
    """
    names = (OF_PEOPLE,) if of_people else (QUICK, OF_PEOPLE)
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def launched(playwright: Playwright, *, of_people: bool = False, **options) -> Iterator[Browser]:
    options["executable_path"] = browser_path(of_people=of_people)
    browser = playwright.chromium.launch(args=ARGS, **options)
    yield browser
    browser.close()
