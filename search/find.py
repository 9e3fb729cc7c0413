"""The search itself: the public articles and reactions that match best, or the newest ones.

docs/decisions/0025-search.md gives the reasons for this design.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Byline, Dossier, DossierPiece
from comments.models import Comment
from common import names
from common.paging import format_cursor, parse_cursor
from search import full_text
from search.expansion import ExpandedQuery
from search.full_text import Expression, entry_key_in
from search.models import Entry, EntryQuerySet, keys_between
from search.newest import ScanResult, SearchScope, WordCondition, scan_newest

PAGE_SIZE = 20
# The last keys of a page that the cursor of the next page holds.
KEYS_IN_CURSOR = 4
# The newest matches of each kind that are ranked.
MOST_WEIGHED = 100
# Scans of the index, at most, to fill a page when hidden entries are skipped.
MOST_ROUNDS = 5
# Matches of the words themselves rank above matches of alternatives.
WIDE_WEIGHT = 0.3
# Articles are what reactions are about; being longer, they would otherwise rank below them.
ARTICLE_WEIGHT = 1.5


@dataclass(frozen=True)
class SearchFilters:
    """The filters of a search, apart from its words."""

    dossier: Dossier | None = None
    author: str = ""  # a name, or a part of one
    first: date | None = None
    last: date | None = None
    only_articles: bool = False


class FoundEntries(NamedTuple):
    entries: list[Entry]  # one page
    next: str  # the cursor of the next page; empty after the last
    some: bool = False  # nothing matches all words: these match some
    cut: bool = False  # there are more matches than were ranked


class EntryKind(NamedTuple):
    """Entries of one kind: the public ones, and the scope and columns to search."""

    public: EntryQuerySet
    scope: SearchScope
    columns: tuple[str, ...]
    weight: float


def find_entries(
    asked: ExpandedQuery, filters: SearchFilters, *, newest: bool = False, after: str = ""
) -> FoundEntries:
    """Return one page of matches, the best or the newest first.

    `after` is the `next` of the previous page; it holds when entries appear or go in between.
    """
    page = _newest_page if newest else _best_page
    found = page(asked, filters, after)
    if found.entries or found.next or after or asked.some is None:
        return found
    return page(asked.matching_some(), filters, after)._replace(some=True)


# --- The best first -------------------------------------------------------------------------------


def _best_page(asked: ExpandedQuery, filters: SearchFilters, after: str) -> FoundEntries:
    ranked, cut = _ranked(asked, filters)
    start = _place_after(ranked, after)
    page = ranked[start : start + PAGE_SIZE]
    mark = ""
    if len(ranked) > start + PAGE_SIZE:
        # The last entries of the page, in case the very last is gone by then.
        mark = format_cursor(page[-1][0], *(pk for _, pk in reversed(page[-KEYS_IN_CURSOR:])))
    return FoundEntries(_load_entries([pk for _, pk in page]), mark, cut=cut)


def _ranked(asked: ExpandedQuery, filters: SearchFilters) -> tuple[list[tuple[int, int]], bool]:
    """Return the weight and key of the ranked matches, the best first, and True if not all were."""
    weights: dict[int, float] = {}
    cut = False
    for kind in _entry_kinds(filters):
        exact: set[int] = set()
        wide: set[int] = set()
        for column in kind.columns:
            looked = _public_matches(kind, column, asked.exact, asked, MOST_WEIGHED)
            exact.update(looked.keys)
            if len(looked.keys) < MOST_WEIGHED and asked.wide != asked.exact:
                looked = _public_matches(kind, column, asked.wide, asked, MOST_WEIGHED)
                wide.update(looked.keys)
            cut |= len(looked.keys) == MOST_WEIGHED or looked.to is not None
        is_reaction = kind.scope.is_reaction
        for pk, weight in full_text.rank_entries(is_reaction, exact, asked.exact).items():
            weights[pk] = kind.weight * weight
        for pk, weight in full_text.rank_entries(is_reaction, wide - exact, asked.wide).items():
            weights[pk] = kind.weight * WIDE_WEIGHT * weight
    # Integers, which survive a cursor in a URL unchanged.
    ranked = sorted(((round(weight * 1e6), pk) for pk, weight in weights.items()), reverse=True)
    return ranked, cut


def _place_after(ranked: list[tuple[int, int]], after: str) -> int:
    """Return the place at which the page after this cursor begins.

    Prefer the entry itself to its weight: every new entry changes all weights a little.
    """
    weight, *pks = parse_cursor(after) or [0]
    if not pks:
        return 0
    places = {pk: place for place, (_, pk) in enumerate(ranked, start=1)}
    for pk in pks:
        if pk in places:
            return places[pk]
    return bisect_right(ranked, _descending((weight, pks[0])), key=_descending)


def _descending(mark: tuple[int, int]) -> tuple[int, int]:
    return -mark[0], -mark[1]


# --- The newest first -----------------------------------------------------------------------------


def _newest_page(asked: ExpandedQuery, filters: SearchFilters, after: str) -> FoundEntries:
    keys: list[int] = []
    floor = 0
    below = (parse_cursor(after) or [None])[0]
    for kind in _entry_kinds(filters, below):
        looked = _public_matches(kind, "words", asked.wide, asked, PAGE_SIZE + 1)
        keys += looked.keys
        # Entries below the point to which one kind was scanned wait for the next page.
        floor = max(floor, looked.to or 0)
    keys = sorted((key for key in keys if key >= floor), reverse=True)
    page, further = keys[:PAGE_SIZE], len(keys) > PAGE_SIZE
    mark = page[-1] if further else floor
    return FoundEntries(_load_entries(page), format_cursor(mark) if mark else "")


# --- Both -----------------------------------------------------------------------------------------


def _public_matches(
    kind: EntryKind, column: str, has: Expression, asked: ExpandedQuery, most: int
) -> ScanResult:
    """Return the newest public matches in this column."""
    wanted, scope = WordCondition(column, has, asked.without), kind.scope
    found: list[int] = []
    for _ in range(MOST_ROUNDS):
        looked = scan_newest(scope, wanted, most)
        public = set(kind.public.filter(entry_key_in(looked.keys)).values_list("pk", flat=True))
        found += [key for key in looked.keys if key in public]
        if len(found) >= most:
            return ScanResult(found[:most], None)
        if len(looked.keys) < most:
            return ScanResult(found, looked.to)
        scope = scope.before(looked.keys[-1])
    return ScanResult(found, looked.keys[-1])


def _entry_kinds(filters: SearchFilters, below: int | None = None) -> Iterator[EntryKind]:
    """Yield each kind, restricted to entries that pass the filters and have a key below this."""
    passing = Q()
    if filters.dossier:
        pieces = DossierPiece.objects.filter(dossier=filters.dossier)
        passing = Q(article__in=list(pieces.values_list("article", flat=True)))
    articles = reactions = passing
    if filters.author.strip():
        bylines = _bylines(filters.author)
        articles &= Q(article__in=bylines.values("article"))
        reactions &= Q(comment__in=_comments_by(bylines))
    first, last = keys_between(filters.first, filters.last)
    below = min((key for key in (below, last) if key is not None), default=None)

    def scope(is_reaction: bool, passing: Q) -> SearchScope:
        entries = Entry.objects.filter(passing) if passing else None
        return SearchScope(is_reaction, entries, first, below).narrowed()

    public = Entry.objects.articles()
    yield EntryKind(public, scope(False, articles), ("head", "words"), ARTICLE_WEIGHT)
    if not filters.only_articles:
        yield EntryKind(Entry.objects.reactions(), scope(True, reactions), ("words",), 1.0)


def _bylines(author: str) -> QuerySet[Byline]:
    """Return bylines with this name, or a part of it, of articles whose page is public.

    Also of a withdrawn article that left its debate to be read.
    """
    if not (key := names.name_skeleton(author)):
        return Byline.objects.none()
    return Byline.objects.filter(name_key__contains=key, article__in=Article.objects.with_debate())


def _comments_by(bylines: QuerySet[Byline]) -> QuerySet[Comment]:
    """Return authors' reactions under the articles of these bylines.

    The same account under another name counts as another author.
    """
    users = list(bylines.exclude(user=None).values_list("user", flat=True).distinct())
    own = bylines.filter(article=OuterRef("article"), user=OuterRef("user"))
    return Comment.objects.filter(Exists(own), role=Comment.Role.AUTHOR, user__in=users)


def _load_entries(pks: list[int]) -> list[Entry]:
    """Load these entries in this order for display, without those hidden since."""
    articles = Entry.objects.articles().with_article().filter(pk__in=pks)
    reactions = Entry.objects.reactions().with_reaction().filter(pk__in=pks)
    by_key = {entry.pk: entry for entry in (*articles, *reactions)}
    for entry in by_key.values():
        if entry.comment:
            entry.comment.article = entry.article
    return [by_key[pk] for pk in pks if pk in by_key]
