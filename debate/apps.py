from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DebateConfig(AppConfig):
    name = "debate"

    def ready(self) -> None:
        # Debate is the last of INSTALLED_APPS, so all models are loaded by now.
        autodiscover_modules("hooks")
