"""Forms for signing up and in. ACCOUNT_FORMS puts them in the place of django-allauth's."""

from allauth.account import forms as allauth
from allauth.socialaccount import forms as social
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import may_use_name
from common import names

NAME_TAKEN = _(
    "This is the name of someone who writes for this site, or too "
    "similar to it. Choose another name."
)


def clean_public_name(name: str, user: User | None = None) -> str:
    """Return `name` as it will be shown; refuse it if empty or mistakable for the team's."""
    name = names.tidy_line(name)
    # Normalising can make a name longer.
    MaxLengthValidator(60)(name)
    if not names.name_skeleton(name):
        raise forms.ValidationError(_("Enter a name that contains letters."))
    if not may_use_name(name, user):
        raise forms.ValidationError(NAME_TAKEN, code="name_taken")
    return name


class _WithName(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Shown with everything you write here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        return clean_public_name(self.cleaned_data["name"])


class SignupForm(_WithName, allauth.SignupForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Signing up with a passkey asks for no password.
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "Optional. Without a password, we email you a code each time you sign in."
            )


class ProviderSignupForm(_WithName, social.SignupForm):
    """The details that an external provider did not give: a name, or a verified address."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        is_sure = any(address.verified for address in self.sociallogin.email_addresses)
        self.fields["email"].disabled = is_sure

    def clean(self) -> dict:
        if not self.fields["email"].disabled:
            # The typed address counts instead, and is confirmed by mail.
            self.sociallogin.email_addresses = []
        return super().clean()


class UnlinkForm(social.DisconnectForm):
    def clean(self) -> dict:
        # Skip the check for a last login: everyone can sign in with a mailed code.
        return forms.Form.clean(self) or self.cleaned_data


class LoginForm(allauth.LoginForm):
    """Two ways to sign in on one page: by password if one is typed, else by a mailed code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False

    def clean_password(self) -> str:
        # Browsers fill in passwords by themselves: ignore one when a code is asked for.
        return "" if self.data.get("by") == "code" else self.cleaned_data["password"]
