"""The verbs of articles: the only place that writes them."""

from articles.actions.drafting import Saved, begin, keep, restore, write
from articles.actions.peeking import end_peek, open_peek
from articles.actions.publishing import (
    Incomplete,
    bring_back,
    publish,
    submit,
    take_back,
    unschedule,
    withdraw,
)
from articles.actions.settling import invite, move, set_bylines, settle
from articles.actions.writing import save

__all__ = [
    "Incomplete",
    "Saved",
    "begin",
    "bring_back",
    "end_peek",
    "invite",
    "keep",
    "move",
    "open_peek",
    "publish",
    "restore",
    "save",
    "set_bylines",
    "settle",
    "submit",
    "take_back",
    "unschedule",
    "withdraw",
    "write",
]
