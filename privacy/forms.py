from django import forms
from django.utils.translation import gettext_lazy as _

KEEP, WITHDRAW = "keep", "withdraw"


class ErasureForm(forms.Form):
    """The choices of someone who asks for erasure."""

    how = forms.ChoiceField(
        label=_("What happens to what you wrote?"),
        choices=[
            (KEEP, _("What is public stays, under “Deleted user”")),
            (WITHDRAW, _("It is withdrawn, and its words are deleted")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    sure = forms.BooleanField(
        label=_("Yes, delete my data"),
        error_messages={"required": _("Tick this if you are sure.")},
    )

    @property
    def keeps(self) -> bool:
        return self.cleaned_data["how"] == KEEP
