"""The browsers that a member is signed in with, as django-allauth keeps them for the member."""

import time

from allauth.account.signals import user_logged_in
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import actions
from accounts.sessions import room
from common.live import tell

SEEN = "seen_at"
AN_HOUR = 3600
NOWHERE = "0.0.0.0"


def see(request: HttpRequest) -> None:
    """Note, once an hour, that a session is in use."""
    seen = request.session.get(SEEN)
    if seen and time.time() - seen > AN_HOUR and request.user.is_authenticated:
        request.session[SEEN] = int(time.time())
        actions.note_session(request)


def say_ended(session_key: str) -> None:
    tell(room(session_key), lambda: {"type": "session.ended"})


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions) -> None:
        sessions = list(sessions)
        super().end_sessions(sessions)
        for session in sessions:
            say_ended(session.session_key)


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs) -> None:
    request.session[SEEN] = int(time.time())


@receiver(user_logged_out)
def end(request: HttpRequest, **kwargs) -> None:
    if request.session.session_key:
        say_ended(request.session.session_key)


@receiver(pre_save, sender=UserSession)
def keep_no_address(instance: UserSession, **kwargs) -> None:
    """Where someone signed in from is nothing that the site needs to remember."""
    instance.ip = NOWHERE
