"""What other rooms mail to the readers of the newsletter, who end it by the same link.

The room to the right is known by the name of a function in the settings, which writes the letter at
the moment of its sending, of what is public then.
"""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from common import email
from notifications.kinds import Kind
from notifications.mailing import Mailing
from notifications.models import Mail
from notifications.newsletter.actions import readers


@transaction.atomic
def send_along(name: str, key: int) -> int:
    """Make a mail to everyone who gets the newsletter; returns how many. Never twice the same."""
    mailing, is_new = Mailing.objects.get_or_create(name=name, key=key)
    if not is_new:
        return 0
    mails = [
        Mail(subscriber_id=pk, kind=Kind.NEWSLETTER, mailing=mailing)
        for pk in readers().values_list("pk", flat=True)
    ]
    Mail.objects.bulk_create(mails, batch_size=500)
    return len(mails)


def compose(mailing: Mailing, language: str, footing: dict) -> email.Letter | None:
    """Write it; nothing when there is nothing left to send."""
    return import_string(settings.MAILINGS[mailing.name])(mailing.key, language, footing)
