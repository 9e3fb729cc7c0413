"""The visitor as a subscriber."""

from typing import NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from accounts import guest_session
from notifications import actions
from notifications.models import MAX_COUNTED, Follow, Notice, Subscriber


def request_subscriber(request: HttpRequest) -> Subscriber | None:
    """Return the member's or confirmed guest's subscriber, created if missing."""
    if request.user.is_authenticated:
        return Subscriber.objects.of_member(request.user)
    if address := guest_session.guest_address(request):
        return actions.get_confirmed_guest(address, get_language(), since=timezone.now())
    return None


class FollowedKeys(NamedTuple):
    """The keys of the articles, authors and dossiers that this visitor follows."""

    articles: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    dossiers: frozenset[int] = frozenset()

    @classmethod
    def by(cls, request: HttpRequest) -> "FollowedKeys":
        if not (who := guest_session.visitor_identity(request)):
            return cls()
        follows = Follow.objects.filter(who.rows("subscriber__"))
        rows = list(follows.values_list("article", "author", "dossier"))
        return cls(*(frozenset(key for key in keys if key) for keys in zip(*rows, strict=True)))


class NoticeCounter(NamedTuple):
    """The unread count in the header."""

    unread: int = 0

    @classmethod
    def of(cls, request: HttpRequest) -> "NoticeCounter":
        return cls(Notice.objects.of_user(request.user).unread().count_current())

    @property
    def number(self) -> str:
        return str(self.unread) if self.unread < MAX_COUNTED else f"{MAX_COUNTED - 1}+"
