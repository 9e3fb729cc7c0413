"""The live push: everyone with an article open gets the new HTML of a changed reaction.

A frame is the text of one socket message, ready to send:
    {"version": 42, "count": 7, "comments": [{"id", "number", "version", "path", "html"}, …]}
`html` is empty for a reaction that is no longer in the thread. A frame holds only what an anonymous
reader may see.
"""

import json

from django.conf import settings

from articles.live import article_room
from articles.models import Article
from comments.models import Comment
from comments.render import fragments_of_comments
from common.live import push_to_room

QUEUE_GROUP = "queue"
# Above this many changes reloading the page is cheaper than sending them.
MOST_CHANGES = 200

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def push_comments(article: Article, pks: list[int]) -> None:
    """After the commit, push these reactions as they look now to the article's readers.

    Call it inside the transaction that gave them their versions, so that it reads the state at
    those versions and no later one.
    """
    comments = list(
        Comment.objects.filter(pk__in=pks).with_shown().for_rendering().order_by("version")
    )
    count = Comment.objects.filter(article=article).published().count()

    def message() -> dict:
        last = comments[-1].version
        return {
            "type": "thread.changed",
            "article": article.pk,
            "first": comments[0].version,
            "last": last,
            "frames": {
                language: thread_frame(last, count, comments, language) for language in LANGUAGES
            },
        }

    push_to_room(article_room(article.pk), message)


def push_queue_changed() -> None:
    """After the commit, notify the moderators' desks, which fetch the queue themselves."""
    push_to_room(QUEUE_GROUP, lambda: {"type": "queue.changed"})


def thread_frame(version: int, count: int, comments: list[Comment], language: str) -> str:
    html = fragments_of_comments([comment for comment in comments if comment.is_shown], language)
    return json.dumps(
        {
            "version": version,
            "count": count,
            "comments": [
                {
                    "id": comment.pk,
                    "number": comment.number,
                    "version": comment.version,
                    "path": comment.path,
                    "html": html.get(comment.pk, ""),
                }
                for comment in comments
            ],
        },
        ensure_ascii=False,
    )


def thread_changes(article_pk: int, since: int, language: str) -> tuple[int, str | None] | None:
    """Return the article's version and a frame of all that changed after `since`.

    The frame is None if the page should be reloaded: too much has changed, or `since` is a version
    that the article never had. Return None for an article that nobody may see.
    """
    # Read the version first: a commit in between is then sent twice rather than never.
    article = Article.objects.with_debate().filter(pk=article_pk).only("pk", "version").first()
    if article is None:
        return None
    if since > article.version:
        return article.version, None
    comments = list(
        Comment.objects.changed_since(article, since)
        .with_shown()
        .for_rendering()[: MOST_CHANGES + 1]
    )
    if len(comments) > MOST_CHANGES:
        return article.version, None
    count = Comment.objects.filter(article=article).published().count()
    return article.version, thread_frame(article.version, count, comments, language)
