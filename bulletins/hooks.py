"""The hooks that bulletins register for other apps."""

from bulletins import mail_content, sitemap
from common import hooks

hooks.mailings.register(mail_content.MAILING_NAME, mail_content.compose)
hooks.sitemap_paths.register("bulletins", sitemap.public)
