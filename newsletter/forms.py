"""What is typed for the newsletter: an address by a reader, a word by an editor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common import html

LONGEST = 2000


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class WordForm(forms.Form):
    """The editor's word, in both languages; either can stay empty."""

    nl = forms.CharField(
        label=_("Your word in Dutch"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "nl"}),
    )
    en = forms.CharField(
        label=_("Your word in English"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "en"}),
    )

    def clean_nl(self) -> str:
        return _safe(self.cleaned_data["nl"])

    def clean_en(self) -> str:
        return _safe(self.cleaned_data["en"])


def _safe(text: str) -> str:
    try:
        html.from_typed(text)
    except html.TooComplex as error:
        raise forms.ValidationError(
            _("This text has too many special characters to show it safely."), code="complex"
        ) from error
    return text.replace("\r\n", "\n").strip()
