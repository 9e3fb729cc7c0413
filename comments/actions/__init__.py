"""The verbs of a reaction: the only place that writes one. Each is one transaction."""

from comments.actions.importing import place_imported
from comments.actions.judging import Conflict, Seen, decide, verdicts
from comments.actions.learning import learn, learn_anew, learn_soon
from comments.actions.rules import block, set_rules, unblock, unwatch, watch
from comments.actions.shared import NotNow, Status, Verdict
from comments.actions.writing import Writer, confirm, edit, submit, withdraw

__all__ = [
    "Conflict",
    "NotNow",
    "Seen",
    "Status",
    "Verdict",
    "Writer",
    "block",
    "confirm",
    "decide",
    "edit",
    "learn",
    "learn_anew",
    "learn_soon",
    "place_imported",
    "set_rules",
    "submit",
    "unblock",
    "unwatch",
    "verdicts",
    "watch",
    "withdraw",
]
