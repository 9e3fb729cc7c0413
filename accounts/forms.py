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


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "affiliation", "language")
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "affiliation": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }

    def clean_name(self) -> str:
        return public_name(self.cleaned_data["name"], self.instance)

    def clean_affiliation(self) -> str:
        affiliation = names.clean(self.cleaned_data["affiliation"])
        MaxLengthValidator(120)(affiliation)
        return affiliation


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
