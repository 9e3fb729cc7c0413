"""Has a page set as PDF by a process of its own.

WeasyPrint and the libraries that it needs take some 50 MB, which neither the web nor the worker has
to carry; and whatever a text does to them ends with that process, in time.
"""

import subprocess
import sys

from django.conf import settings

TIMEOUT_SECONDS = 180  # seconds
EXIT_NO_LIBRARY = 3  # what `manage.py typeset` ends with when Pango is not there


class PdfFailed(Exception):
    """No PDF came of it."""


class PdfLibraryMissing(PdfFailed):
    """This machine lacks a library that WeasyPrint needs: see docs/operators.md."""


def make_pdf(page: str) -> bytes:
    """The page as PDF. Raises `Failed`."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "typeset"]
    try:
        done = subprocess.run(
            command, input=page.encode(), capture_output=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PdfFailed(f"not ready in {TIMEOUT_SECONDS} seconds") from error
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == EXIT_NO_LIBRARY:
        raise PdfLibraryMissing(said)
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise PdfFailed(said[-2000:] or f"ended with {done.returncode}")
    return done.stdout
