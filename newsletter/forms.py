"""The forms of the newsletter: a reader's address and an editor's word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.html.markdown import render_markdown
from common.html.rules import TooComplex

MAX_WORD_LENGTH = 2000


class NewsletterAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class IssueWordForm(forms.Form):
    """The editor's word, in both languages; either can stay empty."""

    nl = forms.CharField(
        label=_("Your note in Dutch"),
        required=False,
        max_length=MAX_WORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "nl"}),
    )
    en = forms.CharField(
        label=_("Your note in English"),
        required=False,
        max_length=MAX_WORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "en"}),
    )

    def clean_nl(self) -> str:
        return _safe(self.cleaned_data["nl"])

    def clean_en(self) -> str:
        return _safe(self.cleaned_data["en"])


def _safe(text: str) -> str:
    try:
        render_markdown(text)
    except TooComplex as error:
        raise forms.ValidationError(
            _("This text has too many special characters to show safely."), code="complex"
        ) from error
    return text.replace("\r\n", "\n").strip()
