"""The members who have an article open in the editor, in the cache only, with a timeout."""

import time

from django.core.cache import cache

from accounts.models import User
from articles.models import Article

HEARTBEAT_SECONDS = 15  # between two heartbeats of an open page
PRESENCE_TIMEOUT = 45  # seconds without a heartbeat


def mark_present(article: Article, user: User) -> list[str]:
    """Mark that this member has the article open; return the names of the others who have.

    Of two simultaneous calls one may be lost; the next heartbeat repairs that.
    """
    now = time.time()
    open_by = {pk: one for pk, one in _open(article).items() if one[1] > now - PRESENCE_TIMEOUT}
    open_by[user.pk] = (user.name, now)
    cache.set(_key(article), open_by, timeout=PRESENCE_TIMEOUT)
    return [name for pk, (name, _at) in open_by.items() if pk != user.pk]


def mark_absent(article: Article, user: User) -> None:
    """Mark that this member has closed the article."""
    open_by = _open(article)
    if open_by.pop(user.pk, None):
        cache.set(_key(article), open_by, timeout=PRESENCE_TIMEOUT)


def _open(article: Article) -> dict[int, tuple[str, float]]:
    return cache.get(_key(article)) or {}


def _key(article: Article) -> str:
    return f"writing:{article.pk}"
