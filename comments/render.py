"""One reaction as HTML, for everyone alike: it knows no viewer.

The key is the reaction and its version, so nothing in the cache ever has to be taken out of it.
"""

from collections.abc import Iterable

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from comments.models import Comment

KEEP = 60 * 60 * 24 * 7  # seconds


def fragment(comment: Comment, language: str) -> str:
    """The reaction's place in the thread, which must be shown: published or a tombstone."""
    with translation.override(language):
        return render_to_string("comments/_comment.html", {"comment": comment}).strip()


def fragments(rows: Iterable[tuple[int, int]], language: str) -> dict[int, str]:
    """The fragment of each (pk, version), in two queries at most however many there are."""
    keys = {pk: f"comment:{pk}:{version}:{language}" for pk, version in rows}
    cached = cache.get_many(keys.values())
    found = {pk: cached[key] for pk, key in keys.items() if key in cached}
    missing = [pk for pk in keys if pk not in found]
    if missing:
        comments = Comment.objects.select_related("article", "parent").filter(pk__in=missing)
        made = {comment.pk: fragment(comment, language) for comment in comments}
        found |= made
        cache.set_many({keys[pk]: html for pk, html in made.items()}, timeout=KEEP)
    return found
