"""The form by which a guest asks for a link."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GuestLinkForm(forms.Form):
    """The address of someone without an account, who wants to see what is theirs here."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The one that you left with your reaction, or with the newsletter."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Please give your e-mail address."),
            "invalid": _("This is not an e-mail address. Please check it."),
        },
    )

    def clean_email(self) -> str:
        # As reactions keep it. It is mailed in this form, and never as it was typed.
        address = self.cleaned_data["email"].lower()
        self.fields["email"].run_validators(address)
        return address
