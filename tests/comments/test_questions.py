"""Detecting a question to the author."""

import pytest

from comments.questions import asks
from common.html.markdown import render_markdown

QUESTIONS = [
    "Waarom niet?",
    "Dat is mooi. Maar wie betaalt dat?\n\nIk ben benieuwd.",
    "Is dat zo ?",
    "Wat?!",
    "**Is dat zo?**",
    "(Weet u dat zeker?)",
    "Zou je dat willen?…",
    "Bedoel je “samen”?",
    "Ken je https://example.org/stuk?",
    "[Waarom dan?](https://example.org)",
    "> Een wijk zonder tafel is een gang.\n\nWelke wijk is dat?",
    "Kunt u mij eens een voorbeeld geven.",
    "Mooi stuk. Mijn vraag is wie dat betaalt",
    "Ik vraag me dan toch af of dat klopt.",
    "Maar klopt het dat de gemeente stopt",
    "Graag hoor ik hoe dat elders gaat.",
    "Could you please explain this.",
    "I wonder whether that is so.",
    "Nice. My question is who pays",
    "I’m curious what came of it",
]
STATEMENTS = [
    "Dat is zo.",
    "Hoe dan ook, dit is goed.",
    "Wat mij opvalt is de toon.",
    "What strikes me is the tone.",
    "> Waarom niet?\n\nDaarom niet.",
    "Zij zei: “Waarom niet?” en liep weg.",
    "'Waarom?' riep hij.",
    'Iemand vroeg "waarom?" en kreeg geen antwoord.',
    "Zie https://example.org/?vraag=1 voor meer.",
    "Zie https://example.org/zoek?q=waarom en dan verder.",
    "Dat is echt (?) waar.",
    "a?b",
    "???",
    "Ik wil geen vraag stellen.",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question(text):
    assert asks(render_markdown(text))


@pytest.mark.parametrize("text", STATEMENTS)
def test_not_a_question(text):
    assert not asks(render_markdown(text))


def test_a_long_text_is_no_burden():
    for text in ("a? " * 3000, '"' * 9000, "‘a " * 3000, "graag " * 1600, "kun je " * 1400):
        asks(render_markdown(text[:10_000]))
