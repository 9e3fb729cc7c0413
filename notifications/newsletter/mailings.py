"""What other rooms mail to the readers of the newsletter, who end it by the same link.

The room to the right is known by the name of a function in the settings, which writes the letter at
the moment of its sending, of what is public then.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from common import email
from notifications.mailing import Mailing


def compose(mailing: Mailing, language: str, footing: dict) -> email.Letter | None:
    """Write it; nothing when there is nothing left to send."""
    return import_string(settings.MAILINGS[mailing.name])(mailing.key, language, footing)
