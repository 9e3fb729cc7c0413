from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Reactions")

    def ready(self) -> None:
        # Connects its receivers. It needs the models, so it cannot be imported above.
        import_module("comments.receivers")
