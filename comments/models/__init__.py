"""The rows of the thread and of its moderation, one subject a file."""

from comments.models.batch import Batch, BatchItem
from comments.models.comment import Comment, CommentQuerySet, Decision, Revision
from comments.models.learned import Learned, Lesson
from comments.models.report import Accuracy, Report
from comments.models.rule import BlockedDomain, FloodSwitch, RuleSetting, WatchedWord
from comments.models.statement import Objection, Statement

__all__ = [
    "Accuracy",
    "Batch",
    "BatchItem",
    "BlockedDomain",
    "Comment",
    "CommentQuerySet",
    "Decision",
    "FloodSwitch",
    "Learned",
    "Lesson",
    "Objection",
    "Report",
    "Revision",
    "RuleSetting",
    "Statement",
    "WatchedWord",
]
