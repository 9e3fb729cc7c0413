"""Measures of the classifier on decisions that it had not seen.

Each text is scored before it is learned, by what was learned from earlier decisions alone: testing
and then training (Blum, Kalai and Langford, "Beating the hold-out", COLT 1999). So the latest
decisions serve as a test set. Their scores become certainties by the curve that fits earlier ones,
so that the calibration does not look ahead either.
"""

from collections.abc import Sequence
from typing import NamedTuple

from comments.learned.calibration import (
    BoundHits,
    CalibrationBin,
    CalibrationCurve,
    brier_score,
    calibration_table,
    fit_curve,
    hits_at_bound,
)

# The score of a text (None if it was too new), and True if a moderator rejected it.
ScoredLesson = tuple[float | None, bool]

# Decisions, and decisions of each kind, below which the classifier gives no opinion.
FEWEST, FEWEST_EACH = 200, 30
MAX_HELD_BACK = 1000  # decisions at most, and at most a quarter of all
MAX_FITTED = 2000  # scores that the curve is fitted to, at most
BOUNDS = (50, 60, 70, 80, 90, 95)


class ClassifierQuality(NamedTuple):
    """The results of the rule on the latest decisions."""

    looked_at: int  # decisions held back
    silent: int  # of those, on texts too new to judge
    rejected: int  # of those, by moderators
    brier: float
    brier_of_share: float  # of always giving the share that is rejected
    bounds: list[BoundHits]
    table: list[CalibrationBin]

    @classmethod
    def from_json(cls, data: dict) -> "ClassifierQuality":
        return cls(
            **{
                **data,
                "bounds": [BoundHits(*row) for row in data["bounds"]],
                "table": [CalibrationBin(*row) for row in data["table"]],
            }
        )


def has_enough_lessons(approved: int, rejected: int) -> bool:
    return approved + rejected >= FEWEST and min(approved, rejected) >= FEWEST_EACH


def fit_latest_curve(lessons: Sequence[ScoredLesson]) -> CalibrationCurve:
    """Fit the curve to the latest lessons only: early scores came from too little learning."""
    latest = lessons[-min(MAX_FITTED, (len(lessons) + 1) // 2) :]
    return fit_curve([(score, rejected) for score, rejected in latest if score is not None])


def measure_quality(lessons: Sequence[ScoredLesson]) -> ClassifierQuality | None:
    """Measure the quality on all lessons, in the order in which they were learned.

    None if the judged ones of the test set are all of one kind, which measures nothing.
    """
    back = min(MAX_HELD_BACK, len(lessons) // 4)
    earlier, later = lessons[:-back], lessons[-back:]
    fitted = fit_latest_curve(earlier)
    judged = [(fitted.certainty(score), no) for score, no in later if score is not None]
    rejected = sum(no for _certainty, no in judged)
    if not 0 < rejected < len(judged):
        return None
    unjudged = sum(no for score, no in later if score is None)
    share = rejected / len(judged)
    return ClassifierQuality(
        len(later),
        len(later) - len(judged),
        rejected + unjudged,
        brier_score(judged),
        share * (1 - share),
        [hits_at_bound(judged, bound, unjudged) for bound in BOUNDS],
        calibration_table(judged),
    )
