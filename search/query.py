"""Parsing of the query in the search field."""

import re
from dataclasses import dataclass

from common.language import is_common_word, split_words

MOST_LETTERS = 200
MOST_WORDS = 12
SHORTEST_WORD = 2  # letters; a single digit is also a word

# A minus counts only after a space and before a word, so not in "Noord-Holland". A quote that is
# never closed ends with the text.
_PIECE = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<words>[^\s"]+))')
_QUOTES = str.maketrans("“”„‟«»", '""""""')

WordGroup = tuple[str, ...]


@dataclass(frozen=True)
class ParsedQuery:
    """Single words, phrases, and excluded words and phrases, all folded."""

    words: WordGroup
    phrases: tuple[WordGroup, ...] = ()
    without: tuple[WordGroup, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases)


def parse_query(typed: str) -> ParsedQuery:
    """Parse what was typed; no input is an error."""
    words: list[str] = []
    phrases: list[WordGroup] = []
    without: list[WordGroup] = []
    for piece in _PIECE.finditer(typed[:MOST_LETTERS].translate(_QUOTES)):
        found = tuple(split_words(piece["phrase"] or piece["words"] or ""))
        if found and piece["minus"]:
            without.append(found)
        elif found and piece["phrase"]:
            phrases.append(found)
        else:
            words += found
    kept = list(dict.fromkeys(words))[:MOST_WORDS]
    telling = [word for word in kept if not is_common_word(word) and is_long_word(word)]
    # Drop common words ("de zee"), unless no others are left ("to be or not to be").
    if telling or phrases:
        kept = telling
    return ParsedQuery(
        tuple(word for word in kept if is_long_word(word)),
        tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        tuple(dict.fromkeys(without))[:MOST_WORDS],
    )


def is_long_word(word: str) -> bool:
    return len(word) >= SHORTEST_WORD or word.isdigit()
