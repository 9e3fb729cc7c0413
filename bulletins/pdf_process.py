"""Make a PDF from an HTML page in a separate process.

WeasyPrint and its libraries take some 50 MB, which this keeps out of the web server and the worker.
A text that makes them crash or hang stops only that process, within the timeout.
"""

import subprocess
import sys

from django.conf import settings

TIMEOUT_SECONDS = 180
EXIT_NO_LIBRARY = 3  # exit status of `manage.py typeset` if Pango is missing


class PdfFailed(Exception):
    """The PDF could not be made."""


class PdfLibraryMissing(PdfFailed):
    """This machine lacks a library that WeasyPrint needs: see docs/operators.md."""


def make_pdf(page: str) -> bytes:
    """Return the page as PDF. Raises `PdfFailed`."""
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
