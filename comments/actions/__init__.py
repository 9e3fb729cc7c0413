"""The verbs of a reaction: the only place that writes one. Each is one transaction."""

from comments.actions.importing import place_imported
from comments.actions.judging import Conflict, Seen, decide, verdicts
from comments.actions.objecting import AlreadyAnswered, answer, object_to
from comments.actions.rules import block, set_rules, unblock, unwatch, watch
from comments.actions.shared import NotNow, Status, Verdict
from comments.actions.writing import Writer, confirm, edit, submit, withdraw

__all__ = [
    "AlreadyAnswered",
    "Conflict",
    "NotNow",
    "Seen",
    "Status",
    "Verdict",
    "Writer",
    "answer",
    "block",
    "confirm",
    "decide",
    "edit",
    "object_to",
    "place_imported",
    "set_rules",
    "submit",
    "unblock",
    "unwatch",
    "verdicts",
    "watch",
    "withdraw",
]
