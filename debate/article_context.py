"""The context around the text of an article."""

from articles.back_and_forth import articles_in_conversation
from articles.models import Article, Dossier, Related


def article_page_context(article: Article) -> dict:
    """For its page, and for the page on which its writers look at it beforehand."""
    return {
        "dossiers": Dossier.objects.naming(article),
        "topics": list(article.topics.all()),
        "back_and_forth": articles_in_conversation(article),
        "related": list(Related.objects.of(article)),
        "attachments": list(article.attachments.all()),
    }
