from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonalConfig(AppConfig):
    name = "privacy"
    # The label that tables, content types and migrations of former versions bear.
    label = "personal"
    verbose_name = _("Personal data")
