"""What stands around the text of a piece."""

from articles.back_and_forth import back_and_forth
from articles.models import Article, Dossier, Related


def around(article: Article) -> dict:
    """For its page, and for the page on which its writers look at it beforehand."""
    return {
        "dossiers": Dossier.objects.naming(article),
        "topics": list(article.topics.all()),
        "back_and_forth": back_and_forth(article),
        "related": list(Related.objects.of(article)),
        "attachments": list(article.attachments.all()),
    }
