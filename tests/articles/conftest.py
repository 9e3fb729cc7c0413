"""A piece that is being written, and what to write in it."""

import pytest

from articles import (
    actions,
    drafts,
)
from articles.models import Article, Text

FIRST = Text("Een tafel in de wijk", "Waarom.", "<p>Een wijk zonder tafel is een gang.</p>")


@pytest.fixture
def piece(author) -> Article:
    return actions.begin(author, FIRST.title, text=FIRST)


def base(article: Article) -> str:
    return drafts.base(article, drafts.draft_of(article))


def now(article: Article) -> Text:
    """The text as it stands."""
    article = Article.objects.get(pk=article.pk)
    return drafts.current(article, drafts.draft_of(article))


def body(words: str) -> Text:
    return FIRST._replace(body=f"<p>{words}</p>")


def plain(text: Text) -> str:
    return text.body.replace('<p dir="auto">', "").replace("</p>", "")
