"""Sets a page as PDF with WeasyPrint, from our own files alone.

Imported by `manage.py typeset` and the tests only, since it loads Pango and all that comes with it.
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

# They tell of every step; what goes wrong they say louder.
for name in ("weasyprint.progress", "fontTools"):
    logging.getLogger(name).setLevel(logging.WARNING)

STATIC_TYPES = {"css", "woff2", "svg"}
MEDIA_TYPES = {"webp"}
# Pixels: some 210 to the inch over the width of the text, more than which no office printer shows.
MAX_PRINT_PIXELS = (1200, 1600)


class NotOwnFile(ValueError):
    """Not one of our own files."""


class OwnFilesFetcher(URLFetcher):
    """Gives static and uploaded files of this site, and nothing else: no address of another, no
    other scheme, and no file that merely lies on this machine."""

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
    """The page as PDF/UA: tagged, with an outline, a title and a language."""
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
    """Return the path below `root`; nothing when it is not under it."""
    root = f"/{root.strip('/')}/"
    return path.removeprefix(root) if path.startswith(root) else ""


def _read_static(name: str) -> bytes:
    """As it was collected, or where it lies in the source."""
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
    """A picture for print. Of any other kind WeasyPrint would keep each pixel as it is, which takes
    a megabyte for a photograph."""
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    picture.thumbnail(MAX_PRINT_PIXELS, Image.Resampling.LANCZOS)
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    drawn = io.BytesIO()
    paper.save(drawn, "JPEG", quality=82, optimize=True)
    return drawn.getvalue()
