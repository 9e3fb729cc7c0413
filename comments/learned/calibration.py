"""Calibration of scores to certainties, and measures of how well it works.

All functions take pairs of a score and what a moderator decided, where the score was given before
the decision was learned.
"""

from collections.abc import Sequence
from math import exp, log1p
from typing import NamedTuple

ScoredDecision = tuple[float, bool]  # the score, and True if a moderator rejected

_ROUNDS, _ENOUGH, _RIDGE = 100, 1e-9, 1e-6


class CalibrationCurve(NamedTuple):
    """The certainty that belongs to a score: 1 / (1 + exp(-(slope * score + shift)))."""

    slope: float = 1.0
    shift: float = 0.0

    def certainty(self, score: float) -> float:
        """Return the certainty that a moderator would reject, from 0 to 1."""
        return _sigmoid(self.slope * score + self.shift)


def fit_curve(scored: Sequence[ScoredDecision]) -> CalibrationCurve:
    """Fit the curve as in Platt, "Probabilistic outputs for support vector machines" (1999).

    With his targets that are never quite 0 or 1, by Newton's method with halved steps as in Lin,
    Lin and Weng, "A note on Platt's probabilistic outputs" (Machine Learning 68, 2007).
    """
    rejected = sum(was_rejected for _score, was_rejected in scored)
    yes, no = (rejected + 1) / (rejected + 2), 1 / (len(scored) - rejected + 2)
    pairs = [(score, yes if was_rejected else no) for score, was_rejected in scored]

    def loss(slope: float, shift: float) -> float:
        """Return the cross-entropy, computed without overflow."""
        total = 0.0
        for score, target in pairs:
            z = slope * score + shift
            total += max(z, 0.0) - z * target + log1p(exp(-abs(z)))
        return total

    slope, shift = 0.0, 0.0
    now = loss(slope, shift)
    for _round in range(_ROUNDS):
        # First and second derivatives.
        by_slope = by_shift = 0.0
        twice_slope = twice_shift = _RIDGE
        both = 0.0
        for score, target in pairs:
            p = _sigmoid(slope * score + shift)
            miss, spread = p - target, p * (1 - p)
            by_slope += miss * score
            by_shift += miss
            twice_slope += spread * score * score
            twice_shift += spread
            both += spread * score
        determinant = twice_slope * twice_shift - both * both
        if abs(by_slope) + abs(by_shift) < 1e-7 or determinant <= 0:
            break
        step_slope = (twice_shift * by_slope - both * by_shift) / determinant
        step_shift = (twice_slope * by_shift - both * by_slope) / determinant
        step = 1.0
        while step > 1e-10:
            then = loss(slope - step * step_slope, shift - step * step_shift)
            if then < now:
                break
            step /= 2
        else:
            break
        slope, shift = slope - step * step_slope, shift - step * step_shift
        if now - then < _ENOUGH:
            break
        now = then
    return CalibrationCurve(slope, shift)


class BoundHits(NamedTuple):
    """The counts of decided texts that would be held at one bound."""

    bound: int  # per cent
    held: int
    held_rightly: int  # of those, rejected by a moderator
    rejected: int  # by moderators, held or not

    @property
    def precision(self) -> float | None:
        """Return the share of held texts that a moderator rejected."""
        return self.held_rightly / self.held if self.held else None

    @property
    def recall(self) -> float | None:
        """Return the share of texts rejected by a moderator that were held."""
        return self.held_rightly / self.rejected if self.rejected else None


def hits_at_bound(judged: Sequence[ScoredDecision], bound: int, unjudged: int = 0) -> BoundHits:
    """Count the hits among `judged`, pairs of a certainty from 0 to 1 and the decision.

    `unjudged` is the number of rejected texts without a certainty.
    """
    held = [rejected for certainty, rejected in judged if certainty * 100 >= bound]
    rejected = sum(rejected for _certainty, rejected in judged)
    return BoundHits(bound, len(held), sum(held), rejected + unjudged)


def brier_score(judged: Sequence[ScoredDecision]) -> float:
    """Return the mean squared error of the certainties (Brier, Monthly Weather Review 78, 1950).

    0 is perfect; always giving the share p that moderators reject scores p(1 - p).
    """
    return sum((certainty - rejected) ** 2 for certainty, rejected in judged) / len(judged)


class CalibrationBin(NamedTuple):
    least: int  # per cent
    most: int
    count: int
    said: float  # the mean certainty
    was: float  # the share that a moderator rejected


def calibration_table(judged: Sequence[ScoredDecision], bins: int = 5) -> list[CalibrationBin]:
    """Compare predictions with outcomes by bin; a good classifier's two columns are alike."""
    found: list[list[ScoredDecision]] = [[] for _ in range(bins)]
    for certainty, rejected in judged:
        found[min(int(certainty * bins), bins - 1)].append((certainty, rejected))
    width = 100 // bins
    return [
        CalibrationBin(
            number * width,
            (number + 1) * width,
            len(rows),
            sum(certainty for certainty, _ in rows) / len(rows),
            sum(rejected for _, rejected in rows) / len(rows),
        )
        for number, rows in enumerate(found)
        if rows
    ]


def _sigmoid(z: float) -> float:
    if z >= 0:
        return 1 / (1 + exp(-z))
    return exp(z) / (1 + exp(z))
