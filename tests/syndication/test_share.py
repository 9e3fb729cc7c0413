"""How an article looks where it is shared."""

import io
import re
from html import unescape

import pytest
from PIL import Image

from articles.models import Article, Byline
from comments import actions
from syndication import fonts, share_image

SITE = "http://127.0.0.1:8000"


def said(client, path: str = "/opinie/samen/") -> dict[str, str]:
    page = client.get(path).content.decode()
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_a_card_says_what_the_page_is(client, make_article):
    make_article(title='Brood & "spelen" <hier>', lead="Eén.\nTwee.", language="en")
    card = said(client)
    assert card["og:title"] == 'Brood & "spelen" <hier>'
    assert card["og:description"] == "Eén. Twee."
    assert card["og:url"] == f"{SITE}/opinie/samen/"
    assert card["og:locale"] == "en_GB"
    assert card["twitter:card"] == "summary_large_image"
    assert card["og:image:alt"].endswith("– Adriaan Auteur")


def picture(client) -> str:
    return said(client)["og:image"].removeprefix(SITE)


def test_its_picture(client, article, write):
    answer = client.get(picture(client))
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert not answer.cookies
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == (1200, 630)
    assert len(answer.content) < 60_000


def test_its_address_changes_with_what_it_shows(client, article, write):
    addresses = [picture(client)]
    reaction = write(article)
    addresses.append(picture(client))
    Article.objects.filter(pk=article.pk).update(title="Anders")
    addresses.append(picture(client))
    Byline.objects.create(article=article, name="Berta")
    addresses.append(picture(client))
    assert len(set(addresses)) == 4
    contents = {client.get(picture(client)).content}
    actions.withdraw_comment(reaction)
    contents.add(client.get(picture(client)).content)
    assert len(contents) == 2
    # Who has a former one is led to the one of now.
    assert client.get(addresses[0])["Location"].removeprefix(SITE) == picture(client)


def test_what_nobody_may_read_has_none(client, article):
    address = picture(client)
    Article.objects.update(status="withdrawn")
    assert client.get(address).status_code == 404


def test_it_is_drawn_once(client, article, monkeypatch):
    drawn = []
    draw = share_image.draw_share_picture
    monkeypatch.setattr(
        share_image, "draw_share_picture", lambda *card: drawn.append(card) or draw(*card)
    )
    for _ in range(2):
        client.get(picture(client))
    assert drawn == [("Samen aan tafel", ("Adriaan Auteur",), "", "Weerwoord")]


LONG = "Wie vangt de initiatiefnemer op als de gemeente haar eigen regels vergeet?"
WEIGHT = share_image.TITLE_WEIGHT


def seen(text: str) -> list[str]:
    """The words as they stand on one line, from left to right."""
    line = fonts.order_words_visually(fonts.styled_words(text, WEIGHT), fonts.is_rtl_text(text))
    return [word.text for word in line]


@pytest.mark.parametrize("title", ["Ja", LONG, "bedrijfs" * 25, "woord " * 33])
def test_a_title_fits_whatever_its_length(title):
    size, lines = share_image.fit_title(fonts.styled_words(title, WEIGHT))
    assert (
        max(share_image.line_width(line, size, WEIGHT) for line in lines) <= share_image.TEXT_WIDTH
    )
    assert len(lines) * size * share_image.LEADING <= share_image.TITLE_HEIGHT
    # Nothing of it is lost.
    drawn = "".join(word.text.removesuffix("-") for line in lines for word in line)
    assert drawn == title.replace(" ", "")


def test_what_is_longer_than_any_title_is_cut():
    said = fonts.styled_words("woordenstroom " * 60, WEIGHT)
    size, lines = share_image.fit_title(said)
    assert lines[-1][-1].text == "…"
    assert (
        max(share_image.line_width(line, size, WEIGHT) for line in lines) <= share_image.TEXT_WIDTH
    )


def test_its_lines_are_of_equal_length():
    size, lines = share_image.fit_title(fonts.styled_words(LONG, WEIGHT))
    lengths = [share_image.line_width(line, size, WEIGHT) for line in lines]
    assert min(lengths) > 0.5 * max(lengths)


def test_letters_that_the_font_has_not():
    assert seen("Łukasz 🎉 naïef, Straße") == ["Lukasz", "naïef,", "Straße"]


def test_other_scripts_have_the_letters_of_another_font():
    """Of any font: each that Debian installs with Pango has those of Russian."""
    (first, second) = fonts.styled_words("Москва zegt", WEIGHT)
    assert (first.text, second.text) == ("Москва", "zegt")
    assert first.face != fonts.SITE_FONT == second.face


def test_without_such_a_font_it_is_known_by_the_site(monkeypatch):
    monkeypatch.setattr(fonts, "_find_installed_font", lambda *asked: fonts.SITE_FONT)
    assert seen("Москва") == []
    drawn = {
        share_image.draw_share_picture(title, [], "", "Weerwoord")
        for title in ("Москва", "محمد", "Weerwoord")
    }
    assert len(drawn) == 1


def test_a_machine_without_fontconfig_has_only_ours(monkeypatch):
    fonts._find_installed_font.cache_clear()
    monkeypatch.setenv("PATH", "/nergens")
    assert fonts._find_installed_font("Мск", True) == fonts.SITE_FONT
    fonts._find_installed_font.cache_clear()


def word(text: str, **fields) -> fonts.StyledWord:
    return fonts.StyledWord(text, **fields)


def test_what_is_written_from_right_to_left_stands_so():
    rtl = [word(text, is_rtl=True) for text in ("een", "twee")]
    ltr = [word("a"), word("b")]
    assert [w.text for w in fonts.order_words_visually([*ltr, *rtl], False)] == [
        "a",
        "b",
        "twee",
        "een",
    ]
    assert [w.text for w in fonts.order_words_visually([*ltr, *rtl], True)] == [
        "twee",
        "een",
        "a",
        "b",
    ]
    assert [fonts.is_rtl_text(text) for text in ("«محمد» a", "2026 שלום", "a שלום", "12")] == [
        *(True, True, False, False),
    ]


def test_a_line_may_end_between_signs_but_not_before_a_mark():
    assert fonts._split_cjk("我们，吃饭") == ["我", "们，", "吃", "饭"]
    assert fonts._split_cjk("tafel,") == ["tafel,"]
