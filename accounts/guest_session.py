"""The guest session: the address that a visitor without an account proved in this browser.

They did so by opening a mailed link. The session keeps the key of that link and no address, so
that deleting the link ends every session that it opened, in every browser.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.identity import Identity
from accounts.models import GuestLink

_SESSION = "guest"
_MINUTE = 60  # seconds


def guest_address(request: HttpRequest) -> str:
    """Return the proven address in lower case; "" for a member, if none is proven or it lapsed."""
    if not hasattr(request, "guest_address"):
        request.guest_address = _address(request)
    return request.guest_address


def visitor_identity(request: HttpRequest) -> Identity:
    """Return the member, the guest by their proven address, or nobody."""
    if request.user.is_authenticated:
        return Identity(request.user.pk)
    return Identity(None, guest_address(request))


def sign_in_guest(request: HttpRequest, link: GuestLink) -> None:
    """Sign this visitor in as the guest with the address of `link`."""
    if _SESSION in request.session and guest_address(request) != link.email:
        # Another guest in the same browser: leave them nothing of the former one.
        request.session.flush()
    else:
        # Against session fixation: a key known from before must not be signed in.
        request.session.cycle_key()
    request.session[_SESSION] = [link.pk, _now()]
    request.guest_address = link.email


def has_guest_session(request: HttpRequest) -> bool:
    """Return True if an address was proven in this browser; it may have lapsed.

    Makes no query for a visitor without a session.
    """
    has_session = request.session.session_key or request.session.modified
    return bool(has_session) and _SESSION in request.session


def _now() -> int:
    """Return the present time in seconds since the epoch."""
    return int(timezone.now().timestamp())


def _address(request: HttpRequest) -> str:
    if not has_guest_session(request) or request.user.is_authenticated:
        return ""
    key, seen = request.session[_SESSION]
    now = _now()
    since = timezone.now() - timedelta(hours=settings.GUEST_HOURS)
    link = GuestLink.objects.filter(pk=key, opened_at__gt=since).only("email").first()
    if link is None or now - seen > settings.GUEST_IDLE_MINUTES * _MINUTE:
        del request.session[_SESSION]
        return ""
    if now - seen > _MINUTE:
        request.session[_SESSION] = [key, now]
    return link.email
