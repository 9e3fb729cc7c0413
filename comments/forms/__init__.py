"""What people fill in, one subject a file."""

from comments.forms.appeals import ObjectionForm
from comments.forms.read_marks import ReadForm
from comments.forms.reporting import ReportForm
from comments.forms.writing import CommentForm, TextForm

__all__ = ["CommentForm", "ObjectionForm", "ReadForm", "ReportForm", "TextForm"]
