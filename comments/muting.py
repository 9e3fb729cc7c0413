"""Readers fold away a writer for themselves: by a mark that every reaction of that writer bears.

The mark stands in the page of everyone, so it may tell nothing that the page does not tell already:
docs/decisions/0022-folding-a-writer-away.md.
"""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles.models import Article
from comments.models import Comment, Fold
from common import names
from common.email import mailbox

MOST_MUTED = 100  # writers folded away by one member


def writer_mark(comment: Comment, article_pk: int | None = None) -> str:
    """Alike for all that one writer wrote under one name under one article, and nowhere else.

    With `article_pk` the mark that this writer would have under that article.
    """
    article_pk = comment.article_id if article_pk is None else article_pk
    identity = repr((article_pk, *_writer_identity(comment)))
    return salted_hmac("comments.folding", identity, algorithm="sha256").hexdigest()[:16]


def _writer_identity(comment: Comment) -> tuple[str, str]:
    """Return its writer's account or address, and the name under which it was written."""
    return _account_or_mailbox(comment), names.name_skeleton(comment.name)


def _account_or_mailbox(comment: Comment) -> str:
    if comment.user_id:
        return f"member {comment.user_id}"
    if comment.email:
        return f"guest {mailbox(comment.email)}"
    # Of nobody that is known (imported, or erased): this one reaction.
    return f"reaction {comment.pk}"


def muted_marks(article: Article, request: HttpRequest) -> dict[str, str]:
    """The marks under this article of the writers that a member folded away, each with the name."""
    if not request.user.is_authenticated:
        return {}
    folds = Fold.objects.of(request.user)
    return {writer_mark(fold.comment, article.pk): fold.comment.name for fold in folds}


def muted_comment_pks(comments: Iterable[Comment], request: HttpRequest) -> set[int]:
    """The keys of those of these, under any articles, by writers that a member folded away."""
    if not request.user.is_authenticated:
        return set()
    writers = {_writer_identity(fold.comment) for fold in Fold.objects.of(request.user)}
    return {comment.pk for comment in comments if _writer_identity(comment) in writers}
