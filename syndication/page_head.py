"""The head of an article's page: its share tags and structured data."""

from collections.abc import Sequence

from articles.models import Article, Dossier, Topic
from comments.models import Comment
from comments.pages import ThreadPage
from syndication import sharing, structured_data


def article_head_context(
    article: Article,
    count: int,
    thread: ThreadPage,
    *,
    dossiers: Sequence[Dossier],
    topics: Sequence[Topic],
) -> dict:
    """Return the context of the head.

    Only the first page of the thread has its reactions in the structured data: it is the canonical
    address.
    """
    shown = [] if thread.start else [place.pk for place in thread.places]
    comments = Comment.objects.published_among(shown) if shown else []
    return {
        "share": sharing.article_open_graph(article, count),
        "linked": structured_data.article_json_ld(article, count, dossiers, topics, comments),
    }
