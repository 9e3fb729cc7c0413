"""Mail: how it is sent, and how often."""

from email.utils import parseaddr

from debate.settings.environment import env
from debate.settings.site import SITE_NAME

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <noreply@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where people answer to decisions about them; someone must read it.
CONTACT_EMAIL = env("CONTACT_EMAIL", default=parseaddr(DEFAULT_FROM_EMAIL)[1])
# An immediate notice waits so long for more of its kind, so that a burst is one mail.
MAIL_GATHER_SECONDS = env.int("MAIL_GATHER_SECONDS", default=180)
# A failed mail is tried again after this, then after twice as long, up to sixty times as long.
MAIL_RETRY_SECONDS = env.float("MAIL_RETRY_SECONDS", default=60)
# How long the link that confirms the newsletter works; after that the address is deleted.
NEWSLETTER_CONFIRM_DAYS = env.int("NEWSLETTER_CONFIRM_DAYS", default=7)
# The secret ("user:password") with which the mail service reports bounces under /anymail/; without
# it those addresses do not exist.
ANYMAIL = {"WEBHOOK_SECRET": env("ANYMAIL_WEBHOOK_SECRET", default="")}
