"""The models of the thread and of its moderation, one module per subject."""

from comments.models.batch import Batch, BatchItem
from comments.models.comment import Comment
from comments.models.decision import Decision
from comments.models.fold import Fold
from comments.models.invitation import Invitation
from comments.models.learned import Learned, Lesson
from comments.models.look import LastLook
from comments.models.queryset import CommentQuerySet
from comments.models.read_mark import ReadMark
from comments.models.report import Report, ReporterAccuracy
from comments.models.revision import Revision
from comments.models.rule import BlockedDomain, FloodSwitch, RuleSetting, WatchedWord
from comments.models.statement import Objection, Statement
from comments.models.words import CommentWords

__all__ = [
    "Batch",
    "BatchItem",
    "BlockedDomain",
    "Comment",
    "CommentQuerySet",
    "CommentWords",
    "Decision",
    "FloodSwitch",
    "Fold",
    "Invitation",
    "LastLook",
    "Learned",
    "Lesson",
    "Objection",
    "ReadMark",
    "Report",
    "ReporterAccuracy",
    "Revision",
    "RuleSetting",
    "Statement",
    "WatchedWord",
]
