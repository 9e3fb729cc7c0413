"""The features of a text for the classifier: words, pieces of words, and pairs of neighbours.

Only words count, never who wrote them, where or when. They are hashed into a fixed number of places
(Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009), so what was
learned contains no words, has a fixed size, and needs no dictionary.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from common.language import WORD, find_disguised_words, split_disguised_words

# Raise it with every change to this file or to the splitting of words: what was learned under
# another scheme is relearned.
FEATURE_SCHEME = 1
FEATURE_SPACE = 1 << 17
# Letters of a piece: long enough to mean something, short enough to recognize "idi0oot" and the
# parts of Dutch compounds.
NGRAM_LENGTH = 4

_WORD = re.compile(rf"{WORD.pattern}|[!?]{{2,}}")


def text_features(text: str) -> set[int]:
    """Return the table places of the features of `text`, each once however often it occurs.

    For short texts that is the better measure (Wang and Manning, "Baselines and bigrams", ACL 2012,
    and Jurafsky and Martin, "Speech and language processing", chapter on naive Bayes).
    """
    words = split_disguised_words(text, _WORD)
    found = {_feature_index(f"{one} {other}") for one, other in pairwise(words)}
    for word in set(words):
        found.update(word_features(word))
    return found


def words_with_features(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each different word of `text` as written, with its own places in the table."""
    seen = set()
    for word, span in find_disguised_words(text, _WORD):
        if word not in seen:
            seen.add(word)
            yield text[slice(*span)], word_features(word)


@lru_cache(maxsize=20_000)
def word_features(word: str) -> tuple[int, ...]:
    """Return the places of a folded word and of its pieces, with its ends marked in them."""
    edged = f"<{word[:40]}>"
    pieces = (edged[start : start + NGRAM_LENGTH] for start in range(len(edged) - NGRAM_LENGTH + 1))
    return tuple({_feature_index(f"={word}"), *map(_feature_index, pieces)})


def _feature_index(feature: str) -> int:
    return crc32(feature.encode()) % FEATURE_SPACE
