"""Following an article, a dossier or an author, and no longer."""

from accounts.models import User
from articles.models import Article, Dossier
from notifications.models import Follow, Subscriber

MAX_FOLLOWS = 500


class TooManyFollows(Exception):
    """Nobody follows so much; a program might."""


def start_following(
    subscriber: Subscriber,
    *,
    article: Article | None = None,
    author: User | None = None,
    dossier: Dossier | None = None,
) -> Follow:
    """Begin to follow; who does already, still does. Raises `TooMany` past the bound."""
    if subscriber.follows.count() >= MAX_FOLLOWS:
        raise TooManyFollows
    what = {"article": article, "author": author, "dossier": dossier}
    return Follow.objects.get_or_create(subscriber=subscriber, **what)[0]


def stop_following(
    subscriber: Subscriber,
    *,
    article: Article | None = None,
    author: User | None = None,
    dossier: Dossier | None = None,
) -> None:
    """Stop following, and remove the notices of it."""
    what = {"article": article, "author": author, "dossier": dossier}
    Follow.objects.filter(subscriber=subscriber, **what).delete()
