"""WordPress' way of writing, turned into ours."""

import pytest

from common.html.rules import TooComplex
from importer import wordpress


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Een.\nTwee.\r\n\r\nDrie.", "Een.\nTwee.\n\nDrie."),
        ("Piet &amp; Jan &lt;3 &#8216;de wijk&#8217;", "Piet & Jan <3 ‘de wijk’"),
        ("Kleiner < groter en <3", "Kleiner < groter en <3"),
        ("<em>Wel </em>en <b>niet</b>.", "*Wel* en **niet**."),
        ("<strong>Heel <i>erg</i></strong>", "**Heel *erg***"),
        ("On<em>zin</em>nig", "Onzinnig"),
        ("<em>Twee\n\nalinea's</em>", "Twee\n\nalinea's"),
        (
            '<a href="https://wijk.example/a?b=1&amp;c=2" rel="nofollow">hier</a>',
            "hier (https://wijk.example/a?b=1&c=2)",
        ),
        ('<a href="https://wijk.example/">https://wijk.example/</a>', "https://wijk.example/"),
        ('<a href="javascript:alert(1)">hier</a>', "hier"),
        ("<blockquote>Jij zei\n\ndit.</blockquote>\nNee.", "> Jij zei\n>\n> dit.\n\nNee."),
        ("<ul><li>een</li><li>twee</li></ul>", "- een\n- twee"),
        ("Zo.<script>alert(1)</script>", "Zo."),
        ('<img src="https://wijk.example/x.gif" alt="lachebekje">', "lachebekje"),
    ],
)
def test_a_reaction_becomes_what_one_would_type_here(content, text):
    assert wordpress.convert_comment(content).text == text


def test_typed_emphasis_and_links_come_out_as_such():
    made = wordpress.convert_comment('<em>Lees</em> <a href="https://wijk.example/a_b_c">dit</a>.')
    assert made.html == (
        '<p dir="auto"><em>Lees</em> dit (<a href="https://wijk.example/a_b_c" '
        'rel="nofollow ugc noopener">https://wijk.example/a_b_c</a>).</p>'
    )


@pytest.mark.parametrize("content", ["a" * 70_000, "<b>" * 5_000, "<blockquote>" * 500])
def test_what_no_one_writes_by_hand_is_refused(content):
    with pytest.raises(TooComplex):
        wordpress.convert_comment(content)


@pytest.mark.parametrize(
    ("content", "made"),
    [
        ("Een.\n\nTwee.", "<p>Een.</p>\n<p>Twee.</p>\n"),
        ("Een,\ntwee.", "<p>Een,<br>twee.</p>\n"),
        ("Een,<br />\ntwee.", "<p>Een,<br>twee.</p>\n"),
        ("Een.\n<h3>Kop</h3>\nTwee.", "<p>Een.</p>\n<h3>Kop</h3>\n<p>Twee.</p>\n"),
        ("<ul>\n<li>een</li>\n</ul>", "<ul><li>een</li>\n</ul>\n"),
        (
            "<blockquote>Een.\n\nTwee.</blockquote>",
            "<blockquote><p>Een.</p>\n<p>Twee.</p>\n</blockquote>\n",
        ),
        ("Een.<hr />Twee.", "<p>Een.</p>\n<hr /><p>Twee.</p>\n"),
        ("<p>Een.</p>\n\nTwee.", "<p>Een.</p>\n<p>Twee.</p>\n"),
        (
            "<strong>Een</strong> en <em>twee</em>.",
            "<p><strong>Een</strong> en <em>twee</em>.</p>\n",
        ),
        ("</p>Een.", "</p>\n<p>Een.</p>\n"),
    ],
)
def test_blank_lines_are_paragraphs(content, made):
    assert wordpress.make_paragraphs(content) == made


@pytest.mark.parametrize(
    ("content", "made"),
    [
        ("Voor<!--more--> na.", "Voor na."),
        ("Een [sic] en […] en [red.].", "Een [sic] en […] en [red.]."),
        ('[gallery ids="1,2"]Na.', "Na."),
        ("[gallery]Na.", "Na."),
        ('[kolom breed="1/2"]Tekst[/kolom]', "Tekst"),
        ("[knop]Klik[/knop]", "Klik"),
    ],
)
def test_short_codes_go_and_what_they_hold_stays(content, made):
    assert wordpress.convert_article(content, "Lead").html == f'<p dir="auto">{made}</p>'


PAN = '<img class="size-full" src="https://wijk.example/1.jpg?a=1&amp;b=2" alt="Pan" width="9" />'


def test_a_caption_stays_with_its_picture():
    content = f'[caption id="a" width="9"]{PAN} De pan[/caption]'
    ours = "/media/articles/" + "0" * 32 + "-900x600-480.webp"
    made = wordpress.convert_article(content, "Lead", lambda picture: ours)
    assert made.html.startswith("<figure><img src=")
    assert ' alt="Pan" ' in made.html
    assert '<figcaption dir="auto">De pan</figcaption>' in made.html
    assert made.missing == []


@pytest.mark.parametrize(
    ("content", "link"),
    [
        (PAN, ("https://wijk.example/1.jpg?a=1&amp;b=2", "Pan")),
        (f'<a href="https://wijk.example/groot.jpg">{PAN}</a>', ("/groot.jpg", "Pan")),
        ('<img src="https://wijk.example/a%20b.jpg">', ("https://wijk.example/a%20b.jpg", "a b")),
    ],
)
def test_a_picture_that_is_still_there_is_a_link_to_it(content, link):
    made = wordpress.convert_article(content, "Lead")
    address, words = link
    assert "<img" not in made.html
    assert f'{address}" rel="noopener">{words}' in made.html
    assert len(made.missing) == 1


@pytest.mark.parametrize("src", ["javascript:alert(1)", "//evil.example/x", "", "data:1"])
def test_a_picture_at_no_address_leaves_its_words(src):
    assert (
        wordpress.convert_article(f'<img src="{src}" alt="Pan">', "Lead").html
        == '<p dir="auto">Pan</p>'
    )


@pytest.mark.parametrize(
    "content",
    [
        "[embed]https://film.example/1[/embed]",
        '<iframe src="https://film.example/1" width="9"></iframe>',
    ],
)
def test_a_film_becomes_a_link_to_it(content):
    link = '<a href="https://film.example/1" rel="noopener">https://film.example/1</a>'
    assert wordpress.convert_article(content, "Lead").html == f'<p dir="auto">{link}</p>'


def test_the_block_editor_has_made_its_own_paragraphs():
    content = (
        "<!-- wp:paragraph -->\n<p>Een.</p>\n<!-- /wp:paragraph -->\n\n"
        '<!-- wp:heading {"level":3} -->\n<h3>Kop</h3>\n<!-- /wp:heading -->'
    )
    lines = wordpress.convert_article(content, "Lead").html.split("\n")
    assert [line for line in lines if line] == ['<p dir="auto">Een.</p>', '<h3 dir="auto">Kop</h3>']


def test_code_in_a_text_is_no_text():
    assert wordpress.convert_article(
        "Een.<style>\np > a { color: red }\n</style>", "Lead"
    ).html == ('<p dir="auto">Een.</p>')


def block(name: str, html: str) -> str:
    return f"<!-- wp:{name} -->\n{html}\n<!-- /wp:{name.split()[0]} -->\n\n"


FILM = "https://film.example/1?a=1"


@pytest.mark.parametrize(
    ("content", "made"),
    [
        (
            block(
                "pullquote",
                '<figure class="wp-block-pullquote has-x"><blockquote><p>Zin.</p><cite>Wim</cite>'
                "</blockquote></figure>",
            ),
            '<blockquote class="pull"><p dir="auto">Zin.</p><cite>Wim</cite></blockquote>',
        ),
        (
            block(
                "embed",
                '<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">'
                f"\n{FILM}\n</div></figure>",
            ),
            f'<p dir="auto"><a href="{FILM}" rel="noopener">{FILM}</a></p>',
        ),
        (
            block("video", f'<figure class="wp-block-video"><video controls src="{FILM}"></video>'),
            f'<p dir="auto"><a href="{FILM}" rel="noopener">{FILM}</a></p>',
        ),
        (
            block(
                "table",
                '<figure class="wp-block-table is-style-stripes"><table><tbody><tr><td>a</td></tr>'
                '</tbody></table><figcaption class="wp-element-caption">b</figcaption></figure>',
            ),
            '<figure><table><tbody><tr><td dir="auto">a</td></tr></tbody></table>'
            '<figcaption dir="auto">b</figcaption></figure>',
        ),
        (
            block(
                'columns {"verticalAlignment":"top"}',
                '<div class="wp-block-columns">'
                + block("column", '<div class="wp-block-column"><p>Links.</p></div>')
                + "</div>",
            ),
            '<p dir="auto">Links.</p>',
        ),
        (block("more", "<!--more-->") + block("paragraph", "<p>Na.</p>"), '<p dir="auto">Na.</p>'),
        (
            block("shortcode", '[contact-form-7 id="5" title="Post"]')
            + block("paragraph", "<p>Na.</p>"),
            '<p dir="auto">Na.</p>',
        ),
        ('<!-- wp:spacer {"height":"50px"} --><div style="height:50px"></div>', ""),
    ],
)
def test_blocks_leave_what_they_hold(content, made):
    html = wordpress.convert_article(content, "Lead").html
    assert "".join(line.strip() for line in html.split("\n")) == made


def test_a_gallery_of_blocks_becomes_its_pictures():
    picture = (
        '<figure class="wp-block-image"><img src="https://wijk.example/{}.jpg" alt="{}"/></figure>'
    )
    inner = "".join(block("image", picture.format(name, name)) for name in "ab")
    content = block(
        'gallery {"linkTo":"none"}', f'<figure class="wp-block-gallery">{inner}</figure>'
    )
    ours = "/media/articles/" + "0" * 32 + "-900x600-480.webp"
    html = wordpress.convert_article(content, "Lead", lambda picture: ours).html
    assert html.count("<figure><img ") == html.count("</figure>") == 2


@pytest.mark.parametrize(
    ("content", "paragraphs"),
    [
        ("Een.\n\n<!--more-->\n\nTwee.", 2),
        ("Een.\n<!--more-->\nTwee.", 2),
        ("Een.\n\n<!--more Lees verder-->Twee.", 2),
        ("Een.\n\n<!--nextpage-->\n\nTwee.", 2),
        ("Een.\n\n[onbekend a=b]\n\nTwee.", 2),
    ],
)
def test_what_only_wordpress_reads_leaves_no_trace(content, paragraphs):
    html = wordpress.convert_article(content, "Lead").html
    assert html.count("<p ") == paragraphs
    assert "<!--" not in html
    assert "[" not in html
