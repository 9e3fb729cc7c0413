"""A bulletin as one HTML page, with all that its PDF shows.

The page is identical as long as the content is, so its hash names the PDF.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from bulletins import content
from bulletins.models import Bulletin

STYLESHEETS = ("page", "cover", "text", "parts")  # later ones build on earlier ones


def bulletin_html(bulletin: Bulletin) -> str:
    """Return the HTML page, in the bulletin's own language."""
    with translation.override(bulletin.language):
        pieces = content.public_parts(bulletin)
        context = {
            "bulletin": bulletin,
            "pieces": pieces,
            "contents": [piece for piece in pieces if piece.in_contents],
            "style": _style(),
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "site_host": settings.SITE_URL.partition("://")[2],
            "publisher": settings.PUBLISHER,
            "contact": settings.CONTACT_EMAIL,
            "licence": settings.BULLETIN_LICENCE,
        }
        return render_to_string("bulletins/print.html", context)


def pdf_version(page: str) -> str:
    """Return a hash of the page, for the name of the PDF."""
    return hashlib.blake2b(page.encode(), digest_size=16).hexdigest()


def _style() -> str:
    """Return the CSS, included in the page so that a change of style makes new PDFs."""
    folder = Path(settings.BASE_DIR) / "static" / "css" / "bulletins" / "pdf"
    return "\n".join((folder / f"{name}.css").read_text() for name in STYLESHEETS)
