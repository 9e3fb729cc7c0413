"""Training of the classifier on moderators' decisions, in the worker and never in a request."""

import logging
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from comments.learned import features
from comments.learned.bayes import NaiveBayes
from comments.learned.quality import fit_latest_curve, has_enough_lessons, measure_quality
from comments.models import Comment, Decision, Learned, Lesson, Revision

log = logging.getLogger(__name__)

BATCH = 200  # decisions in one transaction
# A decision can commit after one with a higher key, so this many before the last are read again.
OVERLAP = 200
LEARN_DELAY = 5  # seconds
MEASURED_LESSONS = 6000  # enough for MAX_HELD_BACK and MAX_FITTED in comments/learned/quality.py
_ONE = 1  # the key of the only row

RevisionKey = tuple[int, int]  # the key of a reaction, and the number of its revision


class LatestVerdict(NamedTuple):
    """The last decision of a person on one text; `rejected` is None if it was put back to wait."""

    rejected: bool | None
    decision: Decision


def schedule_learning() -> None:
    """Schedule learning in a few seconds, so that decisions close together are learned at once.

    Called in the transaction of the decision. A decision that one run misses, the next one finds.
    """
    if cache.add("learn-soon", True, timeout=LEARN_DELAY - 1):
        learn_decisions.using(run_after=timezone.now() + timedelta(seconds=LEARN_DELAY)).enqueue()


@task()
def learn_decisions() -> None:
    """Learn the decisions since the last run, and unlearn those that were reversed.

    It is idempotent: the result depends on the decisions and the lessons alone.
    """
    try:
        while _learn_some():
            pass
    except OverflowError:
        # A text changed after it was learned, so the counts are only right if learned anew.
        log.warning("learning.counts_invalid")
        relearn_all_decisions()


def relearn_all_decisions() -> None:
    """Discard the classifier and learn all decisions again; for when texts were erased."""
    with transaction.atomic():
        Lesson.objects.all().delete()
        Learned.objects.all().delete()
    learn_decisions.enqueue()


def _learn_some() -> bool:
    """Learn one batch of decisions; return True if there are more."""
    with transaction.atomic():
        row = _row()
        verdicts, last, is_more = _decided_since(row.decision - OVERLAP)
        lessons = {
            (lesson.comment_id, lesson.revision): lesson
            for lesson in Lesson.objects.filter(comment__in={pk for pk, _ in verdicts})
        }
        changed = {
            key: verdict
            for key, verdict in verdicts.items()
            if verdict.rejected != (lessons[key].rejected if key in lessons else None)
        }
        if changed:
            bayes = NaiveBayes.from_bytes(bytes(row.counts), row.approved, row.rejected)
            _update_lessons(bayes, changed, lessons)
            row.counts = bayes.to_bytes()
            row.approved, row.rejected = bayes.approved_texts, bayes.rejected_texts
            row.version, row.updated_at = uuid.uuid4(), timezone.now()
            _measure(row)
        if changed or last > row.decision:
            row.decision = max(row.decision, last)
            row.save()
    return is_more


def _row() -> Learned:
    """Return the only row, locked until the commit, so that one worker learns at a time."""
    Learned.objects.get_or_create(pk=_ONE, defaults=_empty_model())
    row = Learned.objects.select_for_update().get(pk=_ONE)
    if row.scheme != features.FEATURE_SCHEME:
        # Learned by a version of the program that took other features from a text.
        Lesson.objects.all().delete()
        row = Learned(pk=_ONE, **_empty_model())
    return row


def _empty_model() -> dict:
    return {"scheme": features.FEATURE_SCHEME, "counts": NaiveBayes().to_bytes()}


def _decided_since(decision: int) -> tuple[dict[RevisionKey, LatestVerdict], int, bool]:
    """Return people's decisions on readers' texts, the last key read, and if there are more."""
    by_people = Decision.objects.filter(Q(by__isnull=False) | Q(rule=""))
    rows = by_people.filter(pk__gt=decision, comment__role=Comment.Role.READER).order_by("pk")
    found = list(rows[: BATCH + OVERLAP])
    verdicts = {}
    for row in found:
        rejected = None if row.verdict == Decision.Verdict.HOLD else row.verdict == "reject"
        # The last decision counts; a text that was put back to wait is not learned.
        verdicts[row.comment_id, row.revision] = LatestVerdict(rejected, row)
    return verdicts, found[-1].pk if found else 0, len(found) == BATCH + OVERLAP


def _update_lessons(
    bayes: NaiveBayes, changed: dict[RevisionKey, LatestVerdict], lessons: dict[RevisionKey, Lesson]
) -> None:
    places = _features_by_revision(changed)
    new = []
    for key, verdict in changed.items():
        lesson = lessons.get(key)
        if lesson:
            bayes.unlearn(places[key], rejected=lesson.rejected)
        if verdict.rejected is None:
            lesson.delete()
            continue
        if lesson:
            lesson.rejected = verdict.rejected
            lesson.save(update_fields=["rejected"])
        else:
            new.append(
                Lesson(
                    comment_id=key[0],
                    revision=key[1],
                    rejected=verdict.rejected,
                    score=bayes.score(places[key]),
                    decided_at=verdict.decision.created_at,
                )
            )
        bayes.learn(places[key], rejected=verdict.rejected)
    Lesson.objects.bulk_create(new)


def _features_by_revision(keys: Iterable[RevisionKey]) -> dict[RevisionKey, set[int]]:
    texts = Revision.objects.filter(comment__in={pk for pk, _ in keys})
    found = {
        (pk, number): text for pk, number, text in texts.values_list("comment", "number", "text")
    }
    return {key: features.text_features(found.get(key, "")) for key in keys}


def _measure(row: Learned) -> None:
    """Measure the classifier, and fit the curve from score to certainty."""
    if not has_enough_lessons(row.approved, row.rejected):
        row.quality = None
        return
    latest = Lesson.objects.order_by("-pk").values_list("score", "rejected")[:MEASURED_LESSONS]
    scored = list(reversed(latest))
    row.slope, row.shift = fit_latest_curve(scored)
    measured = measure_quality(scored)
    row.quality = measured._asdict() if measured else None
