"""A piece that is being written, and what to write in it."""

import pytest

from articles import actions, drafts
from articles.models import Article, ArticleText

FIRST = ArticleText("Een tafel in de wijk", "Waarom.", "<p>Een wijk zonder tafel is een gang.</p>")


@pytest.fixture
def piece(author) -> Article:
    return actions.start_article(author, FIRST.title, text=FIRST)


def base(article: Article) -> str:
    return drafts.text_revision_id(article, drafts.get_article_draft(article))


def now(article: Article) -> ArticleText:
    """The text as it stands."""
    article = Article.objects.get(pk=article.pk)
    return drafts.current_article_text(article, drafts.get_article_draft(article))


def body(words: str) -> ArticleText:
    return FIRST._replace(body=f"<p>{words}</p>")


def plain(text: ArticleText) -> str:
    return text.body.replace('<p dir="auto">', "").replace("</p>", "")
