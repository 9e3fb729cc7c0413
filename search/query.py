"""The parsed query of the search field."""

import re
from dataclasses import dataclass

from common.tokens import split_words
from search.stemming import is_common_word

MOST_LETTERS = 200
MOST_WORDS = 12
SHORTEST_WORD = 2  # letters: of less, one must be a digit

# A minus is one after a space and before a word: "Noord-Holland" has none. A quote that is never
# closed ends with the text.
_PIECE = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<words>[^\s"]+))')
_QUOTES = str.maketrans("“”„‟«»", '""""""')

WordGroup = tuple[str, ...]


@dataclass(frozen=True)
class ParsedQuery:
    """Words, folded, each by itself; phrases; and the words and phrases that must not be there."""

    words: WordGroup
    phrases: tuple[WordGroup, ...] = ()
    without: tuple[WordGroup, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases)


def parse_query(typed: str) -> ParsedQuery:
    """Take apart what was typed; nothing that can be typed is an error."""
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
    # "De zee" is about the sea; but of "to be or not to be" nothing else would be left.
    if telling or phrases:
        kept = telling
    return ParsedQuery(
        tuple(word for word in kept if is_long_word(word)),
        tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        tuple(dict.fromkeys(without))[:MOST_WORDS],
    )


def is_long_word(word: str) -> bool:
    return len(word) >= SHORTEST_WORD or word.isdigit()
