"""Signing in of a guest by a mailed link that works once."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions, guest_session
from accounts.forms.guest import GuestLinkForm
from accounts.models import GuestLink
from common.clients import client_network
from common.email import mailbox
from common.ratelimit import within_rate_limit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_link_form(request: HttpRequest) -> HttpResponse:
    """The form for a guest's address. The answer and its work are the same for every address."""
    if request.user.is_authenticated:
        return redirect("my_reactions")
    form = GuestLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _mail(request, form.cleaned_data["email"]):
            return redirect("asked_guest_link")
        form.add_error(None, _("Too many requests. Wait a while and try again."))
    status = 200 if not form.errors else 429 if form.non_field_errors() else 422
    return render(request, "comments/mine/ask.html", {"form": form}, status=status)


@never_cache
@require_safe
def guest_link_requested(request: HttpRequest) -> HttpResponse:
    return render(request, "comments/mine/asked.html", {"minutes": settings.GUEST_LINK_MINUTES})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_link_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the mailed link. A GET changes nothing, since mail scanners open links too."""
    link = GuestLink.objects.behind(token)
    if link is None:
        return render(request, "comments/mine/link.html", {"link": None}, status=404)
    if guest_session.guest_address(request) == link.email:
        return redirect("my_reactions")
    if request.method == "POST" and "again" in request.POST:
        if _mail(request, link.email):
            return redirect("asked_guest_link")
        return render(
            request, "comments/mine/link.html", {"link": link, "too_often": True}, status=429
        )
    may_open = request.method == "POST" and not request.user.is_authenticated
    if may_open and (opened := actions.use_guest_link(token)):
        guest_session.sign_in_guest(request, opened)
        return redirect("my_reactions")
    return render(
        request, "comments/mine/link.html", {"link": link}, status=200 if link.is_usable else 410
    )


def _mail(request: HttpRequest, address: str) -> bool:
    """Request a link by mail, or return False if this visitor asked too often.

    The limit for each mailbox is silent, so the answer does not tell whether an address is known.
    """
    if not within_rate_limit("guest-link", client_network(request), 10, 3600):
        return False
    if within_rate_limit("guest-link-mail", mailbox(address), 5, 3600):
        actions.request_guest_link(address, get_language())
    return True
