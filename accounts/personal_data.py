"""The personal data in a member's account, to be exported and erased."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session

from accounts.models import User


def collect_account_data(user: User) -> dict:
    """Return the account data for its owner. Secrets are mentioned but not given."""
    return {
        "name": user.name,
        "email": user.email,
        "affiliation": user.affiliation,
        "language": user.language,
        "about": user.about,
        "has_picture": bool(user.picture),
        "public_page": {
            "has_page": user.has_page,
            "shows_picture": user.shows_picture,
            "shows_about": user.shows_about,
            "shows_reactions": user.shows_reactions,
        },
        "roles": sorted(user.roles),
        "date_joined": user.date_joined,
        "last_login": user.last_login,
        "has_password": user.has_usable_password(),
        "addresses": [
            {"email": address.email, "verified": address.verified, "primary": address.primary}
            for address in user.emailaddress_set.order_by("pk")
        ],
        "second_step": [
            {
                "kind": step.type,
                "name": step.data.get("name", ""),
                "made_at": step.created_at,
                "last_used_at": step.last_used_at,
            }
            for step in user.authenticator_set.order_by("pk")
        ],
        "linked_logins": [
            {"provider": login.provider, "id_there": login.uid, **login.extra_data}
            for login in user.socialaccount_set.order_by("pk")
        ],
        "browsers": [
            {
                "browser": session.user_agent,
                "signed_in_at": session.created_at,
                "last_used_at": session.last_seen_at,
            }
            for session in user.usersession_set.order_by("pk")
        ],
        "sessions": sum(1 for _ in stored_sessions(user)),
    }


def stored_sessions(user: User):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.iterator():
        data = store().decode(session.session_data)
        if str(data.get("_auth_user_id", "")) == str(user.pk):
            yield session
