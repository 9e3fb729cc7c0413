"""What the head of an article's page says to those who share it and to machines."""

from collections.abc import Iterable

from articles.models import Article, Dossier
from comments.models import Comment
from comments.pages import Page
from feeds import linked, share


def of(article: Article, count: int, dossiers: Iterable[Dossier], thread: Page) -> dict:
    """With the reactions of the first page: it is the one whose address is told."""
    shown = [] if thread.start else [place.pk for place in thread.places]
    comments = Comment.objects.said_in(shown) if shown else []
    return {
        "share": share.of(article, count),
        "linked": linked.script(linked.article(article, count, dossiers, comments)),
    }
