"""The moderators' lists: blocked domains and watched words, found in a text however disguised."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from comments.models import BlockedDomain
from common.domains import mentioned_domains
from common.language import LETTER
from common.names import fold_letters
from common.text import Span


def find_blocked_domains(text: str) -> list[str]:
    """Return the blocked domains in `text`, named themselves or by a host under them."""
    domains = mentioned_domains(text)
    if not domains:
        return []
    blocked = BlockedDomain.objects.filter(domain__in=domains)
    return list(blocked.values_list("domain", flat=True))


class WatchedWordPattern(NamedTuple):
    """A watched word with its compiled pattern."""

    word: str  # as on the list
    part: str  # must be in the coarse text; a cheap test that nearly always rules the word out
    whole: re.Pattern


def find_watched_words(text: str, words: list[WatchedWordPattern]) -> list[str]:
    """Return those of the watched `words` that are in `text`, in the order of the list.

    Case, accents, invisible marks and signs that look like letters make no difference.
    """
    text = _normal_spaces(text)
    coarse = _coarse(text)
    return [word for word, part, whole in words if part in coarse and whole.search(text)]


def watched_word_spans(text: str, words: list[str]) -> list[Span]:
    """Return the spans of these watched words in `text`, as `find_watched_words` finds them."""
    seen, places = _normalized_with_positions(text)
    matches = [match for word in words for match in compile_watched_word(word).whole.finditer(seen)]
    return [(places[match.start()], places[match.end()]) for match in matches]


def domain_spans(text: str, domains: list[str]) -> list[Span]:
    """Return the spans between spaces in `text` that mention one of these domains."""
    wanted = set(domains)
    return [
        match.span() for match in _NO_SPACE.finditer(text) if mentioned_domains(match[0]) & wanted
    ]


_NO_SPACE = re.compile(r"[^\s()<>\"“”]+")
_SIGN = re.compile(r"\s+|.", re.DOTALL)


def _normalized_with_positions(text: str) -> tuple[str, list[int]]:
    """Return the normalized text, and the original position of each letter and of the end."""
    parts: list[str] = []
    for sign in _SIGN.findall(text):
        # A combining mark belongs to the letter before it.
        if parts and not sign.isascii() and unicodedata.category(sign[0])[0] == "M":
            parts[-1] += sign
        else:
            parts.append(sign)
    seen, places, position = "", [], 0
    for part in parts:
        shown = (
            " " if part.isspace() else part.casefold() if part.isascii() else _normal_letter(part)
        )
        seen += shown
        places += [position] * len(shown)
        position += len(part)
    return seen, [*places, position]


@lru_cache(maxsize=4096)
def _normal_letter(part: str) -> str:
    """Normalize a letter with its marks; an invisible one becomes empty."""
    return fold_letters(part)


# Signs that disguise a letter and still read as it. An i does not match an l: "lui" is not "lul".
_DISGUISES = {"a": "[a4@]", "e": "[e3]", "i": "[i1|]", "l": "[l1|]", "o": "[o0]", "s": "[s5$]"}
_DISGUISES |= {"w": "(?:w|vv)"}
_COARSE = str.maketrans({"4": "a", "@": "a", "3": "e", "i": "l", "1": "l", "|": "l"})
_COARSE |= str.maketrans({"0": "o", "5": "s", "$": "s", "w": "vv"})


@lru_cache(maxsize=20_000)
def compile_watched_word(word: str) -> WatchedWordPattern:
    """Compile a pattern for whole words; a star matches any letters, at either end or within."""
    parts = [_normal_spaces(part) for part in word.split("*")]
    # Each part but the last matches at its first place, without backtracking: never slow.
    first, *more = ("".join(_DISGUISES.get(c, re.escape(c)) for c in part) for part in parts)
    middle = "".join(f"(?>{LETTER}*?{part})" for part in more[:-1])
    last = f"{LETTER}*{more[-1]}" if more else ""
    whole = re.compile(f"(?<!{LETTER}){first}{middle}{last}(?!{LETTER})")
    return WatchedWordPattern(word, max(map(_coarse, parts), key=len), whole)


def _normal_spaces(text: str) -> str:
    return " ".join(fold_letters(text).split())


def _coarse(text: str) -> str:
    return text.translate(_COARSE)
