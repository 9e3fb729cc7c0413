"""The forms for passkeys and codes, in the words of this site."""

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60
USED_CODE_SECONDS = 180  # by then a code has expired on every clock
LONGEST_CREDENTIAL = 50_000
NO_PASSKEY = _("The browser did not return a passkey. Try again.")


class _PasskeyNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("To help you tell them apart, for example: my phone."),
    )


class _Credential(forms.JSONField):
    """JSON, refused if larger or deeper than a browser would send."""

    widget = forms.HiddenInput

    def to_python(self, value):
        if len(value or "") > LONGEST_CREDENTIAL:
            raise forms.ValidationError(NO_PASSKEY)
        try:
            return super().to_python(value)
        except RecursionError:
            raise forms.ValidationError(NO_PASSKEY) from None


class _CredentialForm(forms.Form):
    """A browser's credential. Anyone can post anything here, and its parser fails on some of it."""

    def clean_credential(self):
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, Mapping):
            raise forms.ValidationError(NO_PASSKEY)
        with _refused():
            parent = getattr(super(), "clean_credential", None)
            return parent() if parent else credential

    def clean(self):
        with _refused():
            return super().clean()


@contextmanager
def _refused() -> Iterator[None]:
    """Turn the errors of parsing a malformed credential into a ValidationError."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, struct.error) as error:
        raise forms.ValidationError(NO_PASSKEY) from error


class AddPasskeyForm(_CredentialForm, _PasskeyNameForm, webauthn.AddWebAuthnForm):
    credential = _Credential()
    passwordless = forms.BooleanField(
        label=_("I can also sign in with this one, without a code or a password"),
        required=False,
        initial=True,
        help_text=_("A security key without a PIN or fingerprint can only be the second step."),
    )
    field_order = ("name", "passwordless", "credential")


class SignUpPasskeyForm(_CredentialForm, _PasskeyNameForm, webauthn.SignupWebAuthnForm):
    credential = _Credential()
    field_order = ("name", "credential")


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_NAME)


class PasskeySignInForm(_CredentialForm, webauthn.LoginWebAuthnForm):
    credential = _Credential()


class PasskeyStepForm(_CredentialForm, webauthn.AuthenticateWebAuthnForm):
    credential = _Credential()


class PasskeyAgainForm(_CredentialForm, webauthn.ReauthenticateWebAuthnForm):
    credential = _Credential()


def _code(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class AppForm(totp.ActivateTOTPForm):
    code = _code(_("The six digits your app shows now"))


class _SingleUseCodeForm(forms.Form):
    """A code that works once.

    django-allauth remembers a used code only for the period in which the app shows it, but accepts
    it just before and after too.
    """

    def clean_code(self) -> str:
        code = super().clean_code()
        typed = "".join(filter(str.isalnum, code))
        if not cache.add(f"second-step:{self.user.pk}:{typed}", True, timeout=USED_CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_SingleUseCodeForm, base.AuthenticateForm):
    code = _code(_("Code"), _("From your app, or one of your recovery codes."))


class CodeAgainForm(_SingleUseCodeForm, base.ReauthenticateForm):
    code = _code(_("Code"), _("From your app, or one of your recovery codes."))
