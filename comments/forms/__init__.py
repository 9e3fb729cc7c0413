"""Forms, one module per subject."""

from comments.forms.appeals import AppealForm
from comments.forms.read_marks import MarkReadForm
from comments.forms.reporting import ReportForm
from comments.forms.writing import CommentForm, CommentTextForm

__all__ = ["AppealForm", "CommentForm", "CommentTextForm", "MarkReadForm", "ReportForm"]
