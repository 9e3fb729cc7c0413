"""Marks in safe HTML, and differences of texts: never more than they were given."""

import random
import re
import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.html.addresses import link_spans
from common.html.diff import diff_as_html
from common.html.highlight import highlight_html, highlight_text
from common.html.markdown import render_markdown


def finding(*words: str):
    return lambda text: [match.span() for word in words for match in re.finditer(word, text)]


@pytest.mark.parametrize(
    ("typed", "words", "shown"),
    [
        ("Een woord.", ["woord"], '<p dir="auto">Een <mark>woord</mark>.</p>'),
        ("woord", ["woord"], '<p dir="auto"><mark>woord</mark></p>'),
        ("Een w*oor*d.", ["woord"], None),  # a star within a word is a star
        (
            "Een *half* woord.",
            ["half woord"],
            '<p dir="auto">Een <em><mark>half</mark></em><mark> woord</mark>.</p>',
        ),
        ("a & b < c", ["& b <"], '<p dir="auto">a <mark>&amp; b &lt;</mark> c</p>'),
        ("een\n\nwoord", ["eenwoord"], None),
        (
            "een\nwoord",
            ["een\\s*woord"],
            '<p dir="auto"><mark>een</mark><br><mark>woord</mark></p>',
        ),
        ("p em strong", ["p", "em"], '<p dir="auto"><mark>p</mark> <mark>em</mark> strong</p>'),
    ],
)
def test_marked(typed, words, shown):
    safe = render_markdown(typed)
    marked = highlight_html(safe, finding(*words)).replace("\n", "")
    if shown is None:
        assert "<mark>" not in marked
    else:
        assert marked == shown


def test_a_link_is_marked_inside_and_keeps_its_address():
    safe = render_markdown("Zie https://example.org/?a=1&b=2 daar.")
    marked = highlight_html(safe, link_spans)
    assert ">https://example.org/?a=1&amp;b=2</mark></a> daar" in marked
    assert re.sub("</?mark>", "", marked) == safe
    assert highlight_html(safe, finding("href", "rel", "nofollow")) == safe


def test_a_name():
    assert highlight_text("<b>Jan</b>", finding("Jan")) == "&lt;b&gt;<mark>Jan</mark>&lt;/b&gt;"


ANY = st.text(alphabet=st.sampled_from("ab <>&\"'/*_>\n\u0301é"), max_size=80)


@given(ANY, st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=5))
def test_nothing_but_marks_is_added(typed, spans):
    safe = render_markdown(typed)
    marked = highlight_html(
        safe, lambda text: [span for span in spans if 0 <= span[0] <= span[1] <= len(text)]
    )
    assert re.sub("</?mark>", "", marked) == safe
    # Marks are within one text: none is open where a tag begins or ends.
    assert not re.search(r"<mark>[^<]*<(?!/mark>)", marked)


def test_words_and_not_letters_differ():
    found = diff_as_html("Een wijk die eet.", "Een buurt die samen eet.")
    assert re.sub("<span.*?</span>", "", found) == (
        "Een <del>wijk</del> <ins>buurt</ins> die <ins>samen</ins> eet."
    )
    # Heard too, and in the reader's language.
    assert "weggehaald:" in found
    assert "toegevoegd:" in found


def read(difference: str, without: str) -> str:
    """The text on one side of a difference."""
    text = re.sub('<span class="visually-hidden">.*?</span>', "", difference)
    return re.sub(f"<{without}>.*?</{without}>|</?(?:ins|del)>", "", text, flags=re.S)


@given(ANY, ANY)
def test_a_difference_holds_both_texts(before, after):
    found = diff_as_html(before, after)
    assert "".join(read(found, "ins").split()) == "".join(escape(before).split())
    assert "".join(read(found, "del").split()) == "".join(escape(after).split())


def test_equal_texts_do_not_differ():
    assert diff_as_html("<b> & zo", "<b> & zo") == "&lt;b&gt; &amp; zo"


@pytest.mark.parametrize("kinds", [1, 2, 3, 10, 100])
def test_no_text_makes_a_comparison_slow(kinds):
    letters = random.Random(kinds)
    one, two = (" ".join(str(letters.randrange(kinds)) for _ in range(2500)) for _ in "ab")
    started = time.process_time()
    diff_as_html(f"a {one} z", f"b {two} y")
    diff_as_html(f"a {one} z".replace(" ", "\n"), f"b {two} y".replace(" ", "\n"))
    assert time.process_time() - started < 2
