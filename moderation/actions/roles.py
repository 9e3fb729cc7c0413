"""Granting and revoking roles. Each change is recorded, and mailed to the member."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import roles
from accounts.models import User
from accounts.permissions import has_proven_address, may_administer
from moderation import tasks
from moderation.audit_log import member_subject, record


class NoAdministratorLeft(Exception):
    """The last administrator cannot lose the role, since nobody else could give roles."""


class AddressNotProven(Exception):
    """A member needs a proven address to have a role in the team."""


@transaction.atomic
def set_member_roles(member: User, wanted: set[str], *, by: User) -> tuple[set[str], set[str]]:
    """Give a member exactly these roles; return the roles given and the roles taken.

    Raises `PermissionDenied`, `AddressNotProven`, or `NoAdministratorLeft`.
    """
    if not may_administer(by):
        raise PermissionDenied
    # Locked until the commit, so that two administrators cannot revoke each other's role at once.
    list(Group.objects.select_for_update().filter(name__in=roles.ALL))
    member = User.objects.get(pk=member.pk)
    given, taken = wanted - member.roles, member.roles & set(roles.ALL) - wanted
    if given and not (member.is_active and has_proven_address(member)):
        raise AddressNotProven
    if roles.ADMINISTRATORS in taken and not _others_administer(member):
        raise NoAdministratorLeft
    for role in sorted(given):
        roles.grant_role(member, role)
        record("role_given", member_subject(member.pk), by=by, role=role)
    for role in sorted(taken):
        roles.revoke_role(member, role)
        record("role_taken", member_subject(member.pk), by=by, role=role)
    if given or taken:
        tasks.mail_role_changes.enqueue(member.pk, sorted(given), sorted(taken))
    return given, taken


def _others_administer(member: User) -> bool:
    others = User.objects.filter(is_active=True).exclude(pk=member.pk)
    return (
        others.filter(groups__name=roles.ADMINISTRATORS).exists()
        or User.objects.filter(is_active=True, is_superuser=True).exists()
    )
