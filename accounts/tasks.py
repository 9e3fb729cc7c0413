"""Tasks of the worker for people: the mail with a guest's link."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from accounts.models import GuestLink, token_digest
from common import email, hooks


@task()
def send_guest_link(pk: int, attempt: int = 1) -> None:
    """Mail a link to whom we know, the way to sign in to a member, and nothing to anyone else.

    All that differs from one address to another happens here, where who asked cannot see it.
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
    try:
        email.send_templated_mail(template, link.email, context, link.language)
    except email.MAIL_ERRORS as error:
        email.retry_mail_task(send_guest_link, pk, attempt=attempt, error=error)
        return
    if template == "guest_member":
        link.delete()


def _path_of(link: GuestLink) -> str:
    """The path of a new token, of which only the hash is kept. It is good from now on."""
    token = secrets.token_urlsafe(32)
    link.digest = token_digest(token)
    link.expires_at = timezone.now() + timedelta(minutes=settings.GUEST_LINK_MINUTES)
    link.save(update_fields=["digest", "expires_at"])
    return reverse("guest_link", args=[token])


def _has_account(address: str) -> bool:
    """Only one of which the address was shown to be its member's: anyone can type an address."""
    proven = EmailAddress.objects.filter(email=address, verified=True, user__is_active=True)
    return proven.exists()


def _is_known(address: str) -> bool:
    """Return True if any room has something that someone with this address confirmed."""
    return any(is_known(address) for is_known in hooks.guest_is_known)
