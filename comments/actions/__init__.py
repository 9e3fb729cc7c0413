"""The verbs of a reaction: the only place that writes one. Each is one transaction."""

from comments.actions.importing import place_imported
from comments.actions.judging import Conflict, Former, Seen, decide, put_back, verdicts
from comments.actions.rules import block, set_rules, unblock, unwatch, watch
from comments.actions.shared import NotNow, Status, Verdict
from comments.actions.together import MOST, carry_out, choose, give, reverse, undo
from comments.actions.writing import Writer, confirm, edit, submit, withdraw

__all__ = [
    "MOST",
    "Conflict",
    "Former",
    "NotNow",
    "Seen",
    "Status",
    "Verdict",
    "Writer",
    "block",
    "carry_out",
    "choose",
    "confirm",
    "decide",
    "edit",
    "give",
    "place_imported",
    "put_back",
    "reverse",
    "set_rules",
    "submit",
    "unblock",
    "undo",
    "unwatch",
    "verdicts",
    "watch",
    "withdraw",
]
