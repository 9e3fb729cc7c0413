"""The guest session: the address that the visitor at this browser proved, without an account.

They did so by opening a mailed link. The session keeps the key of that link and no address, so
that whoever forgets the link has ended what it opened, in every browser.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import GuestLink

_SESSION = "guest"
_MINUTE = 60  # seconds


def guest_address(request: HttpRequest) -> str:
    """In lower case; nothing for a member, and when none was shown or it has lapsed."""
    if not hasattr(request, "guest_address"):
        request.guest_address = _address(request)
    return request.guest_address


def sign_in_guest(request: HttpRequest, link: GuestLink) -> None:
    """From now on this visitor is who reads the mail of this link's address."""
    if _SESSION in request.session and guest_address(request) != link.email:
        # Another guest at the same browser: nothing of the former is theirs.
        request.session.flush()
    else:
        # Whoever knew the key of the session before must not be in with it.
        request.session.cycle_key()
    request.session[_SESSION] = [link.pk, _now()]
    request.guest_address = link.email


def sign_out_guest(request: HttpRequest) -> None:
    request.session.pop(_SESSION, None)
    request.guest_address = ""


def has_guest_session(request: HttpRequest) -> bool:
    """Return True if an address was proven in this browser; it may have lapsed. Makes no query.

    Reading the session of a visitor who has none would cost a query for nothing.
    """
    has_session = request.session.session_key or request.session.modified
    return bool(has_session) and _SESSION in request.session


def _now() -> int:
    """The moment, in seconds."""
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
