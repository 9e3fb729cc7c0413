"""The verbs of a reaction: the only place that writes one. Each is one transaction."""

from comments.actions.appeals import (
    AlreadyAnswered,
    answer,
    object_to,
)
from comments.actions.claiming import take_over
from comments.actions.deciding import (
    Conflict,
    Seen,
    claim,
    decide,
    verdicts,
)
from comments.actions.erasing import erase, erase_looks, erase_reports, forget_words
from comments.actions.importing import place_imported
from comments.actions.inviting import accept, call_back, decline, invite, take_back
from comments.actions.last_seen import (
    decline_rest,
    look,
    next_look,
)
from comments.actions.learning import learn, learn_anew, learn_soon
from comments.actions.muting import (
    fold_away,
    unfold,
)
from comments.actions.read_marks import (
    bring_back,
    mark_read,
)
from comments.actions.reporting import Already, Reporter, confirm_report, keep, report
from comments.actions.rules import block, set_rules, switch_flood, unblock, unwatch, watch
from comments.actions.shared import NotNow, Status, Verdict
from comments.actions.undoing import Former, put_back
from comments.actions.writing import Writer, confirm, edit, submit, withdraw

__all__ = [
    "Already",
    "AlreadyAnswered",
    "Conflict",
    "Former",
    "NotNow",
    "Reporter",
    "Seen",
    "Status",
    "Verdict",
    "Writer",
    "accept",
    "answer",
    "block",
    "bring_back",
    "call_back",
    "claim",
    "confirm",
    "confirm_report",
    "decide",
    "decline",
    "decline_rest",
    "edit",
    "erase",
    "erase_looks",
    "erase_reports",
    "fold_away",
    "forget_words",
    "invite",
    "keep",
    "learn",
    "learn_anew",
    "learn_soon",
    "look",
    "mark_read",
    "next_look",
    "object_to",
    "place_imported",
    "put_back",
    "report",
    "set_rules",
    "submit",
    "switch_flood",
    "take_back",
    "take_over",
    "unblock",
    "unfold",
    "unwatch",
    "verdicts",
    "watch",
    "withdraw",
]
