"""django-allauth's adapter for accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.email import add_html_alternative, mailbox
from common.ratelimit import within_rate_limit


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request, user) -> None:
        """Do nothing: members have no user name, the address is the login."""

    def save_user(self, request, user, form, commit=True) -> User:
        user.name = form.cleaned_data["name"]
        user.language = request.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of the member, or else of the page.

        An unproven address has a limit an hour, counted by mailbox: anyone can type jan+1@, jan+2@
        and so on, to sign up or to be sent a code.
        """
        if not self._is_proven(email) and not within_rate_limit(
            "stranger", mailbox(email), 10, 3600
        ):
            return
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        with translation.override(user.language if user else translation.get_language()):
            super().send_mail(template_prefix, email, site | context)

    @staticmethod
    def _is_proven(email: str) -> bool:
        return EmailAddress.objects.filter(email=email.lower(), verified=True).exists()

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        # With the member's name, since it may go to an address that is no longer theirs.
        super().send_notification_mail(
            template_prefix, user, {"user": user} | (context or {}), email
        )

    def render_mail(self, template_prefix, email, context, headers=None):
        headers = {"Auto-Submitted": "auto-generated"} | (headers or {})
        return add_html_alternative(super().render_mail(template_prefix, email, context, headers))

    def get_email_verification_redirect_url(self, email_address) -> str:
        """Return the page after confirming a new address; not used at sign-up."""
        return reverse("account_home")

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        # django-allauth adds the Host header, in which an attacker may vary the port.
        return credentials.get("email", "").lower()

    def get_reauthentication_methods(self, user) -> list[dict]:
        ways = {
            "reauthenticate": _("With your password"),
            "mfa_reauthenticate": _("With a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        if not user.is_anonymous and not user.authenticator_set.filter(type="totp").exists():
            # Without an app, the only codes are recovery codes: offer these last.
            methods.sort(key=lambda method: method["id"] == "mfa_reauthenticate")
        return [method | {"description": ways[method["id"]]} for method in methods]

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("account_home")
