"""Expansion of a query: its words, and alternatives to them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from common.language import LANGUAGES, is_common_word, stem_words, stems_of_word
from search import full_text, vocabulary
from search.full_text import AllOf, AnyOf, Expression, Phrase
from search.query import ParsedQuery, WordGroup

# Alternatives are looked for to this many words; a longer query is specific enough.
MOST_WIDENED = 6


@dataclass(frozen=True)
class ExpandedQuery:
    exact: Expression
    wide: Expression
    some: Expression | None  # any of several words
    without: Expression | None
    corrections: dict[str, list[str]]  # of words that occur nowhere

    def matching_some(self) -> "ExpandedQuery":
        """Return the query for entries with some of the words, for when none has all."""
        assert self.some is not None
        return replace(self, exact=self.some, wide=self.some)

    @property
    def words(self) -> set[str]:
        """Return the stems of all words that make an entry match."""
        return set(_stems_in(self.wide))


def expand_query(question: ParsedQuery) -> ExpandedQuery:
    """Expand a query, which must not be empty."""
    phrases = [_phrase_expression(phrase) for phrase in question.phrases]
    exact = [*phrases, *(_word_expression(word) for word in question.words)]
    widened = [word for word in question.words[:MOST_WIDENED] if not is_common_word(word)]
    counts = full_text.known_word_counts(widened)
    others = vocabulary.word_alternatives(widened, counts)
    wide = [*phrases, *(_widened_expression(word, others.get(word)) for word in question.words)]
    corrections = {
        word: its.corrections
        for word, its in others.items()
        if its.corrections and not counts.get(word)
    }
    return ExpandedQuery(
        exact=AllOf(tuple(exact)),
        wide=AllOf(tuple(wide)),
        some=AnyOf(tuple(wide)) if len(wide) > 1 else None,
        without=AnyOf(tuple(map(_phrase_expression, question.without)))
        if question.without
        else None,
        corrections=corrections,
    )


def _word_expression(word: str) -> Expression:
    return AnyOf(tuple(Phrase((one,)) for one in stems_of_word(word)))


def _widened_expression(word: str, others: vocabulary.WordAlternatives | None) -> Expression:
    if others is None:
        return _word_expression(word)
    ways = [_word_expression(other) for other in (*others.compounds, *others.corrections)]
    ways += [AllOf((_word_expression(one), _word_expression(two))) for one, two in others.parts]
    return AnyOf((_word_expression(word), *ways)) if ways else _word_expression(word)


def _phrase_expression(words: WordGroup) -> Expression:
    """Return the expression for a phrase, stemmed in either language."""
    ways = dict.fromkeys(tuple(stem_words(words, language)) for language in LANGUAGES)
    return AnyOf(tuple(map(Phrase, ways)))


def _stems_in(expression: Expression) -> Iterable[str]:
    if isinstance(expression, Phrase):
        yield from expression.words
    else:
        for part in expression.parts:
            yield from _stems_in(part)
