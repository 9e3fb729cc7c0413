"""The form by which a guest requests a link."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GuestLinkForm(forms.Form):
    """The address of someone without an account, who wants to see their own reactions."""

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
        # In lower case as reactions store it; mail goes to this form, never to the typed one.
        address = self.cleaned_data["email"].lower()
        self.fields["email"].run_validators(address)
        return address
