"""Alternatives to a word of a query: compounds with it, its own parts, and spelling corrections."""

from collections.abc import Iterable, Set
from typing import NamedTuple

from common.language import stems_of_word
from search import full_text

# Letters: too many shorter words are part of others by chance, or resemble others.
SHORTEST_PART, SHORTEST_MISSPELT = 4, 4
# This many letters beside a part of four letters, or of more, count as an unknown word.
ENOUGH_BESIDE_SHORT_PART, ENOUGH_BESIDE_LONG_PART = 4, 3
MOST_LOOKED_AT = 200
MOST_COMPOUNDS = 20
MOST_CORRECTIONS = 3
# A word in at most RARE entries may be misspelt, if another is MUCH_COMMONER times as common.
RARE, MUCH_COMMONER = 2, 10
# Letters that join the parts of a compound: huur|toeslag, toeslag|en|affaire, stad|s|bestuur.
COMPOUND_JOINS = ("", "s", "e", "en", "n")


class WordAlternatives(NamedTuple):
    """The alternatives to one word."""

    compounds: list[str]
    parts: list[tuple[str, str]]  # both of a pair
    corrections: list[str]


def word_alternatives(words: Iterable[str], counts: dict[str, int]) -> dict[str, WordAlternatives]:
    """Return the alternatives to each of these words; `counts` gives their number of entries."""
    longer = {word: _longer_words(word) for word in words}
    rests = {word: {one: _rests(one, word) for one in longer[word]} for word in longer}
    pairs = {word: _pairs(word) for word in longer}
    # Look up all possible parts in one query.
    doubtful = {
        rest for its in rests.values() for both in its.values() for rest in set().union(*both)
    }
    doubtful |= {part for its in pairs.values() for pair in its for part in pair}
    there = full_text.known_word_counts(doubtful).keys()
    return {
        word: WordAlternatives(
            _compounds(word, rests[word], there, is_word=counts.get(word, 0) > 0),
            [pair for pair in pairs[word] if there >= set(pair)],
            spelling_corrections(word, counts.get(word, 0)),
        )
        for word in longer
    }


def _longer_words(word: str) -> list[str]:
    """Return the commonest words that contain this one and are not inflections of it."""
    if len(word) < SHORTEST_PART:
        return []
    own = set(stems_of_word(word))
    longer = [other for other, _ in full_text.words_containing(word, MOST_LOOKED_AT)]
    return [other for other in longer if own.isdisjoint(stems_of_word(other))]


def _compounds(
    word: str, rests: dict[str, tuple[set[str], set[str]]], there: Set[str], *, is_word: bool
) -> list[str]:
    """Return the commonest words that seem to be compounds with this word.

    What comes before and after it must be words too, or long enough to be ("report" is no compound
    with "port"). If the word itself is unknown, it may also be the beginning of a word.
    """
    enough = ENOUGH_BESIDE_SHORT_PART if len(word) == SHORTEST_PART else ENOUGH_BESIDE_LONG_PART
    found = [
        other
        for other, pair in rests.items()
        if all(not some or there & some or len(max(some, key=len)) >= enough for some in pair)
    ]
    if not is_word:
        found += [other for other in rests if other.startswith(word)]
    return list(dict.fromkeys(found))[:MOST_COMPOUNDS]


def _rests(compound: str, part: str) -> tuple[set[str], set[str]]:
    """Return the possible words before and after `part`; none for nothing or an inflection."""
    before, _, after = compound.partition(part)
    befores = {before.removesuffix(join) for join in COMPOUND_JOINS} if before else set()
    is_ending = not set(stems_of_word(part + after)).isdisjoint(stems_of_word(part))
    return befores, set() if is_ending else {after.removeprefix(join) for join in COMPOUND_JOINS}


def _pairs(word: str) -> list[tuple[str, str]]:
    """Return the pairs of words that this one could be made of."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    pairs = [
        (word[:cut].removesuffix(join), word[cut:])
        for cut in cuts
        for join in COMPOUND_JOINS
        if word[:cut].endswith(join)
    ]
    return [pair for pair in dict.fromkeys(pairs) if len(pair[0]) >= SHORTEST_PART]


def spelling_corrections(word: str, count: int) -> list[str]:
    """Return the most likely corrections of a word that `count` entries contain."""
    if len(word) < SHORTEST_MISSPELT or count > RARE:
        return []
    most = 1 if len(word) < 6 else 2
    own = set(stems_of_word(word))
    near = []
    for other, documents in full_text.similar_words(word, MOST_LOOKED_AT):
        if documents < count * MUCH_COMMONER or not own.isdisjoint(stems_of_word(other)):
            continue
        if (slips := edit_distance(word, other, most)) <= most:
            near.append((slips, -documents, other))
    near.sort()
    return [other for slips, _, other in near if slips == near[0][0]][:MOST_CORRECTIONS]


def edit_distance(one: str, other: str, most: int) -> int:
    """Return Damerau's edit distance: letters added, left out, changed or swapped with the next.

    Above `most` it returns `most` + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    former, above = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, its in enumerate(other, start=1):
            least = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                least = min(least, former[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
        former, above = above, row
    return above[-1]
