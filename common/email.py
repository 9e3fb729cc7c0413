"""Mails to one person, from templates, in that person's language."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

log = logging.getLogger(__name__)


def send(
    template: str, to: str, context: dict, language: str, headers: dict[str, str] | None = None
) -> None:
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
        headers={"Auto-Submitted": "auto-generated"} | (headers or {}),
    ).send()


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def mailbox(address: str) -> str:
    """Give the mailbox behind an address, for counting: jan+krant@… is jan@…"""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


ATTEMPTS = 8  # waiting 1, 2, 4 … 64 minutes in between: about two hours in all
FAILURES = (SMTPException, OSError)


def try_again(task, *args, attempt: int, error: Exception) -> None:
    """Enqueue a mail's task once more, later each time; raises `error` after the last attempt.

    The task takes `attempt` after its other arguments.
    """
    if attempt >= ATTEMPTS:
        raise error
    log.warning("A mail failed (%s: %s); trying again", task.name, error)
    later = timezone.now() + timedelta(minutes=2 ** (attempt - 1))
    task.using(run_after=later).enqueue(*args, attempt + 1)
