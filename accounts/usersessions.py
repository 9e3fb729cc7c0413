"""The list of signed-in browsers that django-allauth keeps for a member."""

import time

from allauth.account.signals import user_logged_in
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import actions
from accounts.sessions import session_room
from common.live import push_to_room

SEEN = "seen_at"
AN_HOUR = 3600
NO_IP_ADDRESS = "0.0.0.0"


def touch_session(request: HttpRequest) -> None:
    """Record that a session is in use, at most once an hour."""
    seen = request.session.get(SEEN)
    if seen and time.time() - seen > AN_HOUR and request.user.is_authenticated:
        request.session[SEEN] = int(time.time())
        actions.record_session(request)


def notify_session_ended(session_key: str) -> None:
    push_to_room(session_room(session_key), lambda: {"type": "session.ended"})


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions) -> None:
        sessions = list(sessions)
        super().end_sessions(sessions)
        for session in sessions:
            notify_session_ended(session.session_key)


@receiver(user_logged_in)
def mark_session_seen_on_login(request: HttpRequest, **kwargs) -> None:
    request.session[SEEN] = int(time.time())


@receiver(user_logged_out)
def notify_session_ended_on_logout(request: HttpRequest, **kwargs) -> None:
    if request.session.session_key:
        notify_session_ended(request.session.session_key)


@receiver(pre_save, sender=UserSession)
def drop_session_ip(instance: UserSession, **kwargs) -> None:
    """Drop the IP address of a session: the site does not need it."""
    instance.ip = NO_IP_ADDRESS
