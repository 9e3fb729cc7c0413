"""How an article looks where it is shared."""

import io
import re
from html import unescape

import pytest
from PIL import Image

from articles.models import Article, Byline
from comments import actions
from feeds import drawing

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
    actions.withdraw(reaction)
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
    draw = drawing.draw
    monkeypatch.setattr(drawing, "draw", lambda *card: drawn.append(card) or draw(*card))
    for _ in range(2):
        client.get(picture(client))
    assert drawn == [("Samen aan tafel", ("Adriaan Auteur",), "", "Weerwoord")]


LONG = "Wie vangt de initiatiefnemer op als de gemeente haar eigen regels vergeet?"


@pytest.mark.parametrize("title", ["Ja", LONG, "bedrijfs" * 25, "woord " * 33])
def test_a_title_fits_whatever_its_length(title):
    size, lines = drawing._fitted(title.strip())
    font = drawing._font(size, 650)
    assert max(font.getlength(line) for line in lines) <= drawing.WIDTH - 2 * drawing.MARGIN
    assert len(lines) * size * drawing.LEADING <= drawing.TITLE_HEIGHT
    # Nothing of it is lost.
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == title.replace(
        " ", ""
    )


def test_its_lines_are_of_equal_length():
    size, lines = drawing._fitted(LONG)
    lengths = [drawing._font(size, 650).getlength(line) for line in lines]
    assert min(lengths) > 0.5 * max(lengths)


def test_letters_that_the_font_has_not():
    assert drawing.drawable("Łukasz 🎉 naïef, Straßе") == "Lukasz naïef, Straße"
    assert drawing.drawable("محمد") == ""
    assert drawing.draw("محمد", ["🎉"], "", "x")
