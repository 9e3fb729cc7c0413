from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules

from debate.checks import check_replaced_migrations


class DebateConfig(AppConfig):
    name = "debate"

    def ready(self) -> None:
        # Debate is the last of INSTALLED_APPS, so all models are loaded by now.
        autodiscover_modules("hooks")
        checks.register(check_replaced_migrations, checks.Tags.database)
