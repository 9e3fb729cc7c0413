"""The desk's search over the words of all reactions."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from comments.models import CommentQuerySet
from common.language import LONGEST_WORD, split_words

# Up to this many matches are fetched by key and sorted; with more, the list is read in its own
# order and filtered.
FEW_MATCHES = 1000
MOST_WORDS = 20


def search_comments(comments: CommentQuerySet, typed: str) -> CommentQuerySet:
    """Return those of `comments` that hold all these words; the last may be a prefix.

    Case makes no difference, nor do accents on Latin letters. The order does not change.
    """
    words = [word[:LONGEST_WORD] for word in split_words(typed)[:MOST_WORDS]]
    if not words:
        return comments.none()
    found, query = _match_sql(words)
    with connection.cursor() as cursor:
        cursor.execute(f"{found} LIMIT {FEW_MATCHES + 1}", [query])
        pks = [pk for (pk,) in cursor.fetchall()]
    if len(pks) <= FEW_MATCHES:
        return comments.filter(pk__in=pks)
    # `id + 0` keeps SQLite from starting with these many keys and sorting them.
    among = f"comments_comment.id + 0 IN ({found})"
    return comments.filter(RawSQL(among, [query], BooleanField()))


def _match_sql(words: Sequence[str]) -> tuple[str, str]:
    """Return the SQL for the keys of reactions with all these words, and its parameter."""
    if connection.vendor == "sqlite":
        found = "SELECT rowid FROM comments_words WHERE comments_words MATCH %s"
        return found, " ".join(f'"{word}"' for word in words) + "*"
    found = "SELECT comment_id FROM comments_commentwords WHERE words @@ %s::tsquery"
    return found, " & ".join(f"'{word}'" for word in words) + ":*"
