"""What was found, as the page shows it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest

from comments import muting
from comments.permissions import may_fold
from common import html
from search.excerpts import Excerpt, excerpt, marked
from search.expansion import (
    Asked,
    asked,
)
from search.find import find
from search.forms import SearchForm
from search.models import Entry
from search.query import Question


class Result(NamedTuple):
    entry: Entry
    title: str  # of the article, its words marked where that itself was found
    excerpt: Excerpt
    mark: str  # of its writer, for a guest's browser, which knows whom they folded away
    is_folded: bool  # this member did


class Page(NamedTuple):
    results: list[Result]
    next: str  # the rest of the address of the next page
    newest: str  # of the same with the newest first, which has no end
    is_first: bool
    some: bool  # nothing has all of the words
    cut: bool  # not all that has the words was weighed
    corrections: dict[str, str]  # what was typed, and what was looked for too


def page(question: Question, form: SearchForm, request: HttpRequest) -> Page:
    """The page that this address asks for."""
    after = request.GET.get("na", "")
    wanted = asked(question)
    found = find(wanted, form.filters, newest=form.newest, after=after)
    return Page(
        results=_results(found.entries, wanted.words, request),
        next=_address(request, na=found.next) if found.next else "",
        newest=_address(request, na="", volgorde="nieuw"),
        is_first=not after,
        some=found.some,
        cut=found.cut,
        corrections=_corrections(wanted, found.entries),
    )


def _address(request: HttpRequest, **changed: str) -> str:
    typed = request.GET.copy()
    for name, value in changed.items():
        typed[name] = value
    return typed.urlencode()


def _results(entries: list[Entry], words: set[str], request: HttpRequest) -> list[Result]:
    foldable = [entry.comment for entry in entries if entry.comment and may_fold(entry.comment)]
    folded = muting.folded_among(foldable, request)
    marks = {}
    if not request.user.is_authenticated:
        marks = {comment.pk: muting.mark_of(comment) for comment in foldable}
    return [
        Result(
            entry,
            *_shown(entry, words),
            mark=marks.get(entry.comment_id, ""),
            is_folded=entry.comment_id in folded,
        )
        for entry in entries
    ]


def _shown(entry: Entry, words: set[str]) -> tuple[str, Excerpt]:
    """The title, and the part of the text that answers best."""
    article = entry.article
    if entry.comment:
        text = html.to_text(entry.comment.html)
        return marked(article.title, set()), excerpt(text, words)
    text = f"{article.lead}\n{html.to_text(article.body)}"
    return marked(article.title, words), excerpt(text, words)


def _corrections(wanted: Asked, shown: Iterable[Entry]) -> dict[str, str]:
    """Only words that are in what is shown: another could be of a text that was just hidden."""
    if not wanted.corrections:
        return {}
    forms = Entry.objects.filter(pk__in=[entry.pk for entry in shown])
    there = {word for words in forms.values_list("forms", flat=True) for word in words.split()}
    found = {}
    for word, others in wanted.corrections.items():
        if seen := [other for other in others if other in there]:
            found[word] = seen[0]
    return found
