"""Worker tasks for accounts: the mail with a guest link."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import GuestLink, token_digest
from common import email, hooks


@email.mail_task
def send_guest_link(pk: int) -> None:
    """Mail a link to a known guest, the sign-in page to a member, and nothing to anyone else.

    All that differs by address happens here in the worker, so that the request reveals nothing.
    """
    link = GuestLink.objects.filter(pk=pk, opened_at=None).first()
    if link is None:
        return
    with translation.override(link.language):
        if _has_account(link.email):
            template, address = "guest_member", email.absolute_url(reverse("account_login"))
        elif _is_known(link.email):
            template, address = "guest_link", email.absolute_url(_path_of(link))
        else:
            link.delete()
            return
    context = {"link": address, "minutes": settings.GUEST_LINK_MINUTES}
    email.send_templated_mail(template, link.email, context, link.language)
    if template == "guest_member":
        link.delete()


def _path_of(link: GuestLink) -> str:
    """Give the link a new token and return its path. Only the hash is kept; it works from now."""
    token = secrets.token_urlsafe(32)
    link.digest = token_digest(token)
    link.expires_at = timezone.now() + timedelta(minutes=settings.GUEST_LINK_MINUTES)
    link.save(update_fields=["digest", "expires_at"])
    return reverse("guest_link", args=[token])


def _has_account(address: str) -> bool:
    """Return True if a member proved this address; unproven, anyone could have typed it."""
    proven = EmailAddress.objects.filter(email=address, verified=True, user__is_active=True)
    return proven.exists()


def _is_known(address: str) -> bool:
    """Return True if any room has something that someone with this address confirmed."""
    return any(is_known(address) for is_known in hooks.guest_is_known)
