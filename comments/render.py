"""One reaction as HTML, for everyone alike: it knows no viewer.

The key is the reaction, its version and the template's own text, so nothing in the cache ever has
to be taken out of it.
"""

import functools
import hashlib
from collections.abc import Iterable

from django.core.cache import cache
from django.template.loader import get_template
from django.utils import translation

from comments.models import Comment

TEMPLATE = "comments/_comment.html"
KEEP = 60 * 60 * 24 * 7  # seconds


@functools.cache
def _look() -> str:
    """Names the present look of a reaction: a new template makes new keys."""
    source = get_template(TEMPLATE).template.source
    return hashlib.blake2b(source.encode(), digest_size=6).hexdigest()


def fragment(comment: Comment, language: str) -> str:
    """The reaction's place in the thread, which must be shown: published or a tombstone."""
    with translation.override(language):
        return get_template(TEMPLATE).render({"comment": comment}).strip()


def fragments(rows: Iterable[tuple[int, int]], language: str) -> dict[int, str]:
    """The fragment of each (pk, version), in two queries at most however many there are."""
    keys = {pk: _key(pk, version, language) for pk, version in rows}
    found = _cached(keys)
    missing = [pk for pk in keys if pk not in found]
    if missing:
        comments = Comment.objects.to_draw().filter(pk__in=missing)
        found |= _made(comments, keys, language)
    return found


def drawn(comments: Iterable[Comment], language: str) -> dict[int, str]:
    """The fragment of each of these, as they were read."""
    comments = list(comments)
    keys = {comment.pk: _key(comment.pk, comment.version, language) for comment in comments}
    found = _cached(keys)
    return found | _made([c for c in comments if c.pk not in found], keys, language)


def _key(pk: int, version: int, language: str) -> str:
    return f"comment:{_look()}:{pk}:{version}:{language}"


def _cached(keys: dict[int, str]) -> dict[int, str]:
    cached = cache.get_many(keys.values())
    return {pk: cached[key] for pk, key in keys.items() if key in cached}


def _made(comments: Iterable[Comment], keys: dict[int, str], language: str) -> dict[int, str]:
    made = {comment.pk: fragment(comment, language) for comment in comments}
    if made:
        cache.set_many({keys[pk]: html for pk, html in made.items()}, timeout=KEEP)
    return made
