"""The roles of members, stored as Django groups."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

AUTHORS = "authors"
MODERATORS = "moderators"
EDITORS = "editors"
ADMINISTRATORS = "administrators"
ALL = (AUTHORS, MODERATORS, EDITORS, ADMINISTRATORS)
TITLES = {
    AUTHORS: _("author"),
    MODERATORS: _("moderator"),
    EDITORS: _("editor"),
    ADMINISTRATORS: _("administrator"),
}
# Roles that may enter the administration, where members are looked up.
IN_ADMINISTRATION = (ADMINISTRATORS,)


def grant_role(user: "User", role: str) -> None:
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    _sync_derived_fields(user)


def revoke_role(user: "User", role: str) -> None:
    user.groups.remove(*Group.objects.filter(name=role))
    _sync_derived_fields(user)


def _sync_derived_fields(user: "User") -> None:
    """Update the fields that are derived from the roles: the cached `roles`, and `is_staff`."""
    user.__dict__.pop("roles", None)
    inside = user.is_superuser or not user.roles.isdisjoint(IN_ADMINISTRATION)
    if user.is_staff != inside:
        user.is_staff = inside
        user.save(update_fields=["is_staff"])
