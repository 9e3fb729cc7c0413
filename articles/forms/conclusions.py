"""What an editor or an author says that a debate came to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.rich import made_safe, rich
from common import html


class ConclusionsForm(forms.Form):
    text = rich(_("Conclusions"))
    close = forms.BooleanField(
        label=_("Close the debate: from now on nobody can react"), required=False
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not html.to_text(made_safe(text)).strip():
            raise forms.ValidationError(_("Nothing of this can be shown."))
        return text
