"""Similar articles: by the words that are rare elsewhere, and by shared topics.

Each text is a unit vector of its heaviest stems by TF-IDF (Salton and Buckley, 1988); the
similarity of two is their cosine, plus a bonus for each shared topic.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from heapq import nlargest
from math import log, sqrt
from typing import NamedTuple

from common.language import detect_language, is_common_word, split_words, stem_words

SHORTEST_WORD = 3  # letters
MAX_STEMS_PER_TEXT = 40  # the heaviest ones
MAX_SIMILAR = 4  # for each text
MIN_SIMILARITY = 0.06  # a lower similarity means nothing to readers
SHARED_TOPIC_BONUS = 0.15


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
    counts = {text.key: Counter(_telling_stems(text.words, text.language)) for text in texts}
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


def _telling_stems(text: str, language: str) -> list[str]:
    words = split_words(text)
    # In a small archive the IDF of stop words alone would not make them light.
    telling = (
        word
        for word in words
        if len(word) >= SHORTEST_WORD and word.isalpha() and not is_common_word(word)
    )
    return stem_words(telling, detect_language(words, language))


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
