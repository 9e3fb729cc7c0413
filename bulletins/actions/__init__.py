"""The verbs of bulletins: the only place that writes them."""

from bulletins.actions.composing import (
    AlreadyThere,
    NotPublic,
    add_article,
    add_reaction,
    add_written,
    begin,
    move,
    remove,
    revise,
    set_whole,
    settle,
)
from bulletins.actions.mailing import AlreadyMailed, mail, send_test
from bulletins.actions.printing import ask_printing, sweep
from bulletins.actions.publishing import publish, withdraw

__all__ = [
    "AlreadyMailed",
    "AlreadyThere",
    "NotPublic",
    "add_article",
    "add_reaction",
    "add_written",
    "ask_printing",
    "begin",
    "mail",
    "move",
    "publish",
    "remove",
    "revise",
    "send_test",
    "set_whole",
    "settle",
    "sweep",
    "withdraw",
]
