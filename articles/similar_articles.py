"""Similar articles: by the words that are rare elsewhere, and by shared topics.

Each text is a unit vector of its heaviest stems by TF-IDF (Salton and Buckley, 1988); the
similarity of two is their cosine, plus a bonus for each shared topic.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from heapq import nlargest
from math import log, sqrt
from typing import NamedTuple

from snowballstemmer import stemmer

MAX_STEMS_PER_TEXT = 40  # the heaviest ones
MAX_SIMILAR = 4  # for each text
MIN_SIMILARITY = 0.06  # a lower similarity means nothing to readers
SHARED_TOPIC_BONUS = 0.15

_WORD = re.compile(r"[^\W\d_]{3,40}")
# Stop words: in a small archive their IDF alone would not make them light.
_COMMON_WORDS = """
    aan alle alleen als altijd andere anders bij dan dat deze die dit doen door dus een eens
    elk elke haar had heb hebben heeft het hier hoe hun iemand iets ieder iedereen kan komt
    krijgt kunnen maar maakt meer mensen met mij mijn moet moeten naar niet niets nog ons
    onze ook over per tegen toch toen tot tussen uit van veel voor want waar waren was wat
    weer wel werd wie wij wil willen word worden wordt zal zegt zelf zich zien zij zijn zo
    zoals zonder zou about after all also and any are because been but can could does for
    from had has have her his how into its just like make many more most much must not one
    only other our out over said say she should some such than that the their them then
    there these they this those through very was were what when where which who will with
    would you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_STEMMERS = {"nl": stemmer("dutch"), "en": stemmer("english")}


class ComparedText(NamedTuple):
    key: int
    language: str
    words: str
    topics: frozenset[int]


class SimilarPair(NamedTuple):
    one: int
    other: int
    likeness: float


def similar_article_pairs(texts: Iterable[ComparedText]) -> list[SimilarPair]:
    """Return for each text the pairs with those most similar to it."""
    texts = list(texts)
    counts = {text.key: Counter(significant_stems(text.words, text.language)) for text in texts}
    weights = _weights(counts)
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for key, vector in weights.items():
        for stem, weight in vector.items():
            having[stem].append((key, weight))
    about: dict[int, list[int]] = defaultdict(list)
    for text in texts:
        for topic in text.topics:
            about[topic].append(text.key)
    found = []
    for text in texts:
        scores: dict[int, float] = defaultdict(float)
        for stem, weight in weights[text.key].items():
            for other, its in having[stem]:
                scores[other] += weight * its
        for topic in text.topics:
            for other in about[topic]:
                scores[other] += SHARED_TOPIC_BONUS
        scores.pop(text.key, None)
        best = nlargest(MAX_SIMILAR, scores.items(), key=lambda pair: (pair[1], pair[0]))
        found += [
            SimilarPair(text.key, other, round(s, 4)) for other, s in best if s >= MIN_SIMILARITY
        ]
    return found


def significant_stems(words: str, language: str) -> list[str]:
    found = (word for word in _WORD.findall(words.lower()) if word not in _COMMON)
    return [_stem(word, language) for word in found]


@lru_cache(maxsize=100_000)  # few words make up most of any text
def _stem(word: str, language: str) -> str:
    return _STEMMERS[language].stemWord(word)


def _weights(counts: dict[int, Counter[str]]) -> dict[int, dict[str, float]]:
    in_texts = Counter(stem for count in counts.values() for stem in count)
    everything = len(counts)
    weights = {}
    for key, count in counts.items():
        vector = {
            stem: (1 + log(times)) * log(everything / in_texts[stem])
            for stem, times in count.items()
            if 1 < in_texts[stem] < everything
        }
        heaviest = dict(
            nlargest(MAX_STEMS_PER_TEXT, vector.items(), key=lambda pair: (pair[1], pair[0]))
        )
        length = sqrt(sum(weight**2 for weight in heaviest.values())) or 1
        weights[key] = {stem: weight / length for stem, weight in heaviest.items()}
    return weights
