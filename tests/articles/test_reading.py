"""The layout of a text: reading time, and addresses of its headings."""

import pytest

from articles.reading import lay_out_body, reading_minutes
from common.html.sanitize import sanitize_editor_html


@pytest.mark.parametrize(("words", "expected"), [(0, 1), (1, 1), (230, 1), (231, 2), (2300, 10)])
def test_so_many_minutes(words, expected):
    assert reading_minutes(f"<p>{'woord ' * words}</p>") == expected


LONG = "<p>" + "woord " * 300 + "</p>"


def test_headings_get_addresses_that_stay():
    body = sanitize_editor_html(
        f"<h2>Wie <em>zorgt</em>?</h2>{LONG}<h2>Één &amp; twee</h2>{LONG}<h2>Wie zorgt?</h2>{LONG}"
    )
    laid = lay_out_body(body)
    assert [heading.anchor for heading in laid.headings] == [
        "kop-wie-zorgt",
        "kop-een-twee",
        "kop-wie-zorgt-2",
    ]
    assert laid.headings[1].words == "Één & twee"
    assert laid.contents == laid.headings
    for heading in laid.headings:
        assert laid.html.count(f'id="{heading.anchor}"') == 1
    # Nothing else is changed.
    assert lay_out_body(body + "<p>Erbij.</p>").headings == laid.headings


def test_a_short_piece_has_no_contents():
    body = "<h2>Een</h2><h2>Twee</h2><h2>Drie</h2><p>Kort.</p>"
    assert lay_out_body(body).contents == ()
    assert len(lay_out_body(body).headings) == 3
    assert lay_out_body(f"<h2>Een</h2>{LONG}{LONG}{LONG}").contents == ()


@pytest.mark.parametrize("heading", ["<h2></h2>", "<h2>   </h2>", "<h3>Klein</h3>"])
def test_what_is_no_heading(heading):
    assert lay_out_body(heading).html == heading


def test_a_heading_of_signs_has_an_address_too():
    assert lay_out_body("<h2>???</h2>").headings[0].anchor == "kop-x"


@pytest.mark.django_db
def test_the_page_says_it(make_article, client):
    body = "".join(f"<h2>Deel {n}</h2>{LONG}" for n in "abc")
    article = make_article(body=body, sources="<ul><li>Een bron</li></ul>")
    article.bylines.update(about="Schreef eerder over tafels.")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "4 minuten lezen" in page
    assert 'href="#kop-deel-b"' in page
    assert 'id="kop-deel-b"' in page
    assert "Een bron" in page
    assert "Schreef eerder over tafels." in page
