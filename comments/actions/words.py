"""The index of words for the desk's search."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import OuterRef, Subquery

from comments.models import Comment, CommentWords, Revision
from comments.models.words import WORD_INDEX
from common.full_text import optimize_fts5_tables

BATCH_SIZE = 100


def add_words(comment: Comment) -> None:
    """Index the words of a new reaction."""
    texts = (comment.name, comment.affiliation, comment.text)
    CommentWords.objects.create(comment=comment, words=CommentWords.of_texts(texts))


def index_words(pks: Iterable[int]) -> None:
    """Index the words of these reactions as they are now; call it in the transaction of a change.

    At once and not by the worker: what a moderator decides about in bulk is what the search finds.
    """
    latest = Revision.objects.filter(comment=OuterRef("pk"), number=OuterRef("revision"))
    comments = Comment.objects.filter(pk__in=pks).annotate(latest=Subquery(latest.values("text")))
    rows = comments.values_list("pk", "name", "affiliation", "text", "latest")
    CommentWords.objects.bulk_create(
        (CommentWords(comment_id=pk, words=CommentWords.of_texts(texts)) for pk, *texts in rows),
        update_conflicts=True,
        update_fields=["words"],
        unique_fields=["comment"],
    )


def reindex_words() -> None:
    """Index the words of all reactions, for instance after a change past the actions.

    People write meanwhile: what is read stays locked until its words are written, or an erasure in
    between would leave the erased words in the index.
    """
    pks = list(Comment.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH_SIZE):
        batch = Comment.objects.filter(pk__in=pks[start : start + BATCH_SIZE]).order_by("pk")
        with transaction.atomic():
            index_words(list(batch.select_for_update(no_key=True).values_list("pk", flat=True)))


def optimize_words() -> None:
    """Remove deleted words from the index file, after an erasure."""
    optimize_fts5_tables(WORD_INDEX)
