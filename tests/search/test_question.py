"""Parsing a query: nothing that can be typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.language import stem_word
from search.query import MOST_WORDS, ParsedQuery, parse_query
from search.vocabulary import edit_distance


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("huur toeslag", ParsedQuery(("huur", "toeslag"))),
        ('"een eigen huis" kopen', ParsedQuery(("kopen",), (("een", "eigen", "huis"),))),
        ("“een eigen huis", ParsedQuery((), (("een", "eigen", "huis"),))),
        ("zorg -premie", ParsedQuery(("zorg",), (), (("premie",),))),
        ('zorg -"eigen risico"', ParsedQuery(("zorg",), (), (("eigen", "risico"),))),
        ("Noord-Holland", ParsedQuery(("noord", "holland"))),
        ("- premie", ParsedQuery(("premie",))),
        ("de zee", ParsedQuery(("zee",))),
        ("wie is wie", ParsedQuery(("wie", "is"))),
        ("Café Coördinatie", ParsedQuery(("cafe", "coordinatie"))),
        ("a* OR (b) NEAR:c", ParsedQuery(("near",))),
        ("-alleen", ParsedQuery((), (), (("alleen",),))),
        ("", ParsedQuery(())),
        ("x", ParsedQuery(())),
        ("5", ParsedQuery(("5",))),
        ("\0 '' \\ % _ ; --", ParsedQuery(())),
    ],
)
def test_read(typed, question):
    assert parse_query(typed) == question


@given(st.text(max_size=300))
def test_anything_can_be_typed(typed):
    question = parse_query(typed)
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
    assert len({stem_word(form, "nl") for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["gemeente mening", "raad rad_", "zorg zorgelijk", "stad staat"])
def test_other_words(words):
    assert len({stem_word(word, "nl") for word in words.split()}) == 2


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("huur", "huur", 0), ("huru", "huur", 1), ("hur", "huur", 1), ("huurr", "huur", 1),
     ("hout", "huur", 2), ("referndmu", "referendum", 2), ("zee", "huur", 3)],
)  # fmt: skip
def test_distance(one, other, slips):
    assert edit_distance(one, other, 2) == slips
