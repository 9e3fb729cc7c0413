"""Permissions of the site's team. One predicate a permission."""

from functools import cache

from django.conf import settings

from accounts import roles
from accounts.models import User
from common import names


def is_moderator(user) -> bool:
    """Return True for the roles that moderate: moderators and editors."""
    return _has_role(user, roles.MODERATORS, roles.EDITORS)


def is_editor(user) -> bool:
    return _has_role(user, roles.EDITORS)


def is_administrator(user) -> bool:
    return _has_role(user, roles.ADMINISTRATORS)


def has_author_role(user) -> bool:
    """Return True for authors, who are shown the link to the authors' desk."""
    return user.is_authenticated and user.is_active and roles.AUTHORS in user.roles


def has_administration(user) -> bool:
    """Return True if the user works in the administration: administrators."""
    return user.is_authenticated and user.is_active and user.is_staff


def _has_role(user, *among: str) -> bool:
    return (
        user.is_authenticated
        and user.is_active
        and (user.is_superuser or bool(user.roles & set(among)))
    )


def lacks_second_step(user) -> bool:
    """Return True if a second step is required and missing: a mailbox alone can be stolen."""
    return settings.TWO_STEP and not user.has_second_step


def may_moderate(user) -> bool:
    """Permission to decide on reactions: moderators and editors."""
    return is_moderator(user) and not lacks_second_step(user)


def may_set_rules(user) -> bool:
    """Permission to change the rules and the lists that they use: editors."""
    return is_editor(user) and not lacks_second_step(user)


def may_enter_administration(user) -> bool:
    """Permission to enter the administration, where members are looked up."""
    return has_administration(user) and not lacks_second_step(user)


def may_administer(user) -> bool:
    """Permission to look up members, and to give and take roles: administrators."""
    return is_administrator(user) and not lacks_second_step(user)


def may_change_account(user, other) -> bool:
    """Permission to change an account in the administration; of a superuser, for superusers."""
    return may_administer(user) and (user.is_superuser or not other.is_superuser)


def has_proven_address(user) -> bool:
    """Return True if the member confirmed the address of the account."""
    return user.is_authenticated and bool(user.proven_email)


def may_see_moderators(user) -> bool:
    """Permission to see how many decisions each moderator took: editors, who divide the work."""
    return may_set_rules(user)


def has_team_badge(user) -> bool:
    """Return True if the user has the editorial badge in a thread."""
    return is_moderator(user)


# Words in a name that claim to speak for the site, in both its languages.
RESERVED_WORDS = {
    "redactie", "redacteur", "redactrice", "eindredactie", "hoofdredacteur", "auteur", "moderator",
    "moderatie", "beheer", "beheerder", "editor", "editors", "editorial", "author", "admin",
    "administrator",
}  # fmt: skip


def may_use_name(name: str, user=None) -> bool:
    """Return True if a user may have this name. A name that suggests the team is refused.

    That is a name that looks like a team member's, contains all its words in any order, or contains
    the name of a role or of the site.
    """
    team = User.objects.team_members()
    if user is not None and user.pk:
        if team.filter(pk=user.pk).exists():
            # For a member of the team, only a colleague's name is refused.
            return not team.exclude(pk=user.pk).filter(name_key=names.name_skeleton(name)).exists()
        team = team.exclude(pk=user.pk)
    words = set(names.word_skeletons(name))
    if words & _reserved_skeletons() or names.name_skeleton(
        settings.SITE_NAME
    ) in names.name_skeleton(name):
        return False
    return not any(is_lookalike_name(name, other) for other in team.values_list("name", flat=True))


def is_lookalike_name(name: str, other: str) -> bool:
    """Return True if `name` could be mistaken for `other`: same key, or contains all its words.

    For an `other` of one word only the key counts: beside Mo there may be many a Mo Jansen.
    """
    if names.name_skeleton(name) == names.name_skeleton(other):
        return True
    words = names.word_skeletons(other)
    return len(words) > 1 and set(words) <= set(names.word_skeletons(name))


@cache
def _reserved_skeletons() -> frozenset[str]:
    return frozenset(map(names.name_skeleton, RESERVED_WORDS))
