"""The forms of the newsletter: a reader's address and an editor's word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import SafeTextField

MAX_WORD_LENGTH = 2000


class NewsletterAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class IssueWordForm(forms.Form):
    """The editor's word, in both languages; either can stay empty."""

    nl = SafeTextField(
        label=_("Your note in Dutch"),
        required=False,
        max_length=MAX_WORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "nl"}),
    )
    en = SafeTextField(
        label=_("Your note in English"),
        required=False,
        max_length=MAX_WORD_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "en"}),
    )
