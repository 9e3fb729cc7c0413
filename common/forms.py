"""Form fields that several rooms use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.html.rules import TooComplex
from common.html.safe import SafeText


class SafeTextField(forms.CharField):
    """Markdown; the cleaned value is a `SafeText`."""

    widget = forms.Textarea
    default_error_messages = {
        "complex": _("This text has too many special characters to show safely."),
    }

    def clean(self, value: Any) -> SafeText:
        try:
            return SafeText(super().clean(value).replace("\r\n", "\n"))
        except TooComplex as error:
            raise forms.ValidationError(self.error_messages["complex"], code="complex") from error
