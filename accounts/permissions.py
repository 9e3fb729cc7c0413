"""Who may do what as a member of the site's team. One predicate a permission."""

from accounts import roles
from accounts.models import User
from common import names


def may_moderate(user) -> bool:
    """Judge reactions: moderators and editors."""
    return (
        user.is_authenticated
        and user.is_active
        and (user.is_superuser or bool(user.roles & {roles.MODERATORS, roles.EDITORS}))
    )


def may_set_rules(user) -> bool:
    """Change what the rules do, and the lists that they use: editors."""
    return (
        user.is_authenticated
        and user.is_active
        and (user.is_superuser or roles.EDITORS in user.roles)
    )


def speaks_for_the_site(user) -> bool:
    """Bears the badge of the editors in a thread."""
    return may_moderate(user)


def may_bear(name: str, user=None) -> bool:
    """Whether someone may be called `name`: not when it looks like the name of a team member."""
    namesakes = User.objects.speaking_for_the_site().filter(name_key=names.skeleton(name))
    if user is not None and user.pk:
        namesakes = namesakes.exclude(pk=user.pk)
    return not namesakes.exists()
