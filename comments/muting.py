"""Muting of writers by readers, by a mark that all reactions of a writer share under an article.

The mark is in everyone's page, so it must reveal nothing that the page does not show already:
docs/decisions/0022-folding-a-writer-away.md.
"""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.identity import counting_key
from articles.models import Article
from comments.models import Comment, Fold
from common import names

MOST_MUTED = 100  # writers muted by one member


def writer_mark(comment: Comment, article_pk: int | None = None) -> str:
    """Return the mark of a writer: the same for one writer, name and article, and no other.

    With `article_pk`, return the mark that this writer would have under that article.
    """
    article_pk = comment.article_id if article_pk is None else article_pk
    identity = repr((article_pk, *_writer_identity(comment)))
    return salted_hmac("comments.folding", identity, algorithm="sha256").hexdigest()[:16]


def _writer_identity(comment: Comment) -> tuple[str, str]:
    """Return the writer's account or mailbox, and the name under which they wrote."""
    key = counting_key(comment.user_id, comment.email, comment.pk)
    return "{} {}".format(*key), names.name_skeleton(comment.name)


def muted_marks(article: Article, request: HttpRequest) -> dict[str, str]:
    """Return the marks under this article of the writers that a member muted, with their names."""
    if not request.user.is_authenticated:
        return {}
    folds = Fold.objects.of(request.user)
    return {writer_mark(fold.comment, article.pk): fold.comment.name for fold in folds}


def muted_comment_pks(comments: Iterable[Comment], request: HttpRequest) -> set[int]:
    """Return the keys of those of `comments`, under any article, by writers that a member muted."""
    if not request.user.is_authenticated:
        return set()
    writers = {_writer_identity(fold.comment) for fold in Fold.objects.of(request.user)}
    return {comment.pk for comment in comments if _writer_identity(comment) in writers}
