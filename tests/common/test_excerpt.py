"""The beginning of a text, where there is room for no more."""

import pytest

from common.html.plain_text import html_excerpt
from common.text import shorten_text


@pytest.mark.parametrize(
    ("text", "length", "beginning"),
    [
        ("Een tafel.", 10, "Een tafel."),
        ("Een tafel voor allen", 10, "Een tafel…"),
        ("Een tafel voor allen", 13, "Een tafel…"),
        ("Een tafel voor allen", 15, "Een tafel voor…"),
        ("Een tafel\nvoor allen", 11, "Een tafel…"),
        ("Ja, hottentottententententoonstelling", 20, "Ja, hottentottenten…"),
        ("", 5, ""),
    ],
)
def test_words_stay_whole(text, length, beginning):
    assert shorten_text(text, length) == beginning
    assert len(beginning) <= length


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p>Een <b>tafel</b>.</p><p>En stoelen.</p>", "Een tafel. En stoelen."),
        ("<ul><li>Open zijn</li><li>Samen eten</li></ul>", "Open zijn Samen eten"),
        ("<blockquote><p>Dat zeg jij.</p></blockquote><p>Nee.</p>", "Nee."),
        ("<blockquote><p>Dat zeg jij.</p></blockquote>", "> Dat zeg jij."),
    ],
)
def test_it_is_of_its_own_words(html, line):
    assert html_excerpt(html, 100) == line
