"""A bulletin as a mail: what it holds, the beginning of each part, and the way to all of it."""

from django.urls import reverse
from django.utils import translation

from bulletins import content
from bulletins.models import Bulletin
from common import email

# What it is called among the mailings: see bulletins/hooks.py.
MAILING_NAME = "bulletin"


def compose(pk: int, language: str, footing: dict) -> email.MailContent | None:
    """Compose what is public of it now; nothing when it was withdrawn before its mail went out."""
    bulletin = Bulletin.objects.published().filter(pk=pk).first()
    return compose_bulletin_mail(bulletin, language, footing) if bulletin else None


def compose_bulletin_mail(
    bulletin: Bulletin, language: str, footing: dict | None = None, *, test: bool = False
) -> email.MailContent:
    """The words around it are in the reader's language, the bulletin in its own."""
    with translation.override(language):
        number = bulletin.number
        context = {
            "bulletin": bulletin,
            "pieces": content.public_parts(bulletin),
            "page": email.absolute_url(reverse("bulletin", args=[number])),
            "pdf": email.absolute_url(reverse("bulletin_pdf", args=[number])),
            "test": test,
            **(footing or {}),
        }
        return email.render_mail_content("bulletin", context, language)
