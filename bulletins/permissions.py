"""Permissions on bulletins. One predicate a permission."""

from accounts.guards import require_permission
from accounts.permissions import is_editor, may_set_rules
from bulletins.models import Bulletin


def may_compose_bulletins(user) -> bool:
    """Return True for editors, who may compose and publish bulletins."""
    return may_set_rules(user)


def may_mail_bulletin(user, bulletin: Bulletin) -> bool:
    """Return True if the user may mail it to the newsletter's readers: once, and if public."""
    return may_compose_bulletins(user) and bulletin.is_published and bulletin.mailed_at is None


for_bulletin_editors = require_permission(may_compose_bulletins, is_editor)
