"""What is looked for: the words themselves, and other words that will do for them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search import full_text, vocabulary
from search.full_text import AllOf, AnyOf, Expression, Side
from search.query import (
    Question,
    Words,
)
from search.stemming import LANGUAGES, is_common, stem, stems

# Of so many words others are looked for; who types more of them says enough.
MOST_WIDENED = 6


@dataclass(frozen=True)
class Asked:
    exact: Expression
    wide: Expression
    some: Expression | None  # any of several words
    without: Expression | None
    corrections: dict[str, list[str]]  # of words that occur nowhere

    def widest(self) -> "Asked":
        """For who finds nothing: what has some of the words."""
        assert self.some is not None
        return replace(self, exact=self.some, wide=self.some)

    @property
    def words(self) -> set[str]:
        """All that makes something an answer, down to its stem."""
        return set(_words(self.wide))


def asked(question: Question) -> Asked:
    """What to look for when this is asked; not for an empty question."""
    phrases = [_phrase(phrase) for phrase in question.phrases]
    exact = [*phrases, *(_word(word) for word in question.words)]
    widened = [word for word in question.words[:MOST_WIDENED] if not is_common(word)]
    counts = full_text.known(widened)
    others = vocabulary.others(widened, counts)
    wide = [*phrases, *(_widened(word, others.get(word)) for word in question.words)]
    corrections = {
        word: its.corrections
        for word, its in others.items()
        if its.corrections and not counts.get(word)
    }
    return Asked(
        exact=AllOf(tuple(exact)),
        wide=AllOf(tuple(wide)),
        some=AnyOf(tuple(wide)) if len(wide) > 1 else None,
        without=AnyOf(tuple(map(_phrase, question.without))) if question.without else None,
        corrections=corrections,
    )


def _word(word: str) -> Expression:
    return AnyOf(tuple(Side((one,)) for one in stems(word)))


def _widened(word: str, others: vocabulary.Others | None) -> Expression:
    if others is None:
        return _word(word)
    ways = [_word(other) for other in (*others.compounds, *others.corrections)]
    ways += [AllOf((_word(one), _word(two))) for one, two in others.parts]
    return AnyOf((_word(word), *ways)) if ways else _word(word)


def _phrase(words: Words) -> Expression:
    """These side by side, in one language or the other."""
    ways = dict.fromkeys(tuple(stem(word, language) for word in words) for language in LANGUAGES)
    return AnyOf(tuple(map(Side, ways)))


def _words(expression: Expression) -> Iterable[str]:
    if isinstance(expression, Side):
        yield from expression.words
    else:
        for part in expression.parts:
            yield from _words(part)
