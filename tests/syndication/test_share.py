"""The picture and text of an article where it is shared."""

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


def fit(title: str) -> tuple[list[str], list[float], float]:
    """The lines of a title, their widths and their height."""
    style = fonts.choose_style(title, WEIGHT)
    size, lines = share_image.fit_title(title, style)
    height = len(lines) * size * share_image.LEADING
    return lines, [style.width(line, size) for line in lines], height


def runs(text: str) -> list[tuple[str, fonts.FontFace]]:
    return fonts.choose_style(text, WEIGHT).runs(text)


@pytest.mark.parametrize("title", ["Ja", LONG, "bedrijfs" * 25, "woord " * 33, "שלום" * 40])
def test_a_title_fits_whatever_its_length(title):
    lines, widths, height = fit(title)
    assert max(widths) <= share_image.TEXT_WIDTH
    assert height <= share_image.TITLE_HEIGHT
    # Nothing of it is lost.
    drawn = "".join(line.removesuffix("-") for line in lines)
    assert drawn.replace(" ", "") == title.replace(" ", "")


def test_what_is_longer_than_any_title_is_cut():
    lines, widths, height = fit("woordenstroom " * 60)
    assert lines[-1][-1] == "…"
    assert max(widths) <= share_image.TEXT_WIDTH
    assert height <= share_image.TITLE_HEIGHT


def test_its_lines_are_of_equal_length():
    _, widths, _ = fit(LONG)
    assert min(widths) > 0.5 * max(widths)


def test_letters_that_the_font_has_not():
    ((drawn, _),) = runs("Łukasz 🎉 naïef, Straße")
    assert drawn.split() == ["Lukasz", "naïef,", "Straße"]


def test_other_scripts_have_the_letters_of_another_font():
    """Of any font: each that Debian installs with Pango has those of Russian."""
    (first, second) = runs("Москва, zegt")
    assert (first[0].strip(" ,"), second[0].strip(" ,")) == ("Москва", "zegt")
    assert first[1] != fonts.SITE_FONT == second[1]


def test_without_such_a_font_it_is_known_by_the_site(monkeypatch):
    monkeypatch.setattr(fonts, "find_installed_font", lambda *asked: fonts.SITE_FONT)
    assert runs("Москва") == []
    drawn = {
        share_image.draw_share_picture(title, [], "", "Weerwoord")
        for title in ("Москва", "محمد", "Weerwoord")
    }
    assert len(drawn) == 1


def test_a_machine_without_fontconfig_has_only_ours(monkeypatch):
    fonts.find_installed_font.cache_clear()
    monkeypatch.setenv("PATH", "/nergens")
    assert fonts.find_installed_font("Мск", True) == fonts.SITE_FONT
    fonts.find_installed_font.cache_clear()


def test_what_is_written_from_right_to_left_stands_so():
    texts = ("«محمد» a", "2026 שלום", "a שלום", "12")
    assert [fonts.choose_style(text, WEIGHT).is_rtl for text in texts] == [True, True, False, False]


class Canvas:
    """A canvas that notes the texts on it, from left to right."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def text(self, at, text: str, *args, **options) -> None:
        self.texts.append(text.strip())


@pytest.mark.parametrize(
    ("text", "seen"), [("een два drie", "een|два|drie"), ("שלום een", "een|שלום")]
)
def test_what_has_another_font_stands_in_its_place(text, seen):
    """Hebrew and Russian have a font of their own; Pillow puts what has one font in order."""
    canvas = Canvas()
    fonts.choose_style(text, WEIGHT).draw(canvas, (0, 0), text, 44, "black")
    assert "|".join(canvas.texts) == seen


def test_a_line_may_end_between_signs_but_not_before_a_mark():
    assert share_image._UNIT.findall("我们，吃饭") == ["我", "们，", "吃", "饭"]
    assert share_image._UNIT.findall("tafel, stoel") == ["tafel, ", "stoel"]
