"""The desk's full-text search over all reactions, in the index of comments/word_index.py."""

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from comments import word_index
from comments.models import CommentQuerySet
from common.language import split_words

# Up to this many matches are fetched by key and sorted; with more, the list is read in its own
# order and filtered.
FEW_MATCHES = 1000
MOST_WORDS = 20


def search_comments(comments: CommentQuerySet, typed: str) -> CommentQuerySet:
    """Return those of `comments` that hold all these words; the last may be a prefix.

    Case makes no difference, nor do accents on Latin letters. The order does not change.
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
    # `id + 0` keeps SQLite from starting with these many keys and sorting them.
    among = f"comments_comment.id + 0 IN ({found})"
    return comments.filter(RawSQL(among, [query], BooleanField()))


def split_search_words(typed: str) -> list[str]:
    """Return the words of what was typed, split as in the index."""
    return split_words(typed)[:MOST_WORDS]
