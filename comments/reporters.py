"""Identity of reporters, so that everyone counts once; stored only as a keyed hash."""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from common.email import mailbox

_SESSION = "reporter"


def reporter_of_user(user: User) -> str:
    return _hashed(f"user:{user.pk}")


def reporter_of_address(email: str) -> str:
    """Return the reporter with this mailbox: the member with this address, if there is one."""
    member = User.objects.filter(email=email.lower(), is_active=True).first()
    return reporter_of_user(member) if member else _hashed(f"mailbox:{mailbox(email)}")


def reporter_of_visitor(request: HttpRequest) -> str:
    """Return the member, or the browser if it reported before; empty if it never did."""
    if request.user.is_authenticated:
        return reporter_of_user(request.user)
    # Do not load the session of a visitor who has none: that would cost a query.
    if not (request.session.session_key or request.session.modified):
        return ""
    key = request.session.get(_SESSION)
    return _hashed(f"browser:{key}") if key else ""


def remember_reporter(request: HttpRequest) -> str:
    """Return the reporter, and remember the browser; only for a visitor who sends a report."""
    if not request.user.is_authenticated and not reporter_of_visitor(request):
        request.session[_SESSION] = secrets.token_urlsafe(16)
    return reporter_of_visitor(request)


def unproven_reporter(visitor: str, email: str) -> str:
    """Return the reporter by an unconfirmed address.

    The visitor is part of it, so that nobody can act as a stranger by typing their address.
    """
    return _hashed(f"unproven:{visitor}:{mailbox(email)}")


def _hashed(who: str) -> str:
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(who.encode(), key=key, digest_size=32, person=b"reporter").hexdigest()
