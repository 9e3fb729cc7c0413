"""The mails around the newsletter that are no issue of it."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django_tasks import task

from accounts.models import User
from common import email
from newsletter import mail_content
from notifications import tokens
from notifications.models import Issue, Subscriber


@task()
def send_question(subscriber_pk: int, attempt: int = 1) -> None:
    """Ask at an address whether the newsletter is wanted there; nothing starts without the link."""
    subscriber = Subscriber.objects.select_related("user").filter(pk=subscriber_pk).first()
    if subscriber is None or subscriber.complained_at:
        return
    address = subscriber.proven_address or subscriber.email
    if not address:
        return
    with translation.override(subscriber.tongue):
        link = email.absolute(reverse("newsletter_confirm", args=[tokens.confirm(subscriber)]))
    try:
        email.send("newsletter_question", address, {"link": link}, subscriber.tongue)
    except email.FAILURES as error:
        email.try_again(send_question, subscriber_pk, attempt=attempt, error=error)


@task()
def send_test(goes_at: str, user_pk: int, language: str, attempt: int = 1) -> None:
    """Mail an editor how the coming issue looks now."""
    editor = User.objects.filter(pk=user_pk, is_active=True).first()
    if editor is None or not (address := editor.proven_email):
        return
    when = datetime.fromisoformat(goes_at)
    issue = Issue.objects.filter(goes_at=when).first() or Issue(goes_at=when)
    written = mail_content.compose(issue, language, test=True)
    if written is None:
        return
    try:
        email.post(written, address)
    except email.FAILURES as error:
        email.try_again(send_test, goes_at, user_pk, language, attempt=attempt, error=error)
