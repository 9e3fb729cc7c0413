"""Articles that answer each other, as one conversation."""

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article

MAX_STEPS = 50  # steps up, and steps down

# Go up to the articles it answers, then from all of these down to their answers; never through an
# article that nobody can read. UNION drops rows met before, so a circle ends.
_OTHERS = """
    WITH RECURSIVE up (id, answers_id, steps) AS (
        SELECT id, answers_id, 0 FROM articles_article WHERE id = %s
        UNION
        SELECT piece.id, piece.answers_id, up.steps + 1
        FROM articles_article piece JOIN up ON piece.id = up.answers_id
        WHERE piece.status = 'published' AND piece.published_at <= %s AND up.steps < %s
    ), down (id, steps) AS (
        SELECT id, 0 FROM up
        UNION
        SELECT piece.id, down.steps + 1
        FROM articles_article piece JOIN down ON piece.answers_id = down.id
        WHERE piece.status = 'published' AND piece.published_at <= %s AND down.steps < %s
    )
    SELECT id FROM down
"""


def articles_in_conversation(article: Article) -> list[Article]:
    """Return the published articles of its conversation, oldest first; none if it is alone.

    Each has `answered`, the article among them that it answers, or None.
    """
    now = timezone.now()
    keys = RawSQL(_OTHERS, (article.pk, now, MAX_STEPS, now, MAX_STEPS), BigIntegerField())
    others = Article.objects.published().filter(pk__in=keys).exclude(pk=article.pk)
    pieces = list(others.defer("body").prefetch_related("bylines"))
    if not pieces:
        return []
    pieces = sorted([*pieces, article], key=lambda piece: (piece.published_at, piece.pk))
    by_key = {piece.pk: piece for piece in pieces}
    for piece in pieces:
        piece.answered = by_key.get(piece.answers_id)
    return pieces
