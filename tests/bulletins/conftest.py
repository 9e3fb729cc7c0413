"""A bulletin with one of each part in it, and where its PDFs go."""

import io
from datetime import date

import pytest
from PIL import Image as Drawing

from articles import actions as articles
from articles.models import Image
from bulletins import actions
from bulletins.models import Bulletin
from common.html.safe import SafeHtml, SafeText


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.BULLETINS_DIR = tmp_path / "bulletins"
    return settings.BULLETINS_DIR


@pytest.fixture
def bulletin(editor) -> Bulletin:
    return actions.create_bulletin(
        by=editor,
        number=7,
        title="Aan tafel",
        date=date(2026, 11, 20),
        language="nl",
        introduction=SafeText("Over *tafels*."),
    )


@pytest.fixture
def reaction(article, write):
    return write(article, "Een tafel is nog geen gesprek.")


@pytest.fixture
def pictured(article, settings, tmp_path) -> Image:
    """The main image of the article, larger than a printer shows."""
    settings.MEDIA_ROOT = tmp_path / "media"
    drawn = io.BytesIO()
    Drawing.new("RGB", (1600, 800), "red").save(drawn, "png")
    drawn.seek(0)
    article.image = articles.add_image(drawn, "Een rode tafel", "In de hal.", "Foto: Daan")
    article.save()
    return article.image


@pytest.fixture
def full(bulletin, article, reaction, editor) -> Bulletin:
    """With a heading, a piece, a reaction to it, and a talk, all of it published."""
    actions.add_bulletin_text(
        bulletin, "heading", title="Vooraf", text=SafeHtml("<p>Lees mee.</p>"), by=editor
    )
    actions.add_bulletin_article(bulletin, article, whole=True, by=editor)
    actions.add_bulletin_reaction(bulletin, reaction, by=editor)
    actions.add_bulletin_text(
        bulletin,
        "talk",
        title="Van het podium",
        name="Jos van Dam",
        affiliation="opbouwwerker",
        text=SafeHtml(
            "<p>Verantwoordelijkheid begint bij de koffie.</p><h2>Tussenkop</h2><p>En dan?</p>"
        ),
        by=editor,
    )
    return actions.publish_bulletin(bulletin, by=editor)
