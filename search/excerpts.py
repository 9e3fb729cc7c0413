"""The part of a text that answers best, and where the words are in it."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from common import html
from common.html import Span
from common.tokens import (
    WORD,
    fold,
)
from search.stemming import stems

LENGTH = 240  # characters, of which some stand before the first word that was found
BEFORE = 60


class Excerpt(NamedTuple):
    html: str
    begins: bool  # at the beginning of the text
    ends: bool


def finder(words: set[str]) -> Callable[[str], list[Span]]:
    """What finds these words, given by their stems, in a text."""

    def find(text: str) -> list[Span]:
        return [place for place, _stem in _places(text, words)]

    return find


def marked(text: str, words: set[str]) -> str:
    """Plain text, such as a title, as HTML with these words marked."""
    return html.mark_text(text, finder(words))


def excerpt(text: str, words: set[str]) -> Excerpt:
    """The part of plain text with the most of these words in it, as HTML with the words marked."""
    text = " ".join(text.split())
    found = _places(text, words)
    start = _best_start(found)
    start = text.rfind(" ", 0, start - BEFORE) + 1 if start > BEFORE else 0
    end = len(text)
    if start + LENGTH < end:
        end = max(text.rfind(" ", start, start + LENGTH), start + LENGTH // 2)
    return Excerpt(marked(text[start:end], words), start == 0, end == len(text))


def _best_start(found: list[tuple[Span, str]]) -> int:
    """Where the first word is of those that say the most together: different ones count most."""
    best, most = 0, (0, 0)
    for number, ((start, _), _) in enumerate(found):
        near = [
            stem for (_, end), stem in found[number : number + 40] if end < start + LENGTH - BEFORE
        ]
        if (score := (len(set(near)), len(near))) > most:
            best, most = start, score
    return best


def _places(text: str, words: set[str]) -> list[tuple[Span, str]]:
    # Each word of the text once: most are in it more often, and few are looked for.
    found = {}
    for written in set(WORD.findall(text)) if words else ():
        for stem in _stems(written):
            if stem in words:
                found[written] = stem
                break
    if not found:
        return []
    return [(match.span(), found[match[0]]) for match in WORD.finditer(text) if match[0] in found]


@lru_cache(maxsize=100_000)
def _stems(written: str) -> tuple[str, ...]:
    return stems(fold(written))
