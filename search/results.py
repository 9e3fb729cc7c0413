"""The search results as shown on the page."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest

from comments import muting
from comments.permissions import may_be_muted
from common.html.plain_text import html_to_text
from search.excerpts import SearchExcerpt, best_excerpt, mark_stems
from search.expansion import ExpandedQuery, expand_query
from search.find import find_entries
from search.forms import SearchForm
from search.models import Entry
from search.query import ParsedQuery


class SearchResult(NamedTuple):
    entry: Entry
    title: str  # of the article; matches are marked if the article itself was found
    excerpt: SearchExcerpt
    mark: str  # of the writer, for a guest's browser, which keeps the muted marks
    is_folded: bool  # muted by this member


class SearchResultsPage(NamedTuple):
    results: list[SearchResult]
    next: str  # query string of the next page; empty after the last
    newest: str  # query string of the same with the newest first, which has no limit
    is_first: bool
    some: bool  # nothing matches all words
    cut: bool  # there are more matches than were ranked
    corrections: dict[str, str]  # typed words, each with the correction that was searched for


def search_results_page(
    question: ParsedQuery, form: SearchForm, request: HttpRequest
) -> SearchResultsPage:
    """Return the page of results for a request."""
    after = request.GET.get("na", "")
    wanted = expand_query(question)
    found = find_entries(wanted, form.filters, newest=form.newest, after=after)
    return SearchResultsPage(
        results=_search_results(found.entries, wanted.words, request),
        next=_query_string(request, na=found.next) if found.next else "",
        newest=_query_string(request, na="", volgorde="nieuw"),
        is_first=not after,
        some=found.some,
        cut=found.cut,
        corrections=_corrections(wanted, found.entries),
    )


def _query_string(request: HttpRequest, **changed: str) -> str:
    typed = request.GET.copy()
    for name, value in changed.items():
        typed[name] = value
    return typed.urlencode()


def _search_results(
    entries: list[Entry], words: set[str], request: HttpRequest
) -> list[SearchResult]:
    foldable = [entry.comment for entry in entries if entry.comment and may_be_muted(entry.comment)]
    folded = muting.muted_comment_pks(foldable, request)
    marks = {}
    if not request.user.is_authenticated:
        marks = {comment.pk: muting.writer_mark(comment) for comment in foldable}
    return [
        SearchResult(
            entry,
            *_title_and_excerpt(entry, words),
            mark=marks.get(entry.comment_id, ""),
            is_folded=entry.comment_id in folded,
        )
        for entry in entries
    ]


def _title_and_excerpt(entry: Entry, words: set[str]) -> tuple[str, SearchExcerpt]:
    """Return the title, and the best excerpt of the text."""
    article = entry.article
    if entry.comment:
        text = html_to_text(entry.comment.html)
        return mark_stems(article.title, set()), best_excerpt(text, words)
    text = f"{article.lead}\n{html_to_text(article.body)}"
    return mark_stems(article.title, words), best_excerpt(text, words)


def _corrections(wanted: ExpandedQuery, shown: Iterable[Entry]) -> dict[str, str]:
    """Return corrections that occur in the shown entries: others may be from hidden texts."""
    if not wanted.corrections:
        return {}
    forms = Entry.objects.filter(pk__in=[entry.pk for entry in shown])
    there = {word for words in forms.values_list("forms", flat=True) for word in words.split()}
    found = {}
    for word, others in wanted.corrections.items():
        if seen := [other for other in others if other in there]:
            found[word] = seen[0]
    return found
