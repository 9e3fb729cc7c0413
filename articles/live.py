"""News of the article itself, for whoever has it open."""

from articles.models import Article
from common.live import push_to_room


def article_room(article_pk: int) -> str:
    return f"article.{article_pk}"


def push_article_gone(article: Article) -> None:
    """After the commit, send its readers away: nobody may see it any more."""
    push_to_room(article_room(article.pk), lambda: {"type": "article.gone", "article": article.pk})
