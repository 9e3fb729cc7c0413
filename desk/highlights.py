"""The words for which a rule held a reaction, found in the same way as by the rule."""

from collections.abc import Callable
from functools import partial

from comments.models import Decision
from comments.rules import shouting_spans
from comments.watched_lists import domain_spans, watched_word_spans
from common.html.addresses import link_spans
from common.similarity import shared_spans
from common.text import Span

SpanFinder = Callable[[str], list[Span]]


def span_finder(decision: Decision, twins: dict[str, str]) -> SpanFinder | None:
    """Return a finder of the words in a text; None for a rule that does not go by words.

    `twins` are the texts that reactions were found to repeat, by the note of the decision.
    """
    match decision.rule:
        case "watched_word":
            return partial(watched_word_spans, words=decision.note.split(", "))
        case "blocked_domain":
            return partial(domain_spans, domains=decision.note.split(", "))
        case "links":
            return link_spans
        case "shouting":
            return shouting_spans
        case "repetition" if decision.note in twins:
            return partial(shared_spans, other=twins[decision.note])
    return None
