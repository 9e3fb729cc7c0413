"""The verbs of telling: the only place in this room that writes."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from comments.models import Comment
from notifications.kinds import Kind, Pace
from notifications.models import Notice, Subscriber, pace_of


def spread(event: str, key: int) -> None:
    """Make the notices of what happened. What is no longer so by now is told to no one."""
    if telling := EVENTS.get(event):
        telling(key)


def _published(pk: int) -> None:
    comment = Comment.objects.published().select_related("article", "parent__user").filter(pk=pk)
    if (comment := comment.first()) is None or not comment.article.is_published:
        return
    answered = comment.parent
    if answered is None or answered.user is None or answered.user_id == comment.user_id:
        return
    kind = Kind.ANSWER if comment.role == Comment.Role.AUTHOR else Kind.REPLY
    tell(Subscriber.objects.of_member(answered.user), kind, comment=comment)


EVENTS: dict[str, Callable[[int], None]] = {"published": _published}


@transaction.atomic
def tell(subscriber: Subscriber, kind: str, **about) -> None:
    """Give someone a notice, once, and see to its mail as they want it."""
    mailed = pace_of(subscriber, kind) != Pace.NEVER
    Notice.objects.get_or_create(
        subscriber=subscriber,
        kind=kind,
        **about,
        defaults={"mail_at": timezone.now() if mailed else None},
    )


@transaction.atomic
def choose(subscriber: Subscriber, paces: dict[str, str]) -> None:
    """Set how soon someone wants these kinds by mail."""
    for kind, pace in paces.items():
        subscriber.preferences.update_or_create(kind=kind, defaults={"pace": pace})
