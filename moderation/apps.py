from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HouseConfig(AppConfig):
    name = "moderation"
    # The label in the tables, content types and migrations of former versions.
    label = "house"
    verbose_name = _("House rules and audit log")

    def ready(self) -> None:
        # It needs the models, so it cannot be imported above.
        post_migrate.connect(
            import_module("moderation.default_rules").create_default_rules, sender=self
        )
