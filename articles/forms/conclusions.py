"""What an editor or an author says that a debate came to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.rich import rich
from articles.text import safe
from common import html


class ConclusionsForm(forms.Form):
    text = rich(_("Conclusions"))
    close = forms.BooleanField(
        label=_("Close the debate: from now on nobody can react"), required=False
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        try:
            made = safe(text)
        except html.TooComplex as error:
            raise forms.ValidationError(
                _("This text has more structure than can be shown safely. Split it up.")
            ) from error
        if not html.to_text(made).strip():
            raise forms.ValidationError(_("Nothing of this can be shown."))
        return text
