"""Footnotes: numbered as they are read, each leading back, whatever a writer left of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from common.html.plain_text import html_to_text
from common.html.rules import EDITOR_RULES, TooComplex
from common.html.sanitize import sanitize_editor_html
from tests.common.attacks import elements, faults


def ref(number: int, name: bool = True) -> str:
    named = f' id="ref-{number}"' if name else ""
    return (
        f'<sup><a href="#noot-{number}" role="doc-noteref"{named} rel="noopener">{number}</a></sup>'
    )


def note(number: int, text: str) -> str:
    back = f' <a href="#ref-{number}" role="doc-backlink" rel="noopener">↑</a>'
    return f'<li id="noot-{number}" dir="auto">{text}{back}</li>'


def notes(*items: str) -> str:
    return f'<ol class="notes">{"".join(items)}</ol>'


def test_a_reference_leads_to_its_note_and_the_note_back():
    written = '<a href="#noot-1">1</a>' + '<ol class="notes"><li>Bron.</li></ol>'
    assert sanitize_editor_html(written) == ref(1) + notes(note(1, "Bron."))


def test_notes_are_numbered_in_the_order_of_reading():
    written = (
        'a<sup><a href="#noot-2">2</a></sup> b<a href="#noot-1">x</a>'
        '<ol class="notes"><li id="noot-1">een</li><li id="noot-2">twee</li></ol>'
    )
    assert sanitize_editor_html(written) == f"a{ref(1)} b{ref(2)}" + notes(
        note(1, "twee"), note(2, "een")
    )


def test_an_editor_that_drops_the_names_loses_nothing():
    """A list of notes without names is taken in its order; ways back are made again, not twice."""
    first = sanitize_editor_html('a<a href="#noot-1">1</a><ol class=notes><li><p>een</p></li></ol>')
    again = first.replace(' id="noot-1"', "").replace(' id="ref-1"', "").replace(' role="', ' x="')
    assert sanitize_editor_html(again) == first


def test_two_references_to_one_note_and_back_to_the_first():
    written = 'a<a href="#noot-1">1</a> b<a href="#noot-1">1</a><ol class=notes><li>een</ol>'
    assert sanitize_editor_html(written) == f"a{ref(1)} b{ref(1, False)}" + notes(note(1, "een"))


def test_a_reference_to_no_note_stays_as_text_and_a_note_without_one_stays_too():
    written = 'a<sup><a href="#noot-7">7</a></sup><ol class="notes"><li>los</li></ol>'
    assert sanitize_editor_html(written) == (
        'a<sup>7</sup><ol class="notes"><li id="noot-1" dir="auto">los</li></ol>'
    )


def test_there_is_one_list_of_notes():
    """A second one came with what was pasted."""
    html = sanitize_editor_html(
        'x<a href="#noot-1">1</a><ol class="notes"><li id="noot-1">a</ol>'
        'y<a href="#noot-2">2</a><ol class="notes"><li id="noot-2">b</ol>z'
    )
    assert html == f"x{ref(1)}y{ref(2)}" + notes(note(1, "a"), note(2, "b")) + "z"


def test_no_name_of_the_writers_own_is_kept():
    html = sanitize_editor_html(
        '<li id="noot-5">x</li><a id="ref-3" href="https://a.nl">y</a><p id="noot-1">z</p>'
    )
    assert " id=" not in html


def test_notes_read_well_as_plain_text():
    written = 'Waar<a href="#noot-1">1</a>.<ol class="notes"><li>Een bron.</li></ol>'
    assert html_to_text(sanitize_editor_html(written)) == "Waar[1].\n\n1. Een bron."


PIECES = [
    *("woord ", "<p>", "</p>", "<sup>", "</sup>", "</a>", "<ol class=notes>", "<ol>", "</ol>"),
    *("<li>", "</li>", "<b>", "</b>", "<ul>", "</ul>", "<blockquote>", "</blockquote>", " &amp; "),
    *(f"<li id=noot-{number}>" for number in range(4)),
    *(f"<a href=#noot-{number}>1</a>" for number in range(4)),
    *("<a href=#noot-1>", "<a href=#ref-1>", "<a href=#ref-2>↑</a>", "https://a.nl ", "↑"),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_written_every_name_is_there_once_and_cleaning_again_changes_nothing(written):
    try:
        html = sanitize_editor_html(written)
    except TooComplex:
        return
    assert faults(html, EDITOR_RULES) == []
    assert sanitize_editor_html(html) == html
    found = list(elements(html))
    names = [element.get("id") for element in found if element.get("id")]
    assert len(names) == len(set(names))
    for element in found:
        if (href := element.get("href", "")).startswith("#"):
            assert href[1:] in names
