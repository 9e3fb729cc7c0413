"""django-allauth's adapter for signing in by an external provider."""

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
        "connected_other": _("This sign-in belongs to another account here."),
    }

    def list_apps(self, request, provider=None, client_id=None) -> list[SocialApp]:
        """Return the providers of the settings alone: the operator decides which are trusted."""
        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for some in apps.values() for app in some]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> User:
        """Copy the name and address; trust a verified address only from a trusted provider."""
        user = super().populate_user(request, sociallogin, data)
        user.email = user.email.lower()
        user.name = names.tidy_line(str(data.get("name") or ""))[:60]
        user.language = request.LANGUAGE_CODE
        trusted = sociallogin.provider.app.settings["trusted"]
        for address in sociallogin.email_addresses:
            # Some providers send the string "false", which is truthy.
            address.verified = trusted and address.verified in (True, "true")
        # Enough to recognise the login; other data from the provider is not stored.
        sociallogin.account.extra_data = {"userinfo": {"email": user.email}}
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return the account with a trusted provider's address, if confirmed to us as well."""
        found = super().authenticate_by_email(sociallogin)
        if not found or not found[0].proven_email:
            return None
        # Another login of this provider: the address may have passed to another person.
        if sociallogin.account.provider in found[0].linked_providers:
            return None
        return found

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return True if the provider gave a name that may be used here."""
        try:
            clean_public_name(sociallogin.user.name)
        except ValidationError:
            return False
        return True

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict:
        return super().get_signup_form_initial_data(sociallogin) | {"name": sociallogin.user.name}
