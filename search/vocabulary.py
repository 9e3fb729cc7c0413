"""Other words that will do for one that was asked: longer ones that it is a part of, the parts that
it is made of, and those that it may be a slip of the pen for."""

from collections.abc import Iterable, Set
from typing import NamedTuple

from search import full_text
from search.stemming import stems_of_word

# Letters: of shorter words too many are a part of others by chance, and too many are alike.
SHORTEST_PART, SHORTEST_MISSPELT = 4, 4
# So many letters beside a part of four, or of more, pass for a word that we do not know.
ENOUGH_BESIDE_SHORT_PART, ENOUGH_BESIDE_LONG_PART = 4, 3
MOST_LOOKED_AT = 200
MOST_COMPOUNDS = 20
MOST_CORRECTIONS = 3
# A word in no more entries than this may be someone's slip, if another is so much commoner.
RARE, MUCH_COMMONER = 2, 10
# What joins the parts of a compound: huur|toeslag, toeslag|en|affaire, stad|s|bestuur.
COMPOUND_JOINS = ("", "s", "e", "en", "n")


class WordAlternatives(NamedTuple):
    """The alternatives to one word."""

    compounds: list[str]
    parts: list[tuple[str, str]]  # both of a pair
    corrections: list[str]


def word_alternatives(words: Iterable[str], counts: dict[str, int]) -> dict[str, WordAlternatives]:
    """Return the alternatives to each of these, of which `counts` says in how many entries they
    are."""
    longer = {word: _longer_words(word) for word in words}
    rests = {word: {one: _rests(one, word) for one in longer[word]} for word in longer}
    pairs = {word: _pairs(word) for word in longer}
    # All that must be words for it, asked at once.
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
    """The commonest words that hold this one and are no forms of it."""
    if len(word) < SHORTEST_PART:
        return []
    own = set(stems_of_word(word))
    longer = [other for other, _ in full_text.words_containing(word, MOST_LOOKED_AT)]
    return [other for other in longer if own.isdisjoint(stems_of_word(other))]


def _compounds(
    word: str, rests: dict[str, tuple[set[str], set[str]]], there: Set[str], *, is_word: bool
) -> list[str]:
    """The commonest compounds of which this word seems to be a part: what stands before and after
    it are words too, or long enough to be ("port" is not looked for in "report").

    What is no word itself may be the beginning of one, which was not typed to its end.
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
    """Return possible words before `part` and after it; none where nothing is, or an ending."""
    before, _, after = compound.partition(part)
    befores = {before.removesuffix(join) for join in COMPOUND_JOINS} if before else set()
    is_ending = not set(stems_of_word(part + after)).isdisjoint(stems_of_word(part))
    return befores, set() if is_ending else {after.removeprefix(join) for join in COMPOUND_JOINS}


def _pairs(word: str) -> list[tuple[str, str]]:
    """The words that this one could be made of, two by two."""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    pairs = [
        (word[:cut].removesuffix(join), word[cut:])
        for cut in cuts
        for join in COMPOUND_JOINS
        if word[:cut].endswith(join)
    ]
    return [pair for pair in dict.fromkeys(pairs) if len(pair[0]) >= SHORTEST_PART]


def spelling_corrections(word: str, count: int) -> list[str]:
    """The words that this one, found in so many entries, is most likely a slip of the pen for."""
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
    """Count the letters that were added, left out, changed or swapped with the next: Damerau's, up
    to
    `most` and one more."""
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
