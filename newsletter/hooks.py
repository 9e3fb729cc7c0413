"""Register the newsletter as a mailing."""

from common import hooks
from newsletter.mail_content import compose_sent
from notifications.models import Issue

hooks.mailings.register(Issue.MAILING, compose_sent)
