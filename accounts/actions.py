"""What can be done with an account. The only place in this room that writes."""

from allauth.usersessions.adapter import get_adapter as sessions
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User


def describe(user: User, *, name: str, affiliation: str, language: str) -> None:
    """Change how a member is shown from now on; what was written before keeps its name."""
    user.name, user.affiliation, user.language = name, affiliation, language
    user.save(update_fields=["name", "affiliation", "language"])


@transaction.atomic
def forget_ways_in(user: User) -> None:
    """Leave the mailbox as the one way into an account."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.socialaccount_set.all().delete()
    take_second_step(user)


@transaction.atomic
def take_second_step(user: User) -> bool:
    """Forget the app, the passkeys and the recovery codes, and end every session.

    False when there was nothing to forget.
    """
    end_sessions(user)
    deleted, _ = user.authenticator_set.all().delete()
    user.__dict__.pop("has_second_step", None)
    return bool(deleted)


def note_session(request: HttpRequest) -> None:
    """Keep that this browser is signed in, and when it last was seen."""
    UserSession.objects.create_from_request(request)


def end_sessions(user: User, *, only: int | None = None, but: str | None = None) -> int:
    """Sign out one browser of this member, or all but the one with this key."""
    ending = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    if only is not None:
        ending = ending.filter(pk=only)
    ending = list(ending)
    sessions().end_sessions(ending)
    return len(ending)
