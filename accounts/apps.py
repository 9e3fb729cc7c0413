from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        # They connect receivers and need the models, so they cannot be imported above.
        import_module("accounts.verified_email")
        import_module("accounts.usersessions")
