"""Mails of the newsletter other than sent issues: the confirmation and the test."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation

from accounts.models import User
from common import email
from newsletter import mail_content
from notifications import tokens
from notifications.models import Issue, Subscriber


@email.mail_task
def send_newsletter_question(subscriber_pk: int) -> None:
    """Mail an address the link that starts the newsletter."""
    subscriber = Subscriber.objects.select_related("user").filter(pk=subscriber_pk).first()
    if subscriber is None or subscriber.complained_at:
        return
    address = subscriber.proven_address or subscriber.email
    if not address:
        return
    with translation.override(subscriber.mail_language):
        link = email.absolute_url(
            reverse("newsletter_confirm", args=[tokens.make_address_token(subscriber)])
        )
    email.send_templated_mail(
        "newsletter_question", address, {"link": link}, subscriber.mail_language
    )


@email.mail_task
def send_test_issue(goes_at: str, user_pk: int, language: str) -> None:
    """Mail an editor the coming issue as it is now."""
    editor = User.objects.filter(pk=user_pk, is_active=True).first()
    if editor is None or not (address := editor.proven_email):
        return
    when = datetime.fromisoformat(goes_at)
    issue = Issue.objects.filter(goes_at=when).first() or Issue(goes_at=when)
    written = mail_content.compose_issue(issue, language, test=True)
    if written is None:
        return
    email.send_mail_content(written, address)
