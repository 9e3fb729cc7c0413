from django import forms
from django.utils.translation import gettext_lazy as _

KEEP, WITHDRAW = "keep", "withdraw"


class ErasureForm(forms.Form):
    """The choices of someone who asks for erasure."""

    how = forms.ChoiceField(
        label=_("What happens to your texts?"),
        choices=[
            (KEEP, _("Public texts stay, under “Deleted user”")),
            (WITHDRAW, _("They are withdrawn and their content is deleted")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    sure = forms.BooleanField(
        label=_("Yes, delete my data"),
        error_messages={"required": _("Tick this box if you are sure.")},
    )

    @property
    def keeps(self) -> bool:
        return self.cleaned_data["how"] == KEEP
