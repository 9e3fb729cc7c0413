"""Rendering of one reaction as HTML, the same for all viewers, with a cache.

The cache key holds the reaction, its version, its writer's profile page, the article made of it and
a hash of the template, so entries need no invalidation.
"""

import functools
import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.template.loader import get_template
from django.utils import translation

from comments import muting
from comments.models import Comment
from comments.permissions import may_be_muted

TEMPLATE = "comments/_comment.html"
FRAGMENT_SECONDS = 60 * 60 * 24 * 7  # seconds


@functools.cache
def _template_version() -> str:
    """Return a hash of the template, so that a new template makes new keys."""
    # With a mark in it, since a new SECRET_KEY changes the marks of writers.
    source = get_template(TEMPLATE).template.source + muting.writer_mark(
        Comment(article_id=0, pk=0)
    )
    return hashlib.blake2b(source.encode(), digest_size=6).hexdigest()


def render_fragment(comment: Comment, language: str) -> str:
    """Render a reaction of the thread, which must be published or a tombstone."""
    with translation.override(language):
        context = {
            "comment": comment,
            "mark": muting.writer_mark(comment) if may_be_muted(comment) else "",
        }
        return get_template(TEMPLATE).render(context).strip()


class FragmentRow(NamedTuple):
    """The fields on which the HTML of a reaction depends."""

    pk: int
    version: int
    writer_page: int | None  # see CommentQuerySet.with_writer_page
    piece: str | None  # see CommentQuerySet.with_piece


def fragments_of_rows(rows: Iterable[FragmentRow], language: str) -> dict[int, str]:
    """Return the fragment of each of these, in at most two queries."""
    keys = {row.pk: fragment_key(row, language) for row in rows}
    found = _cached_fragments(keys)
    missing = [pk for pk in keys if pk not in found]
    if missing:
        found |= _render_and_cache(Comment.objects.for_rendering().filter(pk__in=missing), language)
    return found


def fragments_of_comments(comments: Iterable[Comment], language: str) -> dict[int, str]:
    """Return the fragment of each of these, as they were loaded."""
    comments = list(comments)
    found = _cached_fragments({comment.pk: fragment_key(comment, language) for comment in comments})
    return found | _render_and_cache([c for c in comments if c.pk not in found], language)


def drop_cached_fragments(pks: Iterable[int]) -> None:
    """Delete the current fragments of these reactions from the cache, before they change."""
    comments = list(Comment.objects.filter(pk__in=pks).for_rendering())
    languages = [code for code, _name in settings.LANGUAGES]
    cache.delete_many([fragment_key(comment, code) for comment in comments for code in languages])


def fragment_key(row: FragmentRow | Comment, language: str) -> str:
    """Return the cache key of a reaction's fragment."""
    links = f"{row.writer_page or ''}:{row.piece or ''}"
    return f"comment:{_template_version()}:{row.pk}:{row.version}:{links}:{language}"


def _cached_fragments(keys: dict[int, str]) -> dict[int, str]:
    cached = cache.get_many(keys.values())
    return {pk: cached[name] for pk, name in keys.items() if name in cached}


def _render_and_cache(comments: Iterable[Comment], language: str) -> dict[int, str]:
    """Render these, and cache each under its current key, which may be newer than was asked."""
    made = {comment: render_fragment(comment, language) for comment in comments}
    if made:
        keyed = {fragment_key(comment, language): html for comment, html in made.items()}
        cache.set_many(keyed, timeout=FRAGMENT_SECONDS)
    return {comment.pk: html for comment, html in made.items()}
