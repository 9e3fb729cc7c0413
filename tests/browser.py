"""The browser that the tests drive."""

import shutil


def browser_path() -> str | None:
    """Debian's, rather the one without windows, which is quicker; else Playwright's own."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")
