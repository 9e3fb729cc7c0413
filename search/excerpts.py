"""Excerpts of found texts, with the words of the query marked."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from common.html.highlight import highlight_text
from common.language import WORD, fold_accents, stems_of_word
from common.text import Span

EXCERPT_LENGTH = 240  # characters, including some before the first match
LENGTH_BEFORE_MATCH = 60


class SearchExcerpt(NamedTuple):
    html: str
    begins: bool  # at the beginning of the text
    ends: bool


def stem_finder(words: set[str]) -> Callable[[str], list[Span]]:
    """Return a function that finds words with these stems in a text."""

    def find(text: str) -> list[Span]:
        return [place for place, _stem in _places(text, words)]

    return find


def mark_stems(text: str, words: set[str]) -> str:
    """Return plain text, such as a title, as HTML with the words of these stems marked."""
    return highlight_text(text, stem_finder(words))


def best_excerpt(text: str, words: set[str]) -> SearchExcerpt:
    """Return the part of plain text with most of these words, as HTML with the words marked."""
    text = " ".join(text.split())
    found = _places(text, words)
    start = _best_start(found)
    start = (
        text.rfind(" ", 0, start - LENGTH_BEFORE_MATCH) + 1 if start > LENGTH_BEFORE_MATCH else 0
    )
    end = len(text)
    if start + EXCERPT_LENGTH < end:
        end = max(text.rfind(" ", start, start + EXCERPT_LENGTH), start + EXCERPT_LENGTH // 2)
    return SearchExcerpt(mark_stems(text[start:end], words), start == 0, end == len(text))


def _best_start(found: list[tuple[Span, str]]) -> int:
    """Return the start of the part with the most matches; different words count most."""
    best, most = 0, (0, 0)
    for number, ((start, _), _) in enumerate(found):
        near = [
            stem
            for (_, end), stem in found[number : number + 40]
            if end < start + EXCERPT_LENGTH - LENGTH_BEFORE_MATCH
        ]
        if (score := (len(set(near)), len(near))) > most:
            best, most = start, score
    return best


def _places(text: str, words: set[str]) -> list[tuple[Span, str]]:
    # Stem each different word of the text once: most words occur more often, and few match.
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
    return stems_of_word(fold_accents(written))
