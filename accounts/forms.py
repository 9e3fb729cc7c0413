"""What members fill in about themselves. Those of django-allauth are set in ACCOUNT_FORMS."""

from allauth.account import forms as allauth
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import may_bear
from common import names

NAME_TAKEN = _(
    "This is, or looks like, the name of someone who writes for this site. Please choose another."
)


def public_name(name: str, user: User | None = None) -> str:
    """Give `name` as it will be shown, or refuse it: empty, or mistakable for the team's."""
    name = names.clean(name)
    # Normalised, a name can be longer than it was typed.
    MaxLengthValidator(60)(name)
    if not names.skeleton(name):
        raise forms.ValidationError(_("Please give a name with letters in it."))
    if not may_bear(name, user):
        raise forms.ValidationError(NAME_TAKEN, code="name_taken")
    return name


class SignupForm(allauth.SignupForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Shown with everything that you write here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "Not needed: without a password we mail you a code each time you sign in."
        )

    def clean_name(self) -> str:
        return public_name(self.cleaned_data["name"])


class LoginForm(allauth.LoginForm):
    """Both ways in on one page: the password when one is typed, and else a mailed code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False

    def clean_password(self) -> str:
        # Browsers fill in passwords by themselves; whoever asks for a code means the code.
        return "" if self.data.get("by") == "code" else self.cleaned_data["password"]
