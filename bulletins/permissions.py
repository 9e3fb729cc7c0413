"""Who may do what with a bulletin. One predicate a permission."""

from accounts.guards import only
from accounts.permissions import is_editor, may_set_rules
from bulletins.models import Bulletin


def may_compose(user) -> bool:
    """Make bulletins: editors."""
    return may_set_rules(user)


def may_mail(user, bulletin: Bulletin) -> bool:
    """Send it to the readers of the newsletter: once, and only what everyone can read."""
    return may_compose(user) and bulletin.is_published and bulletin.mailed_at is None


for_editors = only(may_compose, is_editor)
