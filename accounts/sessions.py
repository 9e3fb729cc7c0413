"""The sessions of open sockets: read on connecting, and checked again before each push."""

import hashlib
from collections.abc import Iterable
from importlib import import_module
from types import SimpleNamespace
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user
from django.http import parse_cookie
from django.utils import timezone

from accounts.models import User

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


class SocketSession(NamedTuple):
    """The session of a signed-in user behind a socket."""

    user_pk: int
    session_key: str
    # Changes with the password, which ends all sessions from before.
    proof: str


def socket_session(scope: dict) -> SocketSession | None:
    """Return the session that opened this socket, or None if nobody is signed in."""
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    cookie = parse_cookie(b"; ".join(cookies).decode("latin-1"))
    if not (key := cookie.get(settings.SESSION_COOKIE_NAME)):
        return None
    if not (user := session_user(key)):
        return None
    return SocketSession(user.pk, key, user.get_session_auth_hash())


def session_user(session_key: str | None) -> User | None:
    """Return the user of this session; None once it ended or the password changed."""
    user = get_user(SimpleNamespace(session=SessionStore(session_key)))
    return user if user.is_authenticated else None


def session_room(session_key: str) -> str:
    """Return the group that is told when this session ends. Hashed, since the key is secret."""
    return f"session.{hashlib.sha256(session_key.encode()).hexdigest()[:40]}"


def valid_sessions(signed: Iterable[SocketSession]) -> set[SocketSession]:
    """Return the sessions that have not ended, in two queries for any number."""
    signed = set(signed)
    sessions = SessionStore.get_model_class().objects.filter(
        session_key__in={one.session_key for one in signed}, expire_date__gt=timezone.now()
    )
    keys = set(sessions.values_list("session_key", flat=True))
    users = User.objects.filter(pk__in={one.user_pk for one in signed}, is_active=True)
    proofs = {user.pk: user.get_session_auth_hash() for user in users}
    return {
        one for one in signed if one.session_key in keys and proofs.get(one.user_pk) == one.proof
    }
