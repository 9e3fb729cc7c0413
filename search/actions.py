"""The actions that write the search index; nothing else does.

An entry is made of what is public now, and deleted when that is no longer public. All actions are
idempotent, and `catch_up_articles` and `catch_up_comments` find what was missed.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from search import documents, full_text
from search.models import Entry, EntryQuerySet, Term

BATCH_SIZE = 500
# The worker has other tasks.
MOST_SECONDS = 10.0


def reindex_comments(pks: Iterable[int]) -> None:
    """Index these reactions as they are now; remove those that are no longer public."""
    pks = list(pks)
    with transaction.atomic():
        full_text.lock_search_index()
        _delete_entries(Entry.objects.filter(comment__in=pks))
        public = documents.searchable_comments().filter(pk__in=pks).order_by("published_at", "pk")
        _insert_entries([documents.build_comment_entry(comment) for comment in public])


def reindex_articles(pks: Iterable[int]) -> None:
    """Index these articles as they are now; remove those that are no longer public."""
    pks = list(pks)
    with transaction.atomic():
        full_text.lock_search_index()
        _delete_entries(Entry.objects.filter(comment=None, article__in=pks))
        public = documents.searchable_articles().filter(pk__in=pks).order_by("published_at", "pk")
        _insert_entries([documents.build_article_entry(article) for article in public])


def _insert_entries(entries: list[Entry]) -> None:
    _resolve_key_clashes(entries)
    Entry.objects.bulk_create(entries)
    full_text.add_word_counts(
        Counter(word for one in entries for word in one.forms.split()).items()
    )


def _resolve_key_clashes(entries: list[Entry]) -> None:
    """Give the next free keys to entries whose key is taken, as in an import of one moment."""
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


def _delete_entries(entries: QuerySet[Entry]) -> None:
    forms = entries.values_list("forms", flat=True)
    gone = Counter(word for words in forms for word in words.split())
    entries.delete()
    full_text.add_word_counts((word, -number) for word, number in gone.items())


def catch_up_articles(most_seconds: float = MOST_SECONDS) -> int:
    """Index missing articles, also those that were scheduled, and remove those no longer public.

    Return the number of indexed articles.
    """
    _delete_stale_entries(Entry.objects.filter(comment=None), Entry.objects.articles())
    return _in_batches(documents.unindexed_articles, reindex_articles, most_seconds)


def catch_up_comments(most_seconds: float = MOST_SECONDS) -> int:
    _delete_stale_entries(Entry.objects.filter(comment__isnull=False), Entry.objects.reactions())
    return _in_batches(documents.unindexed_comments, reindex_comments, most_seconds)


def _delete_stale_entries(entries: EntryQuerySet, found: EntryQuerySet) -> None:
    """Delete those of `entries` that are not in `found` any more."""
    pks = list(entries.exclude(pk__in=found.values("pk")).values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH_SIZE):
        with transaction.atomic():
            full_text.lock_search_index()
            _delete_entries(Entry.objects.filter(pk__in=pks[start : start + BATCH_SIZE]))


def _in_batches(
    missing: Callable[[], QuerySet], renew: Callable[[list[int]], None], most_seconds: float
) -> int:
    until, done = time.monotonic() + most_seconds, set()
    while time.monotonic() < until:
        pks = list(missing().values_list("pk", flat=True)[:BATCH_SIZE])
        # Stop when only texts that were already indexed remain: trying again does not help.
        if done.issuperset(pks):
            break
        renew(pks)
        done.update(pks)
    return len(done)


def purge_search_index() -> None:
    """Remove at once all that is not public, with all traces in the index, after an erasure."""
    catch_up_articles(float("inf"))
    catch_up_comments(float("inf"))
    full_text.optimize_search_index()


def rebuild_search_index(tell: Callable[[int], object] = lambda count: None) -> None:
    """Rebuild every entry, the oldest first, while searches continue."""
    for keys, renew in (
        (documents.searchable_articles(), reindex_articles),
        (documents.searchable_comments(), reindex_comments),
    ):
        ordered = keys.order_by("published_at", "pk").values_list("pk", flat=True)
        pks = iter(list(ordered))
        while batch := list(islice(pks, BATCH_SIZE)):
            renew(batch)
            tell(len(batch))
    recount_vocabulary()
    full_text.install_letters()
    purge_search_index()


def recount_vocabulary() -> None:
    """Recount the vocabulary: entries deleted by a cascade did not lower the counts."""
    with transaction.atomic():
        full_text.lock_search_index()
        counts: Counter[str] = Counter()
        for words in Entry.objects.values_list("forms", flat=True).iterator(BATCH_SIZE):
            counts.update(words.split())
        counts.subtract(dict(Term.objects.values_list("word", "documents")))
        full_text.add_word_counts(counts.items())
