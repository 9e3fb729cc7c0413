"""Following and unfollowing an article, a dossier or an author."""

from accounts.models import User
from articles.models import Article, Dossier
from notifications.models import Follow, Subscriber

MAX_FOLLOWS = 500


class TooManyFollows(Exception):
    """The subscriber follows more than a person would; probably a program."""


def start_following(
    subscriber: Subscriber,
    *,
    article: Article | None = None,
    author: User | None = None,
    dossier: Dossier | None = None,
) -> Follow:
    """Start to follow. Idempotent. Raises `TooManyFollows` at `MAX_FOLLOWS`."""
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
    """Stop following. Notices that exist are no longer shown (`NoticeQuerySet.current`)."""
    what = {"article": article, "author": author, "dossier": dossier}
    Follow.objects.filter(subscriber=subscriber, **what).delete()
