"""A bulletin as one page to be set: all that its PDF shows, and nothing that it does not.

Made anew it is the same to the letter as long as it shows the same; so a PDF is named after it.
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
    """In the bulletin's own language, whoever asks."""
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
    """Names a PDF after what it shows."""
    return hashlib.blake2b(page.encode(), digest_size=16).hexdigest()


def _style() -> str:
    """In the page itself, so that a new style makes new PDFs."""
    folder = Path(settings.BASE_DIR) / "static" / "css" / "bulletin-print"
    return "\n".join((folder / f"{name}.css").read_text() for name in STYLESHEETS)
