"""A naive Bayes classifier of two kinds, approved and rejected, that can unlearn single texts.

The multinomial model with Lidstone's smoothing, as in Manning, Raghavan and Schütze, "Introduction
to Information Retrieval" (2008), section 13.2, equations 13.3 and 13.7, on features that each count
once in a text. Both kinds have the same prior: how often moderators reject is left to the
calibration. For two kinds that is also the complement model (Rennie et al., "Tackling the
poor assumptions of naive Bayes text classifiers", ICML 2003), since the complement of either kind
is the other.
"""

import sys
import zlib
from array import array
from collections.abc import Collection, Iterable
from math import log, sqrt

from comments.learned.features import FEATURE_SPACE

SMOOTHING = 0.1
MIN_KNOWN_SHARE = 0.7  # of a text's features, below which it is too new to judge
_COUNT = "I"  # four bytes: more reactions than any site has


class NaiveBayes:
    """Counts of how many texts of each kind had each feature."""

    def __init__(self) -> None:
        self.approved, self.rejected = _zeros(), _zeros()
        self.approved_texts = self.rejected_texts = 0
        self._recount()

    def learn(self, places: Iterable[int], *, rejected: bool) -> None:
        self._count(places, rejected, 1)

    def unlearn(self, places: Iterable[int], *, rejected: bool) -> None:
        """Undo `learn` for a text. Raises `OverflowError` if it was never learned."""
        self._count(places, rejected, -1)

    def score(self, places: Collection[int]) -> float | None:
        """Return the evidence for rejecting (positive) or approving; None for a mostly new text.

        The sum of its features' weights, in natural logarithms, divided by the root of their
        number: features of one text are far from independent, so the plain sum makes every longer
        text look certain. Unseen features are left out (Jurafsky and Martin, "Speech and
        language processing", on unknown words): smoothed, it would speak for the rarer kind.
        """
        known = [place for place in places if self.approved[place] or self.rejected[place]]
        if not known or len(known) < MIN_KNOWN_SHARE * len(places):
            return None
        return sum(map(self.weight, known)) / sqrt(len(known))

    def weight(self, place: int) -> float:
        """Return the log of how many times likelier a feature is in rejected texts; 0 if unseen.

        It is the quotient of equation 13.7 for both kinds.
        """
        if not (self.approved[place] or self.rejected[place]):
            return 0.0
        in_rejected = (self.rejected[place] + SMOOTHING) / self._rejected_all
        in_approved = (self.approved[place] + SMOOTHING) / self._approved_all
        return log(in_rejected / in_approved)

    def to_bytes(self) -> bytes:
        """Return the counts, little-endian and compressed: numbers only, no code as in a pickle."""
        counts = array(_COUNT, self.approved + self.rejected)
        if sys.byteorder == "big":
            counts.byteswap()
        return zlib.compress(counts.tobytes(), 1)

    @classmethod
    def from_bytes(cls, data: bytes, approved_texts: int, rejected_texts: int) -> "NaiveBayes":
        """Read what `to_bytes` wrote. Raises `ValueError` for anything else."""
        unpack = zlib.decompressobj()
        size = 2 * FEATURE_SPACE * array(_COUNT).itemsize
        try:
            raw = unpack.decompress(data, size + 1)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        if len(raw) != size:
            raise ValueError("wrong number of feature counts")
        counts = array(_COUNT, raw)
        if sys.byteorder == "big":
            counts.byteswap()
        bayes = cls()
        bayes.approved, bayes.rejected = counts[:FEATURE_SPACE], counts[FEATURE_SPACE:]
        bayes.approved_texts, bayes.rejected_texts = approved_texts, rejected_texts
        bayes._recount()
        return bayes

    def _count(self, places: Iterable[int], rejected: bool, step: int) -> None:
        counts = self.rejected if rejected else self.approved
        changed = 0
        for place in places:
            counts[place] += step
            changed += step
        if rejected:
            self.rejected_texts += step
            self._rejected_all += changed
        else:
            self.approved_texts += step
            self._approved_all += changed

    def _recount(self) -> None:
        """Compute the denominators of equation 13.7: all features of a kind, with smoothing."""
        self._approved_all = sum(self.approved) + SMOOTHING * FEATURE_SPACE
        self._rejected_all = sum(self.rejected) + SMOOTHING * FEATURE_SPACE


def _zeros() -> array:
    return array(_COUNT, bytes(FEATURE_SPACE * array(_COUNT).itemsize))
