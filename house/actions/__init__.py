"""The verbs of the house: what it asks of its writers, and what it does about them."""

from house.actions.people import reset_second_step
from house.actions.rules import (
    LastRule,
    add_canned,
    add_rule,
    change_canned,
    change_rule,
    reinstate_rule,
    remove_canned,
    retire_rule,
)
from house.actions.writers import NotInForce, lift, note, read_warnings, remove_note, take

__all__ = [
    "LastRule",
    "NotInForce",
    "add_canned",
    "add_rule",
    "change_canned",
    "change_rule",
    "lift",
    "note",
    "read_warnings",
    "reinstate_rule",
    "remove_canned",
    "remove_note",
    "reset_second_step",
    "retire_rule",
    "take",
]
