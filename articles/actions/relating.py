"""Finding out which articles are alike, as the worker does now and then."""

import hashlib

from django.core.cache import cache
from django.db import transaction

from articles.likeness import Text, alike
from articles.models import Article, Related
from common import html

_DONE = "articles:related"


def relate() -> None:
    """Write down for each article what is most like it, if anything changed since the last time."""
    state = _state()
    if cache.get(_DONE) == state:
        return
    found = {(like.one, like.other): like.likeness for like in alike(_texts())}
    with transaction.atomic():
        known = {(one.article_id, one.other_id): one for one in Related.objects.all()}
        gone = [one.pk for pair, one in known.items() if pair not in found]
        Related.objects.filter(pk__in=gone).delete()
        changed = []
        for pair, one in known.items():
            if pair in found and one.likeness != found[pair]:
                one.likeness = found[pair]
                changed.append(one)
        Related.objects.bulk_update(changed, ["likeness"], batch_size=500)
        new = [
            Related(article_id=one, other_id=other, likeness=likeness)
            for (one, other), likeness in found.items()
            if (one, other) not in known
        ]
        # Another worker may be doing the same.
        Related.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    cache.set(_DONE, state, timeout=None)


def _state() -> str:
    """What the last time depended on: which articles there are, as they are now."""
    rows = Article.objects.published().order_by("pk").values_list("pk", "updated_at")
    topics = Article.topics.through.objects.order_by("pk").values_list("article", "topic")
    return hashlib.sha256(repr((list(rows), list(topics))).encode()).hexdigest()


def _texts():
    topics: dict[int, set[int]] = {}
    for article, topic in Article.topics.through.objects.values_list("article", "topic"):
        topics.setdefault(article, set()).add(topic)
    fields = ("pk", "language", "title", "lead", "body")
    for pk, language, title, lead, body in Article.objects.published().values_list(*fields):
        words = f"{title} {title} {lead} {html.to_text(body)}"
        yield Text(pk, language, words, frozenset(topics.get(pk, ())))
