"""The worker's tasks for notifications."""

from django.urls import reverse
from django.utils import translation
from django_tasks import task

from common import email
from notifications import actions, tokens
from notifications.models import Subscriber


@task()
def spread(event: str, key: int) -> None:
    """Notify those whom an event concerns. Idempotent."""
    actions.fan_out_event(event, key)


@email.mail_task
def send_address_check(subscriber_pk: int) -> None:
    """Mail the link that confirms that an address takes mail again."""
    subscriber = Subscriber.objects.select_related("user").filter(pk=subscriber_pk).first()
    if subscriber is None or subscriber.bounced_at is None or not subscriber.proven_address:
        return
    with translation.override(subscriber.mail_language):
        link = email.absolute_url(
            reverse("mail_arrives", args=[tokens.make_address_token(subscriber)])
        )
    email.send_templated_mail(
        "mail_works", subscriber.proven_address, {"link": link}, subscriber.mail_language
    )
