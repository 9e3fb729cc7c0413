"""The similarity of two texts: fast by a 64-bit fingerprint, exact by the texts themselves."""

import hashlib
import struct
from collections import Counter
from itertools import pairwise

from common.language import find_disguised_words, split_disguised_words
from common.text import Span

BITS = 64
SHORTEST = 40  # letters; shorter texts match by chance ("Helemaal mee eens!")
# Differing bits, of 64. All texts with one word in ten changed stay under it, and so do perhaps
# three of a thousand pairs that only share a subject: so the texts themselves decide.
PERHAPS_THE_SAME = 14
# Share of the pairs of neighbouring words. Three words changed in sixty leave 0.8, three in 25
# leave 0.6; texts of different people on one subject had at most 0.06 in common.
NEARLY_THE_SAME = 0.5


def text_fingerprint(text: str) -> int | None:
    """Return a min-hash of the words, one bit of each of 64, as a signed number.

    None for a short text. If two texts share a part J of their words, (1 - J) / 2 of the bits are
    expected to differ. Li and König, "b-Bit minwise hashing", WWW 2010.
    """
    words = split_disguised_words(text)
    if len("".join(words)) < SHORTEST:
        return None
    digests = [_digest(word) for word in set(words)]
    # The lowest bit of the minimum of each column is one bit of the fingerprint.
    value = sum((min(column) & 1) << bit for bit, column in enumerate(zip(*digests, strict=True)))
    return value - (1 << BITS) if value >> (BITS - 1) else value


def differing_bits(one: int, other: int) -> int:
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()


def text_similarity(one: str, other: str) -> float:
    """Return the share of pairs of neighbouring words that two texts have in common, 0 to 1."""
    first, second = _pairs(one), _pairs(other)
    either = (first | second).total()
    return (first & second).total() / either if either else 0.0


def shared_spans(text: str, other: str) -> list[Span]:
    """Return the spans in `text` of pairs of neighbouring words that `other` has too."""
    theirs = _pairs(other)
    return [
        (start, end)
        for (one, (start, _)), (two, (_, end)) in pairwise(find_disguised_words(text))
        if theirs[one, two]
    ]


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(split_disguised_words(text)))


def _digest(word: str) -> tuple[int, ...]:
    """Return 64 numbers that depend on the word alone."""
    return struct.unpack(f"<{BITS}I", hashlib.shake_256(word.encode()).digest(4 * BITS))
