"""One reaction as HTML, for everyone alike: it knows no viewer.

The key is the reaction, its version, whether its writer has a page to link to, which piece it
became, and the template's own text, so nothing in the cache ever has to be taken out of it.
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
    """Names the present look of a reaction: a new template makes new keys."""
    # With another secret the marks of writers are others too.
    source = get_template(TEMPLATE).template.source + muting.writer_mark(
        Comment(article_id=0, pk=0)
    )
    return hashlib.blake2b(source.encode(), digest_size=6).hexdigest()


def render_fragment(comment: Comment, language: str) -> str:
    """The reaction's place in the thread, which must be shown: published or a tombstone."""
    with translation.override(language):
        context = {
            "comment": comment,
            "mark": muting.writer_mark(comment) if may_be_muted(comment) else "",
        }
        return get_template(TEMPLATE).render(context).strip()


class FragmentRow(NamedTuple):
    """The fields that identify the look of a reaction."""

    pk: int
    version: int
    writer_page: int | None  # see CommentQuerySet.with_writer_page
    piece: str | None  # see CommentQuerySet.with_piece


def fragments_of_rows(rows: Iterable[FragmentRow], language: str) -> dict[int, str]:
    """The fragment of each of these, in two queries at most however many there are."""
    keys = {row.pk: fragment_key(row, language) for row in rows}
    found = _cached_fragments(keys)
    missing = [pk for pk in keys if pk not in found]
    if missing:
        found |= _render_and_cache(Comment.objects.for_rendering().filter(pk__in=missing), language)
    return found


def fragments_of_comments(comments: Iterable[Comment], language: str) -> dict[int, str]:
    """The fragment of each of these, as they were read."""
    comments = list(comments)
    found = _cached_fragments({comment.pk: fragment_key(comment, language) for comment in comments})
    return found | _render_and_cache([c for c in comments if c.pk not in found], language)


def drop_cached_fragments(pks: Iterable[int]) -> None:
    """Take these reactions as they look now out of the cache, before they look otherwise."""
    comments = list(Comment.objects.filter(pk__in=pks).for_rendering())
    languages = [code for code, _name in settings.LANGUAGES]
    cache.delete_many([fragment_key(comment, code) for comment in comments for code in languages])


def fragment_key(row: FragmentRow | Comment, language: str) -> str:
    """Under what the cache keeps it."""
    links = f"{row.writer_page or ''}:{row.piece or ''}"
    return f"comment:{_template_version()}:{row.pk}:{row.version}:{links}:{language}"


def _cached_fragments(keys: dict[int, str]) -> dict[int, str]:
    cached = cache.get_many(keys.values())
    return {pk: cached[name] for pk, name in keys.items() if name in cached}


def _render_and_cache(comments: Iterable[Comment], language: str) -> dict[int, str]:
    """Draw these, and keep each under what it is now, which may be newer than what was asked."""
    made = {comment: render_fragment(comment, language) for comment in comments}
    if made:
        keyed = {fragment_key(comment, language): html for comment, html in made.items()}
        cache.set_many(keyed, timeout=FRAGMENT_SECONDS)
    return {comment.pk: html for comment, html in made.items()}
