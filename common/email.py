"""Mails to one person, from templates, in that person's language: as plain text and as HTML."""

import logging
import random
import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import NamedTuple
from urllib.parse import urlsplit

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string, select_template
from django.utils import timezone, translation

from common import domains

log = logging.getLogger(__name__)


class MailContent(NamedTuple):
    """The content of a mail, in both its forms."""

    subject: str
    text: str
    html: str


def render_mail_content(template: str, context: Mapping, language: str) -> MailContent:
    """Write `templates/emails/<template>.txt`, whose first line is the subject, and its `.html`.

    Without an `.html` of its own the text is put in the plainest one.
    """
    with translation.override(language):
        context = {"language": language, **_site(), **context}
        text = render_to_string(f"emails/{template}.txt", context)
        subject, _, body = text.strip().partition("\n")
        # One line, whatever somebody managed to be called.
        subject, body = " ".join(subject.split()), body.strip() + "\n"
        page = select_template([f"emails/{template}.html", "emails/plain.html"])
        html = page.render({**context, "subject": subject, "paragraphs": _paragraphs(body)})
    return MailContent(subject, body, _inliner().inline(html))


def add_html_alternative(message: EmailMessage) -> EmailMultiAlternatives:
    """Give a mail that others wrote, in the language of this thread, its HTML."""
    context = {"language": translation.get_language(), **_site()}
    context |= {"subject": message.subject, "paragraphs": _paragraphs(message.body)}
    dressed = EmailMultiAlternatives(
        message.subject,
        message.body,
        message.from_email,
        message.to,
        headers=message.extra_headers,
        reply_to=message.reply_to,
    )
    page = render_to_string("emails/plain.html", context)
    dressed.attach_alternative(_inliner().inline(page), "text/html")
    return dressed


def _site() -> dict:
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}


def _paragraphs(text: str) -> list[list[tuple[str, bool]]]:
    """Each paragraph, as its words and the addresses of ours among them.

    An address of others stays text: what strangers typed becomes no link in our name.
    """
    ours = re.compile(rf"(?<!\S)({re.escape(settings.SITE_URL)}(?:/\S*)?)(?!\S)")
    parts = (part.strip() for part in text.strip().split("\n\n"))
    # What a pattern with a group splits has what it found at the odd places.
    return [
        [(piece, bool(place % 2)) for place, piece in enumerate(ours.split(part)) if piece]
        for part in parts
        if part
    ]


@cache
def _inliner() -> CSSInliner:
    """Return the inliner of styles, since many readers of mail know no style sheet.

    It must fetch nothing, wherever the text leads.
    """
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=False, keep_style_tags=False)


def send_mail_content(
    letter: MailContent, to: str, headers: Mapping[str, str] | None = None, line=None
) -> None:
    """Hand a letter to the mail server, over `line` if there is an open one.

    Raises what the mail server raises; whoever calls decides whether to try again.
    """
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[to],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
        connection=line,
    )
    message.attach_alternative(letter.html, "text/html")
    message.send()


def send_templated_mail(
    template: str, to: str, context: dict, language: str, headers: dict[str, str] | None = None
) -> None:
    """Write and post in one. Raises what the mail server raises."""
    send_mail_content(render_mail_content(template, context, language), to, headers)


def open_mail_connection():
    """Connect to the mail server, for several mails after each other."""
    line = get_connection()
    line.open()
    return line


def absolute_url(path: str) -> str:
    return settings.SITE_URL + path


def site_hostname() -> str:
    """The name of the site in the identifiers of mails and lists."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


# Where dots make no difference, under each of the names that they go by.
_WITHOUT_DOTS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
_ESCAPED = re.compile(r"\\(.)")


def mailbox(address: str) -> str:
    """Give the mailbox behind an address, for counting: jan+krant@… is jan@…

    And so is "jan"@…, and jan@ the same domain in other letters that are looked up alike: a mail
    server takes them for one, and there are thousands for each address.
    """
    local, _, domain = address.strip().lower().rpartition("@")
    if len(local) > 1 and local[0] == local[-1] == '"':
        local = _ESCAPED.sub(r"\1", local[1:-1])
    local, domain = local.partition("+")[0], domains.normalize_domain(domain) or domain
    if domain in _WITHOUT_DOTS:
        local, domain = local.replace(".", ""), _WITHOUT_DOTS[domain]
    return f"{local}@{domain}"


MAIL_ERRORS = (SMTPException, OSError)
# Waiting 1, 2, 4 … 32 minutes, and then an hour each time: a little over five days.
MAX_ATTEMPTS = 125

# The address is wrong or is no more (RFC 3463). Not 5.1.7 and 5.1.8, which are of the sender.
_NO_SUCH_ADDRESS = re.compile(rb"\s*5\.1\.(?:1|2|3|6|10)\b")


def retry_delay(attempt: int) -> timedelta:
    """Return the seconds to wait after this attempt failed: longer each time, and not all at
    once."""
    steps = min(2 ** (attempt - 1), 60)
    return timedelta(seconds=settings.MAIL_RETRY_SECONDS * steps * random.uniform(0.8, 1.2))


def is_unknown_address(error: Exception) -> bool:
    """Return True if the mail server said for good that there is no such address.

    Any other refusal may be about us, and pass when somebody sets it right.
    """
    if isinstance(error, SMTPRecipientsRefused):
        said = [text for _, text in error.recipients.values()]
    elif isinstance(error, SMTPDataError):
        said = [error.smtp_error]
    else:
        return False
    return any(_NO_SUCH_ADDRESS.match(text) for text in said if isinstance(text, bytes))


def retry_mail_task(task, *args, attempt: int, error: Exception) -> None:
    """Enqueue a mail's task once more, later each time, for days: a failed server drops nothing.

    The task takes `attempt` after its other arguments, and sees for itself whether there is still
    something to send. Raises `error` after the last attempt, or when there is no such address.
    """
    if attempt >= MAX_ATTEMPTS or is_unknown_address(error):
        raise error
    log.warning("A mail failed (%s: %s); trying again", task.name, error)
    task.using(run_after=timezone.now() + retry_delay(attempt)).enqueue(*args, attempt + 1)
