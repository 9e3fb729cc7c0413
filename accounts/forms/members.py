"""The forms of members about themselves. Those of django-allauth are set in ACCOUNT_FORMS."""

from allauth.account import forms as allauth
from allauth.socialaccount import forms as social
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import may_use_name
from common import names

NAME_TAKEN = _(
    "This is, or looks like, the name of someone who writes for this site. Please choose another."
)


def clean_public_name(name: str, user: User | None = None) -> str:
    """Give `name` as it will be shown, or refuse it: empty, or mistakable for the team's."""
    name = names.tidy_line(name)
    # Normalised, a name can be longer than it was typed.
    MaxLengthValidator(60)(name)
    if not names.name_skeleton(name):
        raise forms.ValidationError(_("Please give a name with letters in it."))
    if not may_use_name(name, user):
        raise forms.ValidationError(NAME_TAKEN, code="name_taken")
    return name


class _WithName(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Shown with everything that you write here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        return clean_public_name(self.cleaned_data["name"])


class SignupForm(_WithName, allauth.SignupForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Whoever makes a passkey is asked for no password.
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "Not needed: without a password we mail you a code each time you sign in."
            )


class ProviderSignupForm(_WithName, social.SignupForm):
    """The details that an account elsewhere did not give: a name, or an address that is sure."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        is_sure = any(address.verified for address in self.sociallogin.email_addresses)
        self.fields["email"].disabled = is_sure

    def clean(self) -> dict:
        if not self.fields["email"].disabled:
            # What is typed counts, and is confirmed by mail.
            self.sociallogin.email_addresses = []
        return super().clean()


class UnlinkForm(social.DisconnectForm):
    def clean(self) -> dict:
        # Any login may go: everyone here can sign in with a mailed code.
        return forms.Form.clean(self) or self.cleaned_data


class LoginForm(allauth.LoginForm):
    """Both ways in on one page: the password when one is typed, and else a mailed code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False

    def clean_password(self) -> str:
        # Browsers fill in passwords by themselves; whoever asks for a code means the code.
        return "" if self.data.get("by") == "code" else self.cleaned_data["password"]
