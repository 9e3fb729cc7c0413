"""The browser that the tests drive."""

import shutil

QUICK, OF_PEOPLE = "chromium-headless-shell", "chromium"


def browser_path(*, of_people: bool = False) -> str | None:
    """Debian's, rather the one without windows, which is quicker; else Playwright's own.

    The one `of_people` keeps pages for the way back as theirs do.
    """
    names = (OF_PEOPLE,) if of_people else (QUICK, OF_PEOPLE)
    return next(filter(None, map(shutil.which, names)), None)
