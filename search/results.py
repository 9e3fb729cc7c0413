"""What was found, as the page shows it."""

from typing import NamedTuple

from django.http import QueryDict

from common import html
from search.asked import Asked, asked
from search.excerpts import Excerpt, excerpt, marked
from search.find import find
from search.forms import SearchForm
from search.models import Entry
from search.question import Question


class Result(NamedTuple):
    entry: Entry
    title: str  # of the article, its words marked where that itself was found
    excerpt: Excerpt


class Page(NamedTuple):
    results: list[Result]
    next: str  # the rest of the address of the next page
    is_first: bool
    some: bool  # nothing has all of the words
    corrections: dict[str, str]  # what was typed, and what was looked for too


def page(question: Question, form: SearchForm, typed: QueryDict) -> Page:
    """The page that this address asks for."""
    after = typed.get("na", "")
    wanted = asked(question)
    found = find(wanted, form.filters, newest=form.newest, after=after)
    words = wanted.words
    further = typed.copy()
    further["na"] = found.next
    return Page(
        results=[_result(entry, words) for entry in found.entries],
        next=further.urlencode() if found.next else "",
        is_first=not after,
        some=found.some,
        corrections=_corrections(wanted),
    )


def _result(entry: Entry, words: set[str]) -> Result:
    article = entry.article
    if entry.comment:
        text = html.to_text(entry.comment.html)
        return Result(entry, marked(article.title, set()), excerpt(text, words))
    text = f"{article.lead}\n{html.to_text(article.body)}"
    return Result(entry, marked(article.title, words), excerpt(text, words))


def _corrections(wanted: Asked) -> dict[str, str]:
    return {word: others[0] for word, others in wanted.corrections.items()}
