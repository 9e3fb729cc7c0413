"""The current classifier, loaded once per process and again after a change."""

import uuid
from datetime import datetime
from typing import NamedTuple

from comments.learned import features
from comments.learned.bayes import NaiveBayes
from comments.learned.calibration import CalibrationCurve
from comments.learned.quality import FEWEST, FEWEST_EACH, ClassifierQuality, has_enough_lessons
from comments.models import Learned

WORDS_SHOWN = 5  # words of each kind


class ClassifierOpinion(NamedTuple):
    """The classifier's opinion of one text, and the words of it that weigh most."""

    certainty: int  # that a moderator would reject, in per cent
    against: list[str]
    in_favour: list[str]


class Classifier(NamedTuple):
    bayes: NaiveBayes
    curve: CalibrationCurve

    def certainty(self, text: str) -> float | None:
        """Return the certainty (0 to 1) that a moderator would reject `text`; None if too new."""
        score = self.bayes.score(features.text_features(text))
        return None if score is None else self.curve.certainty(score)

    def opinion(self, text: str) -> ClassifierOpinion | None:
        certainty = self.certainty(text)
        if certainty is None:
            return None
        weights = [
            (sum(map(self.bayes.weight, places)), word)
            for word, places in features.words_with_features(text)
        ]
        weights.sort()
        return ClassifierOpinion(
            int(100 * certainty),
            [word for weight, word in reversed(weights[-WORDS_SHOWN:]) if weight > 0],
            [word for weight, word in weights[:WORDS_SHOWN] if weight < 0],
        )


class ClassifierReport(NamedTuple):
    """The classifier's results on decisions it had not learned; no `quality` while it is quiet."""

    approved: int
    rejected: int
    at: datetime
    quality: ClassifierQuality | None
    fewest: int = FEWEST
    fewest_each: int = FEWEST_EACH

    @property
    def learned(self) -> int:
        return self.approved + self.rejected

    @property
    def is_quiet(self) -> bool:
        return not has_enough_lessons(self.approved, self.rejected)


# The loaded version and its classifier. Replaced, never changed in place, so threads can share it.
_loaded: tuple[uuid.UUID | None, Classifier | None] = (None, None)


def current_classifier() -> Classifier | None:
    """Return the current classifier, with one small query; None if it learned too little."""
    global _loaded
    version = (
        Learned.objects.filter(scheme=features.FEATURE_SCHEME)
        .values_list("version", flat=True)
        .first()
    )
    if version != _loaded[0]:
        _loaded = (version, _load() if version else None)
    return _loaded[1]


def _load() -> Classifier | None:
    row = Learned.objects.filter(scheme=features.FEATURE_SCHEME).first()
    if row is None or not has_enough_lessons(row.approved, row.rejected):
        return None
    bayes = NaiveBayes.from_bytes(bytes(row.counts), row.approved, row.rejected)
    return Classifier(bayes, CalibrationCurve(row.slope, row.shift))


def classifier_report() -> ClassifierReport | None:
    """Return the report for the desk's statistics; None if nothing was learned yet."""
    row = Learned.objects.defer("counts").first()
    if row is None:
        return None
    quality = ClassifierQuality.from_json(row.quality) if row.quality else None
    return ClassifierReport(row.approved, row.rejected, row.updated_at, quality)
