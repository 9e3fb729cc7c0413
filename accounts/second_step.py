"""django-allauth's adapter for the second step of signing in."""

import secrets
from base64 import b32encode, urlsafe_b64encode
from functools import cache
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not correct or has already been used. Try again."
        ),
    }

    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # From the settings, not from the Host header of the request.
        return {"id": settings.SITE_HOST, "name": settings.SITE_NAME}

    def generate_authenticator_name(self, user, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        """Encrypt a secret, so that a copy of the database alone does not give the codes."""
        return _cipher(_keys()).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher(_keys()).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # SECRET_KEY was changed without a fallback: by a random secret, no code is right.
            return b32encode(secrets.token_bytes(20)).decode()


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(sha256(b"accounts.second_step" + key.encode()).digest()))
            for key in keys
        ]
    )
