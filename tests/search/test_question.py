"""What was typed is taken apart, and nothing that can be typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    MOST_WORDS,
    Question,
    read,
)
from search.stemming import stem
from search.vocabulary import distance


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("huur toeslag", Question(("huur", "toeslag"))),
        ('"een eigen huis" kopen', Question(("kopen",), (("een", "eigen", "huis"),))),
        ("“een eigen huis", Question((), (("een", "eigen", "huis"),))),
        ("zorg -premie", Question(("zorg",), (), (("premie",),))),
        ('zorg -"eigen risico"', Question(("zorg",), (), (("eigen", "risico"),))),
        ("Noord-Holland", Question(("noord", "holland"))),
        ("- premie", Question(("premie",))),
        ("de zee", Question(("zee",))),
        ("wie is wie", Question(("wie", "is"))),
        ("Café Coördinatie", Question(("cafe", "coordinatie"))),
        ("a* OR (b) NEAR:c", Question(("near",))),
        ("-alleen", Question((), (), (("alleen",),))),
        ("", Question(())),
        ("x", Question(())),
        ("5", Question(("5",))),
        ("\0 '' \\ % _ ; --", Question(())),
    ],
)
def test_read(typed, question):
    assert read(typed) == question


@given(st.text(max_size=300))
def test_anything_can_be_typed(typed):
    question = read(typed)
    assert len(question.words) <= MOST_WORDS
    assert all(word.isalnum() for word in question.words)


@pytest.mark.parametrize(
    "forms",
    [
        "toeslag toeslagen", "gemeente gemeenten gemeentes", "huis huizen", "loop lopen loopt",
        "geef geeft geven", "soort soorten", "buurt buurten", "proces processen", "plan plannen",
        "premie premies", "betaal betaalt betalen", "raad raden",
    ],
)  # fmt: skip
def test_forms_of_one_word(forms):
    assert len({stem(form, "nl") for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["gemeente mening", "raad rad_", "zorg zorgelijk", "stad staat"])
def test_other_words(words):
    assert len({stem(word, "nl") for word in words.split()}) == 2


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("huur", "huur", 0), ("huru", "huur", 1), ("hur", "huur", 1), ("huurr", "huur", 1),
     ("hout", "huur", 2), ("referndmu", "referendum", 2), ("zee", "huur", 3)],
)  # fmt: skip
def test_distance(one, other, slips):
    assert distance(one, other, 2) == slips
