from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import tidy_paragraphs


class InvitationForm(forms.Form):
    note = forms.CharField(
        label=_("Your word to the writer"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why you ask, and what you would like more of. It is in the mail, as it is."),
    )

    def clean_note(self) -> str:
        return tidy_paragraphs(self.cleaned_data["note"])
