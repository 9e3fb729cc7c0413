"""The one question to the index: which public articles and reactions answer best, or are newest.

docs/decisions/0025-search.md says why it is asked in this way.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Byline, Dossier, DossierPiece
from comments.models import Comment
from common import names
from search import full_text
from search.asked import Asked
from search.full_text import Expression, among, has
from search.models import Entry, EntryQuerySet

PAGE = 20
# So many of a page's last are named in the address of the next.
MARKED = 4
# Of each kind so many of the newest that have the words are weighed against each other.
MOST_WEIGHED = 200
# So many keys are fetched and put in order; where there are more, the order itself is walked.
FEW = 4_000
# What has the words themselves comes before what has only words that will do for them.
WIDE_WEIGHT = 0.3
# A piece is what reactions are about; being longer, it would come after them.
ARTICLE_WEIGHT = 1.5

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Filters:
    """What is to be found at all, whatever its words."""

    dossier: Dossier | None = None
    author: str = ""  # a name, or a part of one
    first: date | None = None
    last: date | None = None
    only_articles: bool = False


class Found(NamedTuple):
    entries: list[Entry]  # one page
    next: str  # where the next page begins; empty after the last
    some: bool = False  # nothing has all of the words: these have some


class Kind(NamedTuple):
    """Entries of one kind: those that may be found now, and those that the index holds of it."""

    public: EntryQuerySet
    held: EntryQuerySet
    columns: tuple[str, ...]
    weight: float


def find(asked: Asked, filters: Filters, *, newest: bool = False, after: str = "") -> Found:
    """One page of what answers, in one order. `after` is the `next` of the page before it, which
    follows on that page also when something appeared or left in between."""
    page = _newest_page if newest else _best_page
    found = page(asked, filters, after)
    if found.entries or after or asked.some is None:
        return found
    return page(asked.widest(), filters, after)._replace(some=True)


# --- By how well it answers -----------------------------------------------------------------------


def _best_page(asked: Asked, filters: Filters, after: str) -> Found:
    ranked = _ranked(asked, filters)
    start = _place_after(ranked, after)
    page = ranked[start : start + PAGE]
    mark = ""
    if len(ranked) > start + PAGE:
        # The last of the page and those before it, should the last be gone by then.
        mark = _mark(page[-1][0], *(pk for _, pk in reversed(page[-MARKED:])))
    return Found(_read([pk for _, pk in page]), mark)


def _ranked(asked: Asked, filters: Filters) -> list[tuple[int, int]]:
    """All that is weighed: what it weighs and its key, the best first."""
    weights: dict[int, float] = {}
    for kind in _kinds(filters):
        exact: set[int] = set()
        wide: set[int] = set()
        for column in kind.columns:
            found = _pks(kind, column, asked.exact, asked, MOST_WEIGHED)
            exact.update(found)
            if len(found) < MOST_WEIGHED and asked.wide != asked.exact:
                wide.update(_pks(kind, column, asked.wide, asked, MOST_WEIGHED))
        for pk, weight in full_text.ranks(exact, asked.exact).items():
            weights[pk] = kind.weight * weight
        for pk, weight in full_text.ranks(wide - exact, asked.wide).items():
            weights[pk] = kind.weight * WIDE_WEIGHT * weight
    # Whole numbers, which come back from an address as they were.
    return sorted(((round(weight * 1e6), pk) for pk, weight in weights.items()), reverse=True)


def _mark(*numbers: int) -> str:
    return "-".join(map(str, numbers))


def _numbers(mark: str) -> list[int]:
    """What `_mark` made it of; nothing for anything else."""
    numbers = mark.split("-")
    if len(mark) > 100 or not all(one.isascii() and one.isdecimal() for one in numbers):
        return []
    return [min(int(number), 2**62) for number in numbers]


def _place_after(ranked: list[tuple[int, int]], after: str) -> int:
    """Where the page begins that follows on this mark.

    After the very entry where that is still there: what is new moves all weights a little.
    """
    weight, *pks = _numbers(after) or [0]
    if not pks:
        return 0
    places = {pk: place for place, (_, pk) in enumerate(ranked, start=1)}
    for pk in pks:
        if pk in places:
            return places[pk]
    return bisect_right(ranked, _down((weight, pks[0])), key=_down)


def _down(mark: tuple[int, int]) -> tuple[int, int]:
    return -mark[0], -mark[1]


# --- The newest first -----------------------------------------------------------------------------


def _newest_page(asked: Asked, filters: Filters, after: str) -> Found:
    before = _moment(after)
    rows: list[tuple[datetime, int]] = []
    for kind in _kinds(filters):
        if before:
            when, pk = before
            earlier = Q(published_at__lt=when) | Q(published_at=when, pk__lt=pk)
            kind = kind._replace(public=kind.public.filter(earlier), held=kind.held.filter(earlier))
        rows += _rows(kind, "words", asked.wide, asked, PAGE + 1)
    rows.sort(reverse=True)
    page = rows[:PAGE]
    mark = ""
    if len(rows) > PAGE:
        when, pk = page[-1]
        mark = _mark((when - _EPOCH) // timedelta(microseconds=1), pk)
    return Found(_read([pk for _, pk in page]), mark)


def _moment(after: str) -> tuple[datetime, int] | None:
    numbers = _numbers(after)
    if len(numbers) != 2:
        return None
    try:
        return _EPOCH + timedelta(microseconds=numbers[0]), numbers[1]
    except OverflowError:
        return None


# --- Both -----------------------------------------------------------------------------------------


def _pks(kind: Kind, column: str, wanted: Expression, asked: Asked, most: int) -> list[int]:
    return [pk for _, pk in _rows(kind, column, wanted, asked, most)]


def _rows(
    kind: Kind, column: str, wanted: Expression, asked: Asked, most: int
) -> list[tuple[datetime, int]]:
    """When each appeared, and its key, of the newest that have these words in this column."""

    def having(entries: EntryQuerySet) -> EntryQuerySet:
        return entries.filter(has(column, wanted, asked.without))

    # A database that walks what is newest until it has enough would walk it all for rare words;
    # one that puts all in order would do so for half of the reactions. So they are counted first.
    pks = full_text.keys(having(kind.held), FEW + 1)
    found = kind.public.filter(among(pks)) if len(pks) <= FEW else having(kind.public)
    return list(found.newest_first().values_list("published_at", "pk")[:most])


def _kinds(filters: Filters) -> Iterator[Kind]:
    """Those that pass the filters, of each kind."""
    among_both = Q()
    if filters.dossier:
        pieces = DossierPiece.objects.filter(dossier=filters.dossier)
        among_both = Q(article__in=list(pieces.values_list("article", flat=True)))
    bylines = _bylines(filters.author)
    kinds = [(Entry.objects.articles(), Q(comment=None), ("head", "words"), ARTICLE_WEIGHT)]
    if not filters.only_articles:
        kinds.append((Entry.objects.reactions(), Q(comment__isnull=False), ("words",), 1.0))
    for public, kind, columns, weight in kinds:
        passing = among_both
        if bylines is not None and kind == Q(comment=None):
            passing &= Q(article__in=list(bylines.values_list("article", flat=True)))
        elif bylines is not None:
            # What they said as an author under what bears this name: under other names than these
            # nobody is looked for, nor is it told who bears another name elsewhere.
            theirs = bylines.filter(article=OuterRef("article"), user=OuterRef("user"))
            said = Comment.objects.filter(Exists(theirs), role=Comment.Role.AUTHOR)
            passing &= Q(comment__in=said)
        public, held = (
            entries.filter(passing).between(filters.first, filters.last)
            for entries in (public, Entry.objects.filter(kind))
        )
        yield Kind(public, held, columns, weight)


def _bylines(author: str) -> QuerySet[Byline] | None:
    """Where this name stands above what can be read, or left its debate to be read; None where none
    was asked."""
    if not author.strip():
        return None
    key = names.skeleton(author)
    if not key:
        return Byline.objects.none()
    return Byline.objects.filter(
        name_key__contains=key, article__in=Article.objects.with_debate().order_by()
    )


def _read(pks: list[int]) -> list[Entry]:
    """These entries in this order, with what is shown of them, but for what was hidden since."""
    public = Entry.objects.articles() | Entry.objects.reactions()
    shown = public.filter(pk__in=pks).select_related("article", "comment")
    shown = shown.defer("forms", "head", "words").prefetch_related("article__bylines")
    by_key = {entry.pk: entry for entry in shown}
    for entry in by_key.values():
        if entry.comment:
            entry.comment.article = entry.article
    return [by_key[pk] for pk in pks if pk in by_key]
