"""The roles people can have, as Django groups."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group

if TYPE_CHECKING:
    from accounts.models import User

AUTHORS = "authors"
MODERATORS = "moderators"
EDITORS = "editors"
ALL = (AUTHORS, MODERATORS, EDITORS)


def grant(user: "User", role: str) -> None:
    group, _ = Group.objects.get_or_create(name=role)
    user.groups.add(group)
    user.__dict__.pop("roles", None)


def revoke(user: "User", role: str) -> None:
    user.groups.remove(*Group.objects.filter(name=role))
    user.__dict__.pop("roles", None)
