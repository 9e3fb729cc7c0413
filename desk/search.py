"""The desk's full-text search over all reactions; comments/word_index.py keeps what it looks in."""

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from comments import word_index
from comments.models import CommentQuerySet
from common import tokens as of

# So few are looked up by their keys and put in order; of more, the list's own order is walked.
FEW_MATCHES = 1000
MOST_WORDS = 20


def search_comments(comments: CommentQuerySet, typed: str) -> CommentQuerySet:
    """Those of `comments` that hold all these words, the last of which may be only begun.

    Case makes no difference, nor do accents on Latin letters. The order stays what it was.
    """
    words = split_search_words(typed)
    if not words:
        return comments.none()
    found, query = word_index.word_match_sql(connection, words)
    with connection.cursor() as cursor:
        cursor.execute(f"{found} LIMIT {FEW_MATCHES + 1}", [query])
        pks = [pk for (pk,) in cursor.fetchall()]
    if len(pks) <= FEW_MATCHES:
        return comments.filter(pk__in=pks)
    # The key is no bare column: SQLite must not begin with so many and sort them.
    among = f"comments_comment.id + 0 IN ({found})"
    return comments.filter(RawSQL(among, [query], BooleanField()))


def split_search_words(typed: str) -> list[str]:
    """The words of what was typed, as the index has them."""
    return of.split_words(typed)[:MOST_WORDS]
