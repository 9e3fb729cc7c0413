"""What people fill in, one subject a file."""

from comments.forms.inviting import InvitationForm
from comments.forms.judging import DecisionForm, SeenForm, TogetherForm
from comments.forms.lists import DomainsForm, ListForm, WordsForm
from comments.forms.marking import ReadForm
from comments.forms.objecting import AnswerForm, ObjectionForm
from comments.forms.reporting import ReportForm
from comments.forms.rules import RulesForm
from comments.forms.writing import CommentForm, TextForm

__all__ = [
    "AnswerForm",
    "CommentForm",
    "DecisionForm",
    "DomainsForm",
    "InvitationForm",
    "ListForm",
    "ObjectionForm",
    "ReadForm",
    "ReportForm",
    "RulesForm",
    "SeenForm",
    "TextForm",
    "TogetherForm",
    "WordsForm",
]
