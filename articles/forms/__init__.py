"""What the writing desk lets people fill in."""

from articles.forms.local_time import WallField
from articles.forms.publishing import PeekForm, PublishForm, WithdrawForm
from articles.forms.settings import BylineForm, BylineForms, DebateForm, PieceForm
from articles.forms.text import BeginForm, TextForm

__all__ = [
    "BeginForm",
    "BylineForm",
    "BylineForms",
    "DebateForm",
    "PeekForm",
    "PieceForm",
    "PublishForm",
    "TextForm",
    "WallField",
    "WithdrawForm",
]
