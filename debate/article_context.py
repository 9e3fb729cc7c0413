"""The context of an article's page besides its text and thread."""

from articles.back_and_forth import articles_in_conversation
from articles.models import Article, Dossier, Related


def article_page_context(article: Article) -> dict:
    """Return what surrounds an article, on its page and in the preview of its writers."""
    return {
        "dossiers": Dossier.objects.naming(article),
        "topics": list(article.topics.all()),
        "back_and_forth": articles_in_conversation(article),
        "related": list(Related.objects.of(article)),
        "attachments": list(article.attachments.all()),
    }
