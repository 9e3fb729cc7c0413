"""Mails to one person, from templates, in that person's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation


def send(template: str, to: str, context: dict, language: str) -> None:
    """Send `templates/emails/<template>.txt`, whose first line is the subject.

    Raises what the mail server raises; whoever calls decides whether to try again.
    """
    with translation.override(language):
        text = render_to_string(
            f"emails/{template}.txt",
            {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, **context},
        )
    subject, _, body = text.strip().partition("\n")
    EmailMessage(
        subject=subject.strip(),
        body=body.strip() + "\n",
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def mailbox(address: str) -> str:
    """Give the mailbox behind an address, for counting: jan+krant@… is jan@…"""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
