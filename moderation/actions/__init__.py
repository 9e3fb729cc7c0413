"""The actions of moderation: house rules, canned reasons, sanctions, notes and roles."""

from moderation.actions.accounts import reset_second_step
from moderation.actions.roles import AddressNotProven, NoAdministratorLeft, set_member_roles
from moderation.actions.rules import (
    LastHouseRule,
    add_canned_reason,
    add_house_rule,
    change_canned_reason,
    change_house_rule,
    reinstate_house_rule,
    remove_canned_reason,
    retire_house_rule,
)
from moderation.actions.sanctions import (
    SanctionNotInForce,
    add_writer_note,
    claim_guest_sanctions,
    erase_sanctions_and_notes,
    impose_sanction,
    lift_sanction,
    mark_warnings_read,
    remove_writer_note,
)

__all__ = [
    "AddressNotProven",
    "LastHouseRule",
    "NoAdministratorLeft",
    "SanctionNotInForce",
    "add_canned_reason",
    "add_house_rule",
    "add_writer_note",
    "change_canned_reason",
    "change_house_rule",
    "claim_guest_sanctions",
    "erase_sanctions_and_notes",
    "impose_sanction",
    "lift_sanction",
    "mark_warnings_read",
    "reinstate_house_rule",
    "remove_canned_reason",
    "remove_writer_note",
    "reset_second_step",
    "retire_house_rule",
    "set_member_roles",
]
