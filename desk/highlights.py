"""Where in a reaction the words are that held it, found as its rule finds them."""

from collections.abc import Callable
from functools import partial

from comments.models import Decision
from comments.rules import spans_of_domains, spans_of_shouting, spans_of_words
from common.html import Span, addresses
from common.similarity import shared

Find = Callable[[str], list[Span]]


def finder(decision: Decision, twins: dict[str, str]) -> Find | None:
    """What finds the words in a text; None where a rule goes by no words.

    `twins` are the texts that reactions were found to repeat, by what the decision notes.
    """
    match decision.rule:
        case "watched_word":
            return partial(spans_of_words, words=decision.note.split(", "))
        case "blocked_domain":
            return partial(spans_of_domains, domains=decision.note.split(", "))
        case "links":
            return addresses
        case "shouting":
            return spans_of_shouting
        case "repetition" if decision.note in twins:
            return partial(shared, other=twins[decision.note])
    return None
