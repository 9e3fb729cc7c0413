"""Periodic task of the worker that finds related articles."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from heapq import nlargest

from django.core.cache import cache
from django.db import transaction

from articles.models import Article, Related
from articles.similar_articles import MAX_SIMILAR, ComparedText, similar_article_pairs
from common.html.plain_text import html_to_text
from common.language import WORD_SCHEME

_DONE = "articles:related"
# Limited, since the worker's other tasks wait for this one.
MOST_AT_ONCE, NEWEST = 600, 150  # articles
CHARACTERS_COMPARED = 8_000  # of each text; its subject is clear by then


def update_related_articles() -> None:
    """Store for each article the most similar ones, if anything changed since the last time.

    A large archive is done in parts: each time the newest with a sample of the others; of the pairs
    found before, the most similar are kept.
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
        # Another worker may insert the same rows.
        Related.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    if len(chosen) == len(every):
        cache.set(_DONE, state, timeout=None)


def _some(every: list[int]) -> list[int]:
    """Return all keys, or the newest and a random sample of the older ones if too many."""
    if len(every) <= MOST_AT_ONCE:
        return every
    newest, older = every[:NEWEST], every[NEWEST:]
    return newest + random.sample(older, MOST_AT_ONCE - NEWEST)


def _best(found: list[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
    """Keep the most similar articles of each."""
    by_one: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other, likeness in found:
        by_one[one].append((likeness, other))
    return {
        (one, other): likeness
        for one, others in by_one.items()
        for likeness, other in nlargest(MAX_SIMILAR, others)
    }


def _state() -> str:
    """Return a hash of what the result depends on: articles, topics and word scheme."""
    rows = Article.objects.published().order_by("pk").values_list("pk", "updated_at")
    topics = Article.topics.through.objects.order_by("pk").values_list("article", "topic")
    return hashlib.sha256(repr((WORD_SCHEME, list(rows), list(topics))).encode()).hexdigest()


def _texts(chosen: set[int]) -> Iterator[ComparedText]:
    topics: dict[int, set[int]] = {}
    for article, topic in Article.topics.through.objects.values_list("article", "topic"):
        topics.setdefault(article, set()).add(topic)
    fields = ("pk", "language", "title", "lead", "body")
    rows = Article.objects.filter(pk__in=chosen).order_by("pk")
    for pk, language, title, lead, body in rows.values_list(*fields):
        words = f"{title} {title} {lead} {html_to_text(body[:CHARACTERS_COMPARED])}"
        yield ComparedText(pk, language, words, frozenset(topics.get(pk, ())))
