"""The verbs of the index: the only place that writes it.

An entry is made of what is public now, and goes when that is public no more. Whoever calls when is
of no matter: the same call twice changes nothing, and what was missed is found by `catch_up`.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from search import (
    documents,
    full_text,
)
from search.models import Entry, EntryQuerySet, Term

BATCH = 500
# The worker has other things to do.
MOST_SECONDS = 10.0


def renew_reactions(pks: Iterable[int]) -> None:
    """Take these reactions in as they are now, or out where they are public no more."""
    pks = list(pks)
    with transaction.atomic():
        full_text.hold()
        _take_out(Entry.objects.filter(comment__in=pks))
        public = documents.public_reactions().filter(pk__in=pks).order_by("published_at", "pk")
        _take_in([documents.of_reaction(comment) for comment in public])


def renew_articles(pks: Iterable[int]) -> None:
    """The same for articles."""
    pks = list(pks)
    with transaction.atomic():
        full_text.hold()
        _take_out(Entry.objects.filter(comment=None, article__in=pks))
        public = documents.public_articles().filter(pk__in=pks).order_by("published_at", "pk")
        _take_in([documents.of_article(article) for article in public])


def _take_in(entries: list[Entry]) -> None:
    _keep_apart(entries)
    Entry.objects.bulk_create(entries)
    full_text.count_words(Counter(word for one in entries for word in one.forms.split()).items())


def _keep_apart(entries: list[Entry]) -> None:
    """Give the next keys to what would have another's: a large import may be of one moment."""
    taken: set[int] = set()
    while entries:
        keys = [entry.pk for entry in entries]
        there = set(Entry.objects.filter(pk__in=keys).values_list("pk", flat=True))
        clashing = []
        for entry in entries:
            if entry.pk in there or entry.pk in taken:
                entry.pk += 1
                clashing.append(entry)
            else:
                taken.add(entry.pk)
        entries = clashing


def _take_out(entries: QuerySet[Entry]) -> None:
    forms = entries.values_list("forms", flat=True)
    gone = Counter(word for words in forms for word in words.split())
    entries.delete()
    full_text.count_words((word, -number) for word, number in gone.items())


def catch_up_articles(most_seconds: float = MOST_SECONDS) -> int:
    """Take in articles that the index misses, those whose hour has come among them, and take out
    those that are not public any more; returns how many these were."""
    _take_out_all(Entry.objects.filter(comment=None), Entry.objects.articles())
    return _in_batches(documents.missing_articles, renew_articles, most_seconds)


def catch_up_reactions(most_seconds: float = MOST_SECONDS) -> int:
    _take_out_all(Entry.objects.filter(comment__isnull=False), Entry.objects.reactions())
    return _in_batches(documents.missing_reactions, renew_reactions, most_seconds)


def _take_out_all(entries: EntryQuerySet, found: EntryQuerySet) -> None:
    """Take out those of `entries` that are not `found` any more."""
    pks = list(entries.exclude(pk__in=found.values("pk")).values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():
            full_text.hold()
            _take_out(Entry.objects.filter(pk__in=pks[start : start + BATCH]))


def _in_batches(
    missing: Callable[[], QuerySet], renew: Callable[[list[int]], None], most_seconds: float
) -> int:
    until, done = time.monotonic() + most_seconds, set()
    while time.monotonic() < until:
        pks = list(missing().values_list("pk", flat=True)[:BATCH])
        # What is missing still after it was renewed is so for a reason that is not ours.
        if done.issuperset(pks):
            break
        renew(pks)
        done.update(pks)
    return len(done)


def forget() -> None:
    """Take out at once what is not public, and every trace of it: someone was erased."""
    catch_up_articles(float("inf"))
    catch_up_reactions(float("inf"))
    full_text.scrub()


def reindex(tell: Callable[[int], object] = lambda count: None) -> None:
    """Make every entry anew, the oldest first, while the site goes on finding."""
    for keys, renew in (
        (documents.public_articles(), renew_articles),
        (documents.public_reactions(), renew_reactions),
    ):
        ordered = keys.order_by("published_at", "pk").values_list("pk", flat=True)
        pks = iter(list(ordered))
        while batch := list(islice(pks, BATCH)):
            renew(batch)
            tell(len(batch))
    recount()
    full_text.install_letters()
    forget()


def recount() -> None:
    """Count the vocabulary anew, for what left the index along with its article or reaction."""
    with transaction.atomic():
        full_text.hold()
        counts: Counter[str] = Counter()
        for words in Entry.objects.values_list("forms", flat=True).iterator(BATCH):
            counts.update(words.split())
        counts.subtract(dict(Term.objects.values_list("word", "documents")))
        full_text.count_words(counts.items())
