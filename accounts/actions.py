"""The actions on an account, and the only place in this room that writes."""

from functools import partial

from allauth.usersessions.adapter import get_adapter as sessions
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import pictures, tasks
from accounts.models import GuestLink, User, token_digest
from accounts.personal_data import stored_sessions


def update_profile(
    user: User,
    *,
    name: str,
    affiliation: str,
    language: str,
    about: str = "",
    has_page: bool = False,
    shows_picture: bool = False,
    shows_about: bool = False,
    shows_reactions: bool = False,
) -> None:
    """Change a member's profile. Texts written before keep the name of that time."""
    former = user.public_picture
    fields = {
        "name": name,
        "affiliation": affiliation,
        "language": language,
        "about": about,
        "has_page": has_page,
        "shows_picture": shows_picture,
        "shows_about": shows_about,
        "shows_reactions": shows_reactions,
    }
    for field, value in fields.items():
        setattr(user, field, value)
    user.save(update_fields=list(fields))
    if former and not user.public_picture:
        move_profile_picture(user)


def set_profile_picture(user: User, made: dict[int, bytes]) -> None:
    """Replace the picture by this one, as `pictures.resize_profile_picture` returned it."""
    _name_picture(user, pictures.store_profile_picture(made))


def remove_profile_picture(user: User) -> None:
    _name_picture(user, "")


def move_profile_picture(user: User) -> None:
    """Move the picture to new addresses, so that those of a once public picture stop working."""
    if user.picture:
        _name_picture(user, pictures.copy_profile_picture(user.picture))


def _name_picture(user: User, name: str) -> None:
    """Set the picture's name, and delete the old files after the commit.

    The files of an upload that fails are swept later.
    """
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        former, locked.picture = locked.picture, name
        locked.save(update_fields=["picture"])
        if former:
            transaction.on_commit(partial(pictures.delete_profile_picture_files, former))
    user.picture = name


@transaction.atomic
def remove_login_methods(user: User) -> None:
    """Remove the password, linked logins and second step, so that only the mailbox gives access."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.socialaccount_set.all().delete()
    user.authenticator_set.all().delete()
    end_sessions(user)


@transaction.atomic
def remove_second_step(user: User) -> bool:
    """Delete the app, the passkeys and the recovery codes, and end every session.

    Return False if there was nothing to delete.
    """
    end_all_sessions(user)
    deleted, _ = user.authenticator_set.all().delete()
    user.__dict__.pop("has_second_step", None)
    return bool(deleted)


def record_session(request: HttpRequest) -> None:
    """Record that this browser is signed in, and when it was last seen."""
    UserSession.objects.create_from_request(request)


def end_sessions(user: User, *, only: int | None = None, but: str | None = None) -> int:
    """Sign out one browser of this member, or all but the one with this key; return the number."""
    ending = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    if only is not None:
        ending = ending.filter(pk=only)
    ending = list(ending)
    sessions().end_sessions(ending)
    return len(ending)


def end_all_sessions(user: User, *, but: str | None = None) -> None:
    """End every session of a member, by a scan of all sessions: some are on no member's list."""
    end_sessions(user, but=but)
    for session in stored_sessions(user):
        if session.session_key != but:
            session.delete()


@transaction.atomic
def request_guest_link(address: str, language: str) -> None:
    """Have the worker check if this address is known, and mail it a guest link."""
    link = GuestLink.objects.create(email=address, language=language)
    tasks.send_guest_link.enqueue(link.pk)


def use_guest_link(token: str) -> GuestLink | None:
    """Mark a link as used and return it; None if it was used, has expired or is unknown."""
    links = GuestLink.objects.filter(digest=token_digest(token))
    if not links.usable().update(opened_at=timezone.now()):
        return None
    return links.get()


def delete_account(user: User) -> None:
    """Delete the account and all that belongs to it. Its texts must be detached from it first."""
    with transaction.atomic():
        end_all_sessions(user)
        if user.picture:
            transaction.on_commit(partial(pictures.delete_profile_picture_files, user.picture))
        # Django's admin log names the member in each entry.
        of_user = ContentType.objects.get_for_model(User)
        LogEntry.objects.filter(content_type=of_user, object_id=str(user.pk)).delete()
        user.delete()
