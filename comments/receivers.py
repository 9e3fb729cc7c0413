"""Signal receivers that offer members the reactions they wrote as guests."""

from allauth.account.signals import email_confirmed, user_signed_up
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import ngettext

from accounts.models import User
from comments.models import Comment
from moderation import actions as house_actions


@receiver(email_confirmed)
def offer_claim_on_confirmed_address(request, email_address, **kwargs) -> None:
    _offer_claim(request, email_address.user)


@receiver(user_signed_up)
def offer_claim_on_sign_up(request, user, **kwargs) -> None:
    """Offer claims for an address confirmed by a login provider; others are confirmed later."""
    _offer_claim(request, user)


def _offer_claim(request: HttpRequest | None, user: User) -> None:
    house_actions.claim_guest_sanctions(user)
    count = Comment.objects.confirmed_from(user.proven_addresses).count()
    if request is None or not count:
        return
    text = ngettext(
        "You wrote {n} reaction here as a guest with this address.",
        "You wrote {n} reactions here as a guest with this address.",
        count,
    ).format(n=count)
    way = ngettext("Claim it for your account", "Claim them for your account", count)
    messages.info(request, format_html('{} <a href="{}">{}</a>', text, reverse("take_over"), way))
