"""Putting a bulletin together."""

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from articles.models import Article
from bulletins.models import Bulletin, Item
from comments.models import Comment
from common import html
from moderation.audit_log import (
    of_bulletin,
    record,
)


class AlreadyThere(Exception):
    """It is in this bulletin."""


class NotPublic(Exception):
    """Not everyone can read it, so no bulletin can show it."""


def next_number() -> int:
    return (Bulletin.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def begin(*, by: User, **fields) -> Bulletin:
    """Begin a bulletin; `fields` as in `settle`."""
    bulletin = Bulletin(**fields)
    _type(bulletin)
    bulletin.save()
    record("bulletin_begun", of_bulletin(bulletin.pk), by=by, number=bulletin.number)
    return bulletin


@transaction.atomic
def settle(bulletin: Bulletin, *, by: User, **fields) -> Bulletin:
    """Change its number, title, date, language or introduction. Raises html.TooComplex."""
    bulletin = held(bulletin)
    for name, value in fields.items():
        setattr(bulletin, name, value)
    _type(bulletin)
    bulletin.save()
    _changed(bulletin, by)
    return bulletin


def _type(bulletin: Bulletin) -> None:
    typed = bulletin.introduction
    bulletin.introduction_html = html.from_typed(typed) if typed.strip() else ""


@transaction.atomic
def add_article(bulletin: Bulletin, article: Article, *, whole: bool, by: User) -> Item:
    bulletin = held(bulletin)
    if not article.is_published:
        raise NotPublic
    if bulletin.items.filter(article=article).exists():
        raise AlreadyThere
    return _add(bulletin, by, kind=Item.Kind.ARTICLE, article=article, whole=whole)


@transaction.atomic
def add_reaction(bulletin: Bulletin, comment: Comment, *, by: User) -> Item:
    bulletin = held(bulletin)
    comment = Comment.objects.select_related("article").get(pk=comment.pk)
    if not (comment.is_published and comment.article.is_published):
        raise NotPublic
    if bulletin.items.filter(comment=comment).exists():
        raise AlreadyThere
    return _add(bulletin, by, kind=Item.Kind.REACTION, comment=comment)


@transaction.atomic
def add_written(
    bulletin: Bulletin,
    kind: str,
    *,
    title: str,
    text: str,
    by: User,
    name: str = "",
    affiliation: str = "",
) -> Item:
    """Add what is written for this bulletin alone. Raises html.TooComplex."""
    safe = html.from_editor(text)
    words = {"title": title, "name": name, "affiliation": affiliation, "html": safe}
    return _add(held(bulletin), by, kind=kind, **words)


@transaction.atomic
def revise(
    item: Item, *, title: str, text: str, by: User, name: str = "", affiliation: str = ""
) -> Item:
    """Change what is written for this bulletin alone. Raises html.TooComplex."""
    bulletin = held(item.bulletin)
    item.title, item.name, item.affiliation = title, name, affiliation
    item.html = html.from_editor(text)
    item.save(update_fields=["title", "name", "affiliation", "html"])
    _changed(bulletin, by)
    return item


@transaction.atomic
def set_whole(item: Item, *, whole: bool, by: User) -> None:
    """Show all of an article, or its lead alone."""
    bulletin = held(item.bulletin)
    Item.objects.filter(pk=item.pk, kind=Item.Kind.ARTICLE).update(whole=whole)
    _changed(bulletin, by)


@transaction.atomic
def move(item: Item, steps: int, *, by: User) -> None:
    """Put a part some places further on; back, when `steps` is negative."""
    bulletin = held(item.bulletin)
    order = list(bulletin.items.values_list("pk", flat=True))
    if item.pk not in order:
        return
    place = order.index(item.pk)
    order.insert(max(place + steps, 0), order.pop(place))
    _order(order)
    _changed(bulletin, by)


@transaction.atomic
def remove(item: Item, *, by: User) -> None:
    bulletin = held(item.bulletin)
    Item.objects.filter(pk=item.pk).delete()
    _order(list(bulletin.items.values_list("pk", flat=True)))
    _changed(bulletin, by)


def held(bulletin: Bulletin) -> Bulletin:
    """The bulletin as it is, and its row until the commit: one change of it at a time."""
    return Bulletin.objects.select_for_update().get(pk=bulletin.pk)


def _add(bulletin: Bulletin, by: User, **fields) -> Item:
    item = Item.objects.create(bulletin=bulletin, position=bulletin.items.count(), **fields)
    _changed(bulletin, by)
    return item


def _order(pks: list[int]) -> None:
    for position, pk in enumerate(pks):
        Item.objects.filter(pk=pk).update(position=position)


def _changed(bulletin: Bulletin, by: User) -> None:
    """What everyone can read is changed on the record; what is being made is the maker's own."""
    if bulletin.is_published:
        record("bulletin_changed", of_bulletin(bulletin.pk), by=by, number=bulletin.number)
