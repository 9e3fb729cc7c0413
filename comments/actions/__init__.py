"""The verbs of a reaction: the only place that writes one. Each is one transaction."""

from comments.actions.importing import place_imported
from comments.actions.judging import Conflict, Seen, claim, decide, verdicts
from comments.actions.learning import learn, learn_anew, learn_soon
from comments.actions.reporting import Already, Reporter, confirm_report, keep, report
from comments.actions.rules import block, set_rules, switch_flood, unblock, unwatch, watch
from comments.actions.shared import NotNow, Status, Verdict
from comments.actions.writing import Writer, confirm, edit, submit, withdraw

__all__ = [
    "Already",
    "Conflict",
    "NotNow",
    "Reporter",
    "Seen",
    "Status",
    "Verdict",
    "Writer",
    "block",
    "claim",
    "confirm",
    "confirm_report",
    "decide",
    "edit",
    "keep",
    "learn",
    "learn_anew",
    "learn_soon",
    "place_imported",
    "report",
    "set_rules",
    "submit",
    "switch_flood",
    "unblock",
    "unwatch",
    "verdicts",
    "watch",
    "withdraw",
]
