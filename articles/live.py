"""What whoever has an article open hears of the article itself."""

from articles.models import Article
from common.live import tell


def room(article_pk: int) -> str:
    return f"article.{article_pk}"


def gone(article: Article) -> None:
    """After the commit, send its readers away: nobody may see it any more."""
    tell(room(article.pk), lambda: {"type": "article.gone", "article": article.pk})
