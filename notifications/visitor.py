"""Who is asking, as someone who can be told something."""

from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from accounts import guest_session
from notifications import actions
from notifications.models import MOST_COUNTED, Follow, Notice, Subscriber


def subscriber_of(request: HttpRequest) -> Subscriber | None:
    """A member, or a guest who showed that an address is theirs; made when not there yet."""
    if request.user.is_authenticated:
        return Subscriber.objects.of_member(request.user)
    if address := guest_session.address(request):
        return actions.welcome_guest(address, get_language(), since=timezone.now())
    return None


class Followed(NamedTuple):
    """What this visitor follows, by the keys of articles, authors and dossiers."""

    articles: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    dossiers: frozenset[int] = frozenset()

    @classmethod
    def by(cls, request: HttpRequest) -> "Followed":
        if request.user.is_authenticated:
            who = Q(subscriber__user=request.user)
        elif address := guest_session.address(request):
            who = Q(subscriber__user=None, subscriber__email=address)
        else:
            return cls()
        rows = list(Follow.objects.filter(who).values_list("article", "author", "dossier"))
        return cls(*(frozenset(key for key in keys if key) for keys in zip(*rows, strict=True)))


class Bell(NamedTuple):
    """What the bell in the header says."""

    unread: int = 0

    @classmethod
    def of(cls, request: HttpRequest) -> "Bell":
        return cls(Notice.objects.of_user(request.user).unread().standing().how_many())

    @property
    def number(self) -> str:
        return str(self.unread) if self.unread < MOST_COUNTED else f"{MOST_COUNTED - 1}+"
