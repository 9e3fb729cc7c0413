from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DebateConfig(AppConfig):
    name = "debate"

    def ready(self) -> None:
        # This is the last app: every room has its models by now.
        autodiscover_modules("hooks")
