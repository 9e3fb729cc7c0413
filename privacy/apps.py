from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonalConfig(AppConfig):
    name = "privacy"
    # The label used by the tables, content types and migrations of earlier versions.
    label = "personal"
    verbose_name = _("Personal data")
