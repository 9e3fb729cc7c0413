from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import may_bear
from common import names

NAME_TAKEN = _(
    "This is, or looks like, the name of someone who writes for this site. Please choose another."
)


class SignupForm(forms.Form):
    """What allauth's sign-up asks besides the address and the password."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Shown with everything that you write here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        name = names.clean(self.cleaned_data["name"])
        if not names.skeleton(name):
            raise forms.ValidationError(_("Please give a name with letters in it."))
        if not may_bear(name):
            raise forms.ValidationError(NAME_TAKEN, code="name_taken")
        return name

    def signup(self, request, user) -> None:
        user.name = self.cleaned_data["name"]
        user.language = request.LANGUAGE_CODE
        user.save()
