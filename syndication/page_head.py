"""What the head of an article's page says to those who share it and to machines."""

from collections.abc import Sequence

from articles.models import Article, Dossier, Topic
from comments.models import Comment
from comments.pages import Page
from syndication import (
    sharing,
    structured_data,
)


def of(
    article: Article,
    count: int,
    thread: Page,
    *,
    dossiers: Sequence[Dossier],
    topics: Sequence[Topic],
) -> dict:
    """With the reactions of the first page: it is the one whose address is told."""
    shown = [] if thread.start else [place.pk for place in thread.places]
    comments = Comment.objects.said_in(shown) if shown else []
    return {
        "share": sharing.of(article, count),
        "linked": structured_data.of_article(article, count, dossiers, topics, comments),
    }
