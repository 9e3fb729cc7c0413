"""What is asked for passkeys and codes, in the words of this site."""

from collections.abc import Mapping

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60


class _Named(forms.Form):
    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("So that you know which is which, such as: my telephone."),
    )


class _Signed(forms.Form):
    """What a browser made or signed. Anyone can post anything here."""

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        try:
            response = credential["response"]
            whole = isinstance(response, Mapping) and isinstance(credential["id"], str)
        except (KeyError, TypeError):
            whole = False
        if not whole:
            raise forms.ValidationError(_("The browser gave no passkey. Try again."))
        parent = getattr(super(), "clean_credential", None)
        return parent() if parent else credential


class AddPasskeyForm(_Signed, _Named, webauthn.AddWebAuthnForm):
    passwordless = forms.BooleanField(
        label=_("With this one I can also sign in, without a code or a password"),
        required=False,
        initial=True,
        help_text=_("A security key without a PIN or a fingerprint can only be the second step."),
    )
    field_order = ("name", "passwordless", "credential")


class SignUpPasskeyForm(_Signed, _Named, webauthn.SignupWebAuthnForm):
    field_order = ("name", "credential")


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_NAME)


class PasskeySignInForm(_Signed, webauthn.LoginWebAuthnForm):
    pass


class PasskeyStepForm(_Signed, webauthn.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(_Signed, webauthn.ReauthenticateWebAuthnForm):
    pass


def _code(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class AppForm(totp.ActivateTOTPForm):
    code = _code(_("The six digits that the app shows now"))


class CodeForm(base.AuthenticateForm):
    code = _code(_("Code"), _("From the app, or one of your recovery codes."))


class CodeAgainForm(base.ReauthenticateForm):
    code = _code(_("Code"), _("From the app, or one of your recovery codes."))
