from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from comments import word_index


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Reactions")

    def ready(self) -> None:
        pre_migrate.connect(word_index.drop_word_triggers, sender=self)
        post_migrate.connect(word_index.install_word_index, sender=self)
        # Connects its receivers. It needs the models, so it cannot be imported above.
        import_module("comments.receivers")
