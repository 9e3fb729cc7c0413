"""The conclusions of a debate, as an editor or an author writes them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.rich import RichTextField
from common.html.plain_text import html_to_text
from common.html.safe import SafeRichText


class ConclusionsForm(forms.Form):
    text = RichTextField(label=_("Conclusions"))
    close = forms.BooleanField(
        label=_("Close the debate: nobody can react any more"), required=False
    )

    def clean_text(self) -> SafeRichText:
        text = self.cleaned_data["text"]
        if not html_to_text(text.html).strip():
            raise forms.ValidationError(_("None of this can be shown."))
        return text
