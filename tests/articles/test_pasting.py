"""Pasting from a word processor gives the HTML of an article."""

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import pasting
from common.html.rules import EDITOR_RULES, TooComplex
from common.html.sanitize import sanitize_editor_html
from tests.common.attacks import MARKUP, faults

HERE = Path(__file__).parent / "pasted"


def pasted(name: str) -> str:
    return sanitize_editor_html(
        pasting.clean_pasted_html((HERE / f"{name}.html").read_text(encoding="utf-8"))
    )


def plain(html: str) -> str:
    """Without what the gate adds everywhere, and on one line."""
    html = re.sub(r' (?:dir="auto"|rel="noopener"|role="[\w-]+")', "", html)
    return re.sub(r"\s+", " ", re.sub(r"\s*(</?(?:ul|ol|li|t\w+)\b[^>]*>|</?p>)\s*", r"\1", html))


def ref(number: int) -> str:
    return f'<sup><a href="#noot-{number}" id="ref-{number}">{number}</a></sup>'


def back(number: int) -> str:
    return f' <a href="#ref-{number}">↑</a>'


@pytest.mark.parametrize("name", ["word", "google", "libreoffice"])
def test_it_is_known_by_how_it_looks(name):
    assert pasting.is_word_processor_html((HERE / f"{name}.html").read_text(encoding="utf-8"))


def test_what_was_written_here_is_not_foreign():
    assert not pasting.is_word_processor_html('<p class="question">Wat doet mso-list in Word?</p>')


def test_word():
    assert plain(pasted("word")).split("<table>")[0].strip() == (
        "<h2>Een tafel in de wijk</h2> "
        "<h2>Waarom dorpshuizen sluiten</h2>"
        "<p>Wie <strong>kookt</strong>, praat. En wie <em>praat</em>, blijft" + ref(1) + ".</p>"
        "<ul><li>een tafel<ul><li>met stoelen</li></ul></li><li>een pan</li></ul>"
        "<p>Dan:</p>"
        "<ol><li>koken</li><li>eten</li></ol>"
        "<blockquote><p>Een wijk zonder tafel is een gang.</p></blockquote>"
        '<p>Zie <a href="https://wijk.example/plan?a=1&amp;b=2">het plan</a> van nu.'
        + ref(2)
        + "</p>"
    )


def test_words_tables_and_notes():
    assert plain(pasted("word")).partition("<table>")[2].strip() == (
        '<tbody><tr><td colspan="2"><p>Jaar</p></td></tr>'
        "<tr><td><p>2024</p></td><td><p>12</p></td></tr></tbody></table>"
        '<ol class="notes">'
        '<li id="noot-1"><p>Zo zei mijn <em>buurvrouw</em>.' + back(1) + "</p></li>"
        '<li id="noot-2"><p>Eerste deel.</p><p>Tweede deel.' + back(2) + "</p></li></ol>"
    )


def test_nothing_of_words_own_stays():
    html = pasted("word")
    for trace in ("mso", "Mso", "<o:p", "urn:", "·", "file:", "verborgen", "gisteren", "[WW1]"):
        assert trace not in html, trace


def test_google_docs():
    assert plain(pasted("google")).replace("<hr>", "").replace("<br>", "") == (
        "<h2>Een kop</h2>"
        "<p>Gewoon, <strong>vet</strong> en <em>schuin</em>" + ref(1) + ".</p>"
        "<ul><li><p>punt</p></li></ul>"
        '<ol class="notes"><li id="noot-1"><p>Een bron.' + back(1) + "</p></li></ol>"
    )


def test_libreoffice():
    assert plain(pasted("libreoffice")).strip() == (
        "<p>Zo is het" + ref(1) + ".</p><ol><li><p>een</p></li><li><p>twee</p></li></ol>"
        '<ol class="notes"><li id="noot-1"><p>Mijn noot.' + back(1) + "</p></li></ol>"
    )


LEVEL = "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'>{}{}</p>"


def item(level: int, bullet: str, text: str) -> str:
    return LEVEL.format(level, f"<span style='mso-list:Ignore'>{bullet}</span>", text)


@pytest.mark.parametrize(
    ("items", "made"),
    [
        ([(1, "3.", "c"), (1, "4.", "d")], '<ol start="3"><li>c</li><li>d</li></ol>'),
        ([(1, "a)", "c")], "<ol><li>c</li></ol>"),
        ([(1, "o", "c"), (1, "1.", "d")], "<ul><li>c</li></ul><ol><li>d</li></ol>"),
        ([(2, "§", "diep"), (1, "-", "op")], "<ul><li>diep</li></ul><ul><li>op</li></ul>"),
        (
            [(1, "1.", "a"), (2, "1.1.", "b"), (3, "i.", "c"), (1, "2.", "d")],
            "<ol><li>a<ol><li>b<ol><li>c</li></ol></li></ol></li><li>d</li></ol>",
        ),
    ],
)
def test_smart_lists(items, made):
    assert (
        plain(sanitize_editor_html(pasting.clean_pasted_html("".join(item(*one) for one in items))))
        == made
    )


def test_a_heading_is_one_that_the_editor_knows():
    assert pasting.clean_pasted_html("<h1>a</h1><h6>b</h6>") == "<h2>a</h2><h4>b</h4>"


def test_notes_go_on_counting_where_those_of_the_article_end():
    html = pasting.clean_pasted_html(
        'a<a href="#_ftn1">[1]</a><p><a href="#_ftnref1">[1]</a> b</p>', notes=3
    )
    assert 'href="#noot-4"' in html
    assert '<li id="noot-4">' in html


@pytest.mark.parametrize("attack", MARKUP)
def test_the_gate_comes_after_it(attack):
    made = sanitize_editor_html(
        pasting.clean_pasted_html(f"<p class=MsoNormal>{attack}<o:p></o:p></p>{attack}")
    )
    assert faults(made, EDITOR_RULES) == []


PIECES = [
    *("<p style='mso-list:l0 level1 lfo1'>", "<p style='mso-list:l0 level3 lfo1'>", "</p>", "x "),
    *("<span style='mso-list:Ignore'>1.", "</span>", "<b>", "</b>", "<div>", "</div>", "<td>"),
    *("<a href='#_ftn1'>", "<a href='#_ftnref1'>", "</a>", "<table>", "</table>", "<h1>", "</h1>"),
    *("<del>", "</del>", "<ul>", "<li>", "</ul>", "<!--", "-->", "<![if x]>", "<o:p>", "&nbsp;"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_pasted_is_made_safe_or_refused(text):
    try:
        html = sanitize_editor_html(pasting.clean_pasted_html(text))
    except TooComplex:
        return
    assert sanitize_editor_html(html) == html
    assert faults(html, EDITOR_RULES) == []


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 500_000,
        "<style>" * 300_000,
        "<p>" * 100_000,
        "<span>" * 100_000,
        "<p style='mso-list:l0 level1'>" * 50_000,
        "<a href='#_ftn1'>" * 100_000,
        "<" * 300_000,
        "<a x='" * 100_000,
        "<a x='>" * 100_000,
        "<![" * 300_000,
        "<!--StartFragment-->" * 100_000,
        "<p>" + "x&nbsp; " * 200_000 + "x</p>",
        "<p>" + " " * 500_000 + "x",
        "<del>" * 100_000 + "</b>" * 100_000,
        "&" * 500_000,
    ],
)
def test_heavy_text_takes_no_long(text):
    began = time.thread_time()
    with suppress(TooComplex):
        pasting.clean_pasted_html(text)
    assert time.thread_time() - began < 10


def test_what_is_far_too_long_is_refused():
    with pytest.raises(TooComplex):
        pasting.clean_pasted_html("x" * 3_000_001)


# --- Sending it


def send(client, html: str, **form):
    return client.post("/redactie/plakken/", {"html": html} | form)


def test_the_editor_page_gets_it_back_tidied(client, author):
    client.force_login(author)
    answer = send(client, item(1, "·", "een"), notes="2")
    assert (answer.status_code, answer.json()) == (200, {"html": "<ul><li>een</li></ul>"})
    assert "#noot-3" in send(client, '<a href="#_ftn1">[1]</a>', notes="2").json()["html"]
    for notes in ("x", "", "-1", "9" * 5000, "²"):
        assert send(client, "a", notes=notes).status_code == 200


def test_it_is_for_who_writes_and_within_bounds(client, author, reader):
    assert send(client, "a").status_code == 302
    client.force_login(reader)
    assert send(client, "a").status_code == 403
    client.force_login(author)
    assert send(client, "<b>" * 400).status_code == 422
    assert [send(client, "a").status_code for _ in range(30)][-1] == 429
