"""Password validators: Django's own rules, in the words of this site.

Django's Dutch addresses readers as "u", and some sentences are not translated.
"""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short: use at least %(n)s character.",
            "This password is too short: use at least %(n)s characters.",
            self.min_length,
        ) % {"n": self.min_length}

    def get_help_text(self) -> str:
        return ngettext(
            "At least %(n)s character.", "At least %(n)s characters.", self.min_length
        ) % {"n": self.min_length}


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("This password is too common and easy to guess.")

    def get_help_text(self) -> str:
        return _("Not a commonly used password.")


class NotPersonal(django.UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        return _("This password is too similar to your name or address.")

    def get_help_text(self) -> str:
        return _("Not your name or address.")
