"""Signing in with an account elsewhere, where django-allauth asks about it."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.forms.members import clean_public_name
from accounts.models import User
from common import names


class ProviderAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": _("This login belongs to another account here."),
    }

    def list_apps(self, request, provider=None, client_id=None) -> list[SocialApp]:
        """Those of the settings alone: who runs the site decides whom it believes."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for some in apps.values() for app in some]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> User:
        """Take over the name and the address, and believe no more than was agreed."""
        user = super().populate_user(request, sociallogin, data)
        user.email = user.email.lower()
        user.name = names.tidy_line(str(data.get("name") or ""))[:60]
        user.language = request.LANGUAGE_CODE
        trusted = sociallogin.provider.app.settings["trusted"]
        for address in sociallogin.email_addresses:
            # Some providers say "false", which Python takes for true.
            address.verified = trusted and address.verified in (True, "true")
        # Enough to recognise the login by; what else the provider tells of someone is not ours.
        sociallogin.account.extra_data = {"userinfo": {"email": user.email}}
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return the account that a trusted provider's word opens: theirs who also confirmed it to
        us."""
        found = super().authenticate_by_email(sociallogin)
        if not found or not found[0].proven_email:
            return None
        # An address may pass to another person, whose login is then not this account's.
        if sociallogin.account.provider in found[0].linked_providers:
            return None
        return found

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Ask nothing when the provider gave a name that this person may bear here."""
        try:
            clean_public_name(sociallogin.user.name)
        except ValidationError:
            return False
        return True

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict:
        return super().get_signup_form_initial_data(sociallogin) | {"name": sociallogin.user.name}
