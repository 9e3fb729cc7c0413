from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import tidy_paragraphs


class InvitationForm(forms.Form):
    note = forms.CharField(
        label=_("Message to the writer"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Why you are asking, and what you would like to read more about. The "
            "email quotes it as it is."
        ),
    )

    def clean_note(self) -> str:
        return tidy_paragraphs(self.cleaned_data["note"])
