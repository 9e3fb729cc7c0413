"""Mail to one person, from templates in that person's language, as plain text and HTML."""

import logging
import random
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache, wraps
from inspect import signature
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import NamedTuple
from urllib.parse import urlsplit

from css_inline import CSSInliner
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string, select_template
from django.utils import timezone, translation
from django_tasks import task
from django_tasks.base import Task

from common import domains

log = logging.getLogger(__name__)


class MailContent(NamedTuple):
    """The content of a mail: subject, plain text and HTML."""

    subject: str
    text: str
    html: str


def render_mail_content(template: str, context: Mapping, language: str) -> MailContent:
    """Render `templates/emails/<template>.txt`, whose first line is the subject, and its `.html`.

    Without an `.html` of its own, the text is put in `plain.html`.
    """
    with translation.override(language):
        context = {"language": language, **_site(), **context}
        text = render_to_string(f"emails/{template}.txt", context)
        subject, _, body = text.strip().partition("\n")
        # One line, whatever a name in it contains.
        subject, body = " ".join(subject.split()), body.strip() + "\n"
        page = select_template([f"emails/{template}.html", "emails/plain.html"])
        html = page.render({**context, "subject": subject, "paragraphs": _paragraphs(body)})
    return MailContent(subject, body, _inliner().inline(html))


def add_html_alternative(message: EmailMessage) -> EmailMultiAlternatives:
    """Add an HTML part to a mail made by a library, in the active language."""
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
    """Split into paragraphs of (text, is a link to this site) pieces.

    Other addresses stay text, so that what a stranger typed becomes no link in our name.
    """
    ours = re.compile(rf"(?<!\S)({re.escape(settings.SITE_URL)}(?:/\S*)?)(?!\S)")
    parts = (part.strip() for part in text.strip().split("\n\n"))
    # re.split with a group puts the matches at the odd places.
    return [
        [(piece, bool(place % 2)) for place, piece in enumerate(ours.split(part)) if piece]
        for part in parts
        if part
    ]


@cache
def _inliner() -> CSSInliner:
    """Return the inliner of styles, since many mail programs ignore style sheets.

    It must never fetch a style sheet that the HTML refers to.
    """
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=False, keep_style_tags=False)


def send_mail_content(
    letter: MailContent, to: str, headers: Mapping[str, str] | None = None, line=None
) -> None:
    """Send a mail, over the open connection `line` if there is one.

    Errors of the mail server are raised; the caller decides whether to retry.
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
    """Render and send a mail. Errors of the mail server are raised."""
    send_mail_content(render_mail_content(template, context, language), to, headers)


def open_mail_connection():
    """Open a connection to the mail server, for several mails in a row."""
    line = get_connection()
    line.open()
    return line


def absolute_url(path: str) -> str:
    return settings.SITE_URL + path


def site_hostname() -> str:
    """Return the host name of the site, for the identifiers of mails and lists."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


# Domains that ignore dots in the local part, each with its normal name.
_WITHOUT_DOTS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
_ESCAPED = re.compile(r"\\(.)")


def mailbox(address: str) -> str:
    """Return the mailbox behind an address, for counting: jan+krant@… is jan@…

    So is "jan"@…, and jan@ another spelling of a domain that resolves to the same one: a mail
    server treats them as one mailbox, and each address has thousands of such forms.
    """
    local, _, domain = address.strip().lower().rpartition("@")
    if len(local) > 1 and local[0] == local[-1] == '"':
        local = _ESCAPED.sub(r"\1", local[1:-1])
    local, domain = local.partition("+")[0], domains.normalize_domain(domain) or domain
    if domain in _WITHOUT_DOTS:
        local, domain = local.replace(".", ""), _WITHOUT_DOTS[domain]
    return f"{local}@{domain}"


MAIL_ERRORS = (SMTPException, OSError)
# With waits of 1, 2, 4 … 32 minutes and then an hour each time: a little over five days.
MAX_ATTEMPTS = 125

# The address is wrong or no longer exists (RFC 3463). 5.1.7 and 5.1.8 are about the sender.
_NO_SUCH_ADDRESS = re.compile(rb"\s*5\.1\.(?:1|2|3|6|10)\b")


def retry_delay(attempt: int) -> timedelta:
    """Return the time to wait after this failed attempt: longer each time, with jitter."""
    steps = min(2 ** (attempt - 1), 60)
    return timedelta(seconds=settings.MAIL_RETRY_SECONDS * steps * random.uniform(0.8, 1.2))


def is_unknown_address(error: Exception) -> bool:
    """Return True if the mail server said permanently that there is no such address.

    Any other refusal may be a fault on our side that someone can repair.
    """
    if isinstance(error, SMTPRecipientsRefused):
        said = [text for _, text in error.recipients.values()]
    elif isinstance(error, SMTPDataError):
        said = [error.smtp_error]
    else:
        return False
    return any(_NO_SUCH_ADDRESS.match(text) for text in said if isinstance(text, bytes))


def mail_task(send: Callable[..., None]) -> Task:
    """Make a task of a function that sends a mail, so that no failure of the mail server loses it.

    A failed task waits again, longer each time, for days; `send` checks itself that there is still
    something to send. It fails after the last attempt, or when there is no such address.
    """
    arity = len(signature(send).parameters)

    @task()
    @wraps(send)
    def run(*args) -> None:
        # A task that waits again has the number of its attempt as one more argument.
        args, attempt = args[:arity], args[arity] if len(args) > arity else 1
        try:
            send(*args)
        except MAIL_ERRORS as error:
            if attempt >= MAX_ATTEMPTS or is_unknown_address(error):
                raise
            log.warning("mail.retry task=%s attempt=%s error=%s", run.name, attempt, error)
            run.using(run_after=timezone.now() + retry_delay(attempt)).enqueue(*args, attempt + 1)

    return run
