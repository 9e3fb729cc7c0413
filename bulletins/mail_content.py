"""A bulletin as a mail: its contents, the beginning of each part, and a link to the whole."""

from django.urls import reverse
from django.utils import translation

from bulletins import content
from bulletins.models import Bulletin
from common import email

# Its name among the mailings: see bulletins/hooks.py.
MAILING_NAME = "bulletin"


def compose(pk: int, language: str, footing: dict) -> email.MailContent | None:
    """Compose the mail from what is public now; return None if the bulletin was withdrawn."""
    bulletin = Bulletin.objects.published().filter(pk=pk).first()
    return compose_bulletin_mail(bulletin, language, footing) if bulletin else None


def compose_bulletin_mail(
    bulletin: Bulletin, language: str, footing: dict | None = None, *, test: bool = False
) -> email.MailContent:
    """Compose the mail: the bulletin in its own language, the text around it in the reader's."""
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
