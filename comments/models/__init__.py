"""The rows of the thread and of its moderation, one subject a file."""

from comments.models.comment import Comment, CommentQuerySet, Decision, Revision
from comments.models.report import Accuracy, Report
from comments.models.rule import BlockedDomain, RuleSetting, WatchedWord
from comments.models.statement import Objection, Statement

__all__ = [
    "Accuracy",
    "BlockedDomain",
    "Comment",
    "CommentQuerySet",
    "Decision",
    "Objection",
    "Report",
    "Revision",
    "RuleSetting",
    "Statement",
    "WatchedWord",
]
