"""The members who have an article open to write on it. Not stored: silence for a while ends it."""

import time

from django.core.cache import cache

from accounts.models import User
from articles.models import Article

HEARTBEAT_SECONDS = 15  # seconds between two signs of life
PRESENCE_TIMEOUT = 45  # seconds


def mark_present(article: Article, user: User) -> list[str]:
    """Say that this member has it open, and give the names of the others who have.

    Two who say so at the same moment may cost one of them a turn, which the next one mends.
    """
    now = time.time()
    open_by = {pk: one for pk, one in _open(article).items() if one[1] > now - PRESENCE_TIMEOUT}
    open_by[user.pk] = (user.name, now)
    cache.set(_key(article), open_by, timeout=PRESENCE_TIMEOUT)
    return [name for pk, (name, _at) in open_by.items() if pk != user.pk]


def mark_absent(article: Article, user: User) -> None:
    """They left it."""
    open_by = _open(article)
    if open_by.pop(user.pk, None):
        cache.set(_key(article), open_by, timeout=PRESENCE_TIMEOUT)


def _open(article: Article) -> dict[int, tuple[str, float]]:
    return cache.get(_key(article)) or {}


def _key(article: Article) -> str:
    return f"writing:{article.pk}"
