"""Sets a page as PDF with WeasyPrint, from our own files alone.

Imported by `manage.py typeset` and the tests only, since it loads Pango and all that comes with it.
"""

import logging
from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# They tell of every step; what goes wrong they say louder.
for name in ("weasyprint.progress", "fontTools"):
    logging.getLogger(name).setLevel(logging.WARNING)

STATIC = {"css", "woff2", "svg"}
MEDIA = {"webp"}


class Refused(ValueError):
    """Not one of our own files."""


class OwnFiles(URLFetcher):
    """Gives static and uploaded files of this site, and nothing else: no address of another, no
    other scheme, and no file that merely lies on this machine."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers=None) -> URLFetcherResponse:
        path = _own_path(url)
        kind = path.rpartition(".")[2]
        if (name := _below(path, settings.STATIC_URL)) and kind in STATIC:
            content = _static(name)
        elif (name := _below(path, settings.MEDIA_URL)) and kind in MEDIA:
            content = _media(name)
        else:
            raise Refused(url)
        return URLFetcherResponse(url, content, {"Content-Type": guess_type(path)[0] or ""})


def pdf(page: str) -> bytes:
    """The page as PDF/UA: tagged, with an outline, a title and a language."""
    html = HTML(string=page, base_url=f"{settings.SITE_URL}/", url_fetcher=OwnFiles())
    return html.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, font_config=FontConfiguration())


def _own_path(url: str) -> str:
    address = urlsplit(url)
    if f"{address.scheme}://{address.netloc}" != settings.SITE_URL or address.query:
        raise Refused(url)
    path = unquote(address.path)
    if "\\" in path or "\0" in path or ".." in path.split("/"):
        raise Refused(url)
    return path


def _below(path: str, root: str) -> str:
    """What follows `root`; nothing when it is not under it."""
    root = f"/{root.strip('/')}/"
    return path.removeprefix(root) if path.startswith(root) else ""


def _static(name: str) -> bytes:
    """As it was collected, or where it lies in the source."""
    found = finders.find(name)
    try:
        if found:
            with open(found, "rb") as file:
                return file.read()
        with staticfiles_storage.open(name) as file:
            return file.read()
    except (OSError, SuspiciousOperation) as error:
        raise Refused(name) from error


def _media(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            return file.read()
    except (OSError, SuspiciousOperation) as error:
        raise Refused(name) from error
