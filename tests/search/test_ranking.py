"""One set of questions, with what must be among the first three answers, for both databases."""

from tests.search.library import QUERIES


def test_the_first_three(shelves, look):
    wrong = []
    for shows, typed, expected in QUERIES:
        first = look(typed)[:3]
        if not set(expected) <= set(first):
            wrong.append(f"{shows}: {typed!r} gave {first}, not {expected}")
    assert wrong == [], "\n".join(wrong)
