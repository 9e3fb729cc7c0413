"""Finding out which articles are alike, as the worker does now and then."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from heapq import nlargest

from django.core.cache import cache
from django.db import transaction

from articles.models import Article, Related
from articles.similar_articles import MAX_SIMILAR, ComparedText, similar_article_pairs
from common import html

_DONE = "articles:related"
# The worker's other tasks wait while it is at this.
MOST_AT_ONCE, NEWEST = 600, 150  # articles
CHARACTERS_COMPARED = 8_000  # characters of each: what it is about is said by then


def update_related_articles() -> None:
    """Write down for each article what is most like it, if anything changed since the last time.

    A large archive is gone through bit by bit: each time the newest with some of the others, and of
    what was found before the likest stays.
    """
    state = _state()
    if cache.get(_DONE) == state:
        return
    every = list(Article.objects.published().newest_first().values_list("pk", flat=True))
    chosen = set(_some(every))
    found = {
        (like.one, like.other): like.likeness for like in similar_article_pairs(_texts(chosen))
    }
    with transaction.atomic():
        public = set(every)
        known = {
            (row.article_id, row.other_id): row
            for row in Related.objects.all()
            if row.article_id in chosen or not {row.article_id, row.other_id} <= public
        }
        kept = [
            (one, other, row.likeness)
            for (one, other), row in known.items()
            if one in chosen and other in public - chosen
        ]
        best = _best([*kept, *((*pair, likeness) for pair, likeness in found.items())])
        gone = [row.pk for pair, row in known.items() if pair not in best]
        Related.objects.filter(pk__in=gone).delete()
        changed = []
        for pair, one in known.items():
            if pair in best and one.likeness != best[pair]:
                one.likeness = best[pair]
                changed.append(one)
        Related.objects.bulk_update(changed, ["likeness"], batch_size=500)
        new = [
            Related(article_id=one, other_id=other, likeness=likeness)
            for (one, other), likeness in best.items()
            if (one, other) not in known
        ]
        # Another worker may be doing the same.
        Related.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    if len(chosen) == len(every):
        cache.set(_DONE, state, timeout=None)


def _some(every: list[int]) -> list[int]:
    """All of them, the newest first, or as many as the worker has the time for."""
    if len(every) <= MOST_AT_ONCE:
        return every
    newest, older = every[:NEWEST], every[NEWEST:]
    return newest + random.sample(older, MOST_AT_ONCE - NEWEST)


def _best(found: list[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
    """The likest of each."""
    by_one: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other, likeness in found:
        by_one[one].append((likeness, other))
    return {
        (one, other): likeness
        for one, others in by_one.items()
        for likeness, other in nlargest(MAX_SIMILAR, others)
    }


def _state() -> str:
    """Return the state of all articles on which the last run depended."""
    rows = Article.objects.published().order_by("pk").values_list("pk", "updated_at")
    topics = Article.topics.through.objects.order_by("pk").values_list("article", "topic")
    return hashlib.sha256(repr((list(rows), list(topics))).encode()).hexdigest()


def _texts(chosen: set[int]) -> Iterator[ComparedText]:
    topics: dict[int, set[int]] = {}
    for article, topic in Article.topics.through.objects.values_list("article", "topic"):
        topics.setdefault(article, set()).add(topic)
    fields = ("pk", "language", "title", "lead", "body")
    rows = Article.objects.filter(pk__in=chosen).order_by("pk")
    for pk, language, title, lead, body in rows.values_list(*fields):
        words = f"{title} {title} {lead} {html.html_to_text(body[:CHARACTERS_COMPARED])}"
        yield ComparedText(pk, language, words, frozenset(topics.get(pk, ())))
