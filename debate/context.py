"""The context processor of every page."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language

from accounts import guest_session
from accounts.identity import Person
from accounts.permissions import (
    has_author_role,
    is_editor,
    may_administer,
    may_moderate,
    may_set_rules,
)
from comments import visitor
from comments.models import Comment, Objection
from moderation.models import Measure
from notifications.visitor import FollowedKeys, NoticeCounter


def site(request) -> dict:
    other = "en" if get_language() == "nl" else "nl"
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "source_url": settings.SOURCE_URL,
        "other_language": other,
        "other_language_url": translate_url(escape_leading_slashes(request.get_full_path()), other),
        # A request that a middleware refuses early has no user yet.
        "is_moderator": SimpleLazyObject(
            lambda: hasattr(request, "user") and may_moderate(request.user)
        ),
        # By the role alone, which is loaded already: other members cost no query.
        "is_author": SimpleLazyObject(
            lambda: hasattr(request, "user") and has_author_role(request.user)
        ),
        # By the role alone as well; the desk's own guard asks for the second step.
        "has_writing_desk": SimpleLazyObject(
            lambda: (
                hasattr(request, "user")
                and (has_author_role(request.user) or is_editor(request.user))
            )
        ),
        "open_count": SimpleLazyObject(
            lambda: Comment.objects.open_questions(request.user).how_many()
        ),
        "is_administrator": SimpleLazyObject(
            lambda: hasattr(request, "user") and may_administer(request.user)
        ),
        "sets_rules": SimpleLazyObject(
            lambda: hasattr(request, "user") and may_set_rules(request.user)
        ),
        "objection_count": SimpleLazyObject(Objection.objects.open().count),
        "queue_count": SimpleLazyObject(Comment.objects.queue().how_many),
        "my_measures": SimpleLazyObject(lambda: _sanctions_of(request)),
        # Only evaluated on pages of signed-in members.
        "bell": SimpleLazyObject(lambda: NoticeCounter.of(request)),
        "followed": SimpleLazyObject(lambda: FollowedKeys.by(request)),
        "contact": settings.CONTACT_EMAIL,
        "passkeys": settings.PASSKEYS,
        "has_own": SimpleLazyObject(
            lambda: hasattr(request, "user") and visitor.has_own_comments_page(request)
        ),
        "guest_address": SimpleLazyObject(
            lambda: guest_session.guest_address(request) if hasattr(request, "user") else ""
        ),
    }


def _sanctions_of(request) -> list[Measure]:
    """Return the sanctions in force for this member, for their own page."""
    if not request.user.is_authenticated:
        return []
    in_force = Measure.objects.in_force().about([Person.of(request.user)])
    return list(in_force.select_related("house_rule"))
