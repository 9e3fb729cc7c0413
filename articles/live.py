"""Live events of the article itself, for readers who have it open."""

from articles.models import Article
from common.live import push_to_room


def article_room(article_pk: int) -> str:
    return f"article.{article_pk}"


def push_article_gone(article: Article) -> None:
    """Push after the commit that the article can no longer be read."""
    push_to_room(article_room(article.pk), lambda: {"type": "article.gone", "article": article.pk})
