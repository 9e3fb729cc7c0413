"""Actions on reactions: the only code that writes them. Each is one transaction."""

from comments.actions.appeals import AppealAlreadyAnswered, decide_appeal, submit_appeal
from comments.actions.claiming import claim_comments
from comments.actions.deciding import (
    DecisionConflict,
    SeenState,
    decide_comment,
    possible_verdicts,
    record_viewing,
)
from comments.actions.erasing import (
    erase_comment,
    erase_last_seen,
    erase_reports,
    erase_revision_texts,
)
from comments.actions.importing import import_comments
from comments.actions.inviting import (
    accept_invitation,
    cancel_invitation,
    decline_invitation,
    invite_writer,
    withdraw_consent,
)
from comments.actions.last_seen import advance_last_seen, decline_claim_offer, record_last_seen
from comments.actions.learning import learn_decisions, relearn_all_decisions, schedule_learning
from comments.actions.muting import mute_writer, unmute_writer
from comments.actions.read_marks import mark_comment_read, unmark_comment_read
from comments.actions.reporting import (
    AlreadyReported,
    Reporter,
    confirm_report,
    dismiss_reports,
    report_comment,
)
from comments.actions.rules import (
    add_watched_words,
    block_domains,
    remove_watched_words,
    set_flood_mode,
    set_rules,
    unblock_domains,
)
from comments.actions.shared import Status, Verdict, WrongState
from comments.actions.undoing import FormerState, undo_decision
from comments.actions.words import index_words, optimize_words, reindex_words
from comments.actions.writing import (
    CommentWriter,
    confirm_comment,
    revise_comment,
    submit_comment,
    withdraw_comment,
)

__all__ = [
    "AlreadyReported",
    "AppealAlreadyAnswered",
    "CommentWriter",
    "DecisionConflict",
    "FormerState",
    "Reporter",
    "SeenState",
    "Status",
    "Verdict",
    "WrongState",
    "accept_invitation",
    "add_watched_words",
    "advance_last_seen",
    "block_domains",
    "cancel_invitation",
    "claim_comments",
    "confirm_comment",
    "confirm_report",
    "decide_appeal",
    "decide_comment",
    "decline_claim_offer",
    "decline_invitation",
    "dismiss_reports",
    "erase_comment",
    "erase_last_seen",
    "erase_reports",
    "erase_revision_texts",
    "import_comments",
    "index_words",
    "invite_writer",
    "learn_decisions",
    "mark_comment_read",
    "mute_writer",
    "optimize_words",
    "possible_verdicts",
    "record_last_seen",
    "record_viewing",
    "reindex_words",
    "relearn_all_decisions",
    "remove_watched_words",
    "report_comment",
    "revise_comment",
    "schedule_learning",
    "set_flood_mode",
    "set_rules",
    "submit_appeal",
    "submit_comment",
    "unblock_domains",
    "undo_decision",
    "unmark_comment_read",
    "unmute_writer",
    "withdraw_comment",
    "withdraw_consent",
]
