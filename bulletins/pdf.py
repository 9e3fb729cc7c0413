"""Render a page as PDF with WeasyPrint, from this site's own files only.

Imported only by `manage.py typeset` and the tests, since it loads Pango and other libraries.
"""

import io
import logging
from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from PIL import Image
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# They log every step; keep only warnings and errors.
for name in ("weasyprint.progress", "fontTools"):
    logging.getLogger(name).setLevel(logging.WARNING)

STATIC_TYPES = {"css", "woff2", "svg"}
MEDIA_TYPES = {"webp"}
# Pixels: some 210 per inch over the width of the text, all that an office printer can show.
MAX_PRINT_PIXELS = (1200, 1600)


class NotOwnFile(ValueError):
    """The URL or name is not one of this site's files."""


class OwnFilesFetcher(URLFetcher):
    """A fetcher of this site's static and uploaded files only: no other host or scheme, and no
    other file of this machine."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)

    def fetch(self, url: str, headers=None) -> URLFetcherResponse:
        path = _own_path(url)
        kind = path.rpartition(".")[2]
        if (name := _path_below(path, settings.STATIC_URL)) and kind in STATIC_TYPES:
            return _response(url, _read_static(name), guess_type(path)[0] or "")
        if (name := _path_below(path, settings.MEDIA_URL)) and kind in MEDIA_TYPES:
            return _response(url, _as_jpeg(_read_media(name)), "image/jpeg")
        raise NotOwnFile(url)


def render_pdf(page: str) -> bytes:
    """Return the page as PDF/UA: tagged, with an outline, a title and a language."""
    html = HTML(string=page, base_url=f"{settings.SITE_URL}/", url_fetcher=OwnFilesFetcher())
    return html.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, font_config=FontConfiguration())


def _response(url: str, content: bytes, kind: str) -> URLFetcherResponse:
    return URLFetcherResponse(url, content, {"Content-Type": kind})


def _own_path(url: str) -> str:
    address = urlsplit(url)
    if f"{address.scheme}://{address.netloc}" != settings.SITE_URL or address.query:
        raise NotOwnFile(url)
    path = unquote(address.path)
    if "\\" in path or "\0" in path or ".." in path.split("/"):
        raise NotOwnFile(url)
    return path


def _path_below(path: str, root: str) -> str:
    """Return the path below `root`, or "" if it is elsewhere."""
    root = f"/{root.strip('/')}/"
    return path.removeprefix(root) if path.startswith(root) else ""


def _read_static(name: str) -> bytes:
    """Read a static file from the source, or else from the collected files."""
    found = finders.find(name)
    try:
        if found:
            with open(found, "rb") as file:
                return file.read()
        with staticfiles_storage.open(name) as file:
            return file.read()
    except (OSError, SuspiciousOperation) as error:
        raise NotOwnFile(name) from error


def _read_media(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            return file.read()
    except (OSError, SuspiciousOperation) as error:
        raise NotOwnFile(name) from error


def _as_jpeg(data: bytes) -> bytes:
    """Return a picture as a JPEG for print.

    WeasyPrint would store other formats uncompressed, about a megabyte for a photograph.
    """
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    picture.thumbnail(MAX_PRINT_PIXELS, Image.Resampling.LANCZOS)
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    drawn = io.BytesIO()
    paper.save(drawn, "JPEG", quality=82, optimize=True)
    return drawn.getvalue()
