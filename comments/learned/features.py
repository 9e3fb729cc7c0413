"""The features that the classifier sees of a text: words, pieces of words, and pairs of neighbours.

Only the words count: never who wrote them, where, or when. They are hashed into a fixed number of
places (Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009), so what
was learned holds no word of anyone, has one size for ever, and needs no dictionary.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from common.names import fold_lookalikes

# Raised with every change to this file: what was learned under another scheme is learned anew.
FEATURE_SCHEME = 1
FEATURE_SPACE = 1 << 17
# Letters of a piece: long enough to mean something, short enough to see through "idi0oot" and
# through Dutch compounds.
NGRAM_LENGTH = 4

_WORD = re.compile(r"[^\W_]+|[!?]{2,}")


def text_features(text: str) -> set[int]:
    """Return the places in the table of the features of `text`. Each counts once, however often it
    is said:
    for short texts that is the better measure (Wang and Manning, "Baselines and bigrams", ACL 2012,
    and Jurafsky and Martin, "Speech and language processing", chapter on naive Bayes)."""
    words = _WORD.findall(fold_lookalikes(text))
    found = {_feature_index(f"{one} {other}") for one, other in pairwise(words)}
    for word in set(words):
        found.update(word_features(word))
    return found


def words_with_features(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each different word of `text` as it was written, with the places that it alone fills."""
    seen = set()
    for match in _WORD.finditer(text):
        # Folded alone it can fall apart into several, as it does in the text.
        for word in _WORD.findall(fold_lookalikes(match[0])):
            if word not in seen:
                seen.add(word)
                yield match[0], word_features(word)


@lru_cache(maxsize=20_000)
def word_features(word: str) -> tuple[int, ...]:
    """The places of a folded word and of its pieces, with its ends as part of them."""
    edged = f"<{word[:40]}>"
    pieces = (edged[start : start + NGRAM_LENGTH] for start in range(len(edged) - NGRAM_LENGTH + 1))
    return tuple({_feature_index(f"={word}"), *map(_feature_index, pieces)})


def _feature_index(feature: str) -> int:
    return crc32(feature.encode()) % FEATURE_SPACE
