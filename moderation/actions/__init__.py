"""The verbs of the house: what it asks of its writers, and what it does about them."""

from moderation.actions.accounts import reset_second_step
from moderation.actions.roles import (
    LastAdministrator,
    NotProven,
    set_roles,
)
from moderation.actions.rules import (
    LastRule,
    add_canned,
    add_rule,
    change_canned,
    change_rule,
    reinstate_rule,
    remove_canned,
    retire_rule,
)
from moderation.actions.sanctions import (
    NotInForce,
    forget,
    lift,
    note,
    read_warnings,
    recognise,
    remove_note,
    take,
)

__all__ = [
    "LastAdministrator",
    "LastRule",
    "NotInForce",
    "NotProven",
    "add_canned",
    "add_rule",
    "change_canned",
    "change_rule",
    "forget",
    "lift",
    "note",
    "read_warnings",
    "recognise",
    "reinstate_rule",
    "remove_canned",
    "remove_note",
    "reset_second_step",
    "retire_rule",
    "set_roles",
    "take",
]
