"""Images that stand somewhere already, to be used again."""

from typing import NamedTuple

from django.http import QueryDict
from django.shortcuts import get_object_or_404

from articles.models import Image, ImageQuerySet
from articles.permissions import edits_all

SHOWN = 12


class Choice(NamedTuple):
    """Some of them, and how the list goes on."""

    images: list[Image]
    words: str
    next: int | None


def images_of(user) -> ImageQuerySet:
    """Editors choose among all; an author among their own: another's may be of a draft."""
    found = Image.objects.to_choose()
    return found if edits_all(user) else found.filter(by=user)


def choice(user, query: QueryDict) -> Choice:
    words = query.get("zoek", "").strip()[:100]
    found = images_of(user).saying(words)
    after = _number(query.get("na", ""))
    if after is not None:
        found = found.filter(pk__lt=after)
    images = list(found[: SHOWN + 1])
    return Choice(images[:SHOWN], words, images[SHOWN - 1].pk if len(images) > SHOWN else None)


def chosen(user, sent: QueryDict) -> Image:
    """The one that was chosen, or Http404."""
    return get_object_or_404(images_of(user), pk=_number(sent.get("image", "")) or 0)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 18 else None
