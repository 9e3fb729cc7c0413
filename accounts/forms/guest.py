"""The form by which a guest requests a link."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GuestLinkForm(forms.Form):
    """The address of someone without an account, who wants to see their own reactions."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("The address you gave with your reaction or for the newsletter."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("This is not a valid email address. Check it and try again."),
        },
    )

    def clean_email(self) -> str:
        # In lower case as reactions store it; mail goes to this form, never to the typed one.
        address = self.cleaned_data["email"].lower()
        self.fields["email"].run_validators(address)
        return address
