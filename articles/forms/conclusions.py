"""The conclusions of a debate, as an editor or an author writes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.rich import clean_rich_text, rich_text_field
from common.html.plain_text import html_to_text


class ConclusionsForm(forms.Form):
    text = rich_text_field(_("Conclusions"))
    close = forms.BooleanField(
        label=_("Close the debate: nobody can react any more"), required=False
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not html_to_text(clean_rich_text(text)).strip():
            raise forms.ValidationError(_("None of this can be shown."))
        return text
