"""Composing a bulletin."""

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from articles.models import Article
from bulletins.models import Bulletin, Item
from comments.models import Comment
from common.html.safe import SafeRichText, SafeText
from moderation.audit_log import bulletin_subject, record


class AlreadyInBulletin(Exception):
    """The article or reaction is in this bulletin already."""


class NotPubliclyReadable(Exception):
    """The article or reaction is not public, so no bulletin can show it."""


def next_bulletin_number() -> int:
    return (Bulletin.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def create_bulletin(*, by: User, introduction: SafeText, **fields) -> Bulletin:
    """Create a bulletin; `fields` as in `update_bulletin`."""
    bulletin = Bulletin(
        introduction=introduction.markdown, introduction_html=introduction.html, **fields
    )
    bulletin.save()
    record("bulletin_begun", bulletin_subject(bulletin.pk), by=by, number=bulletin.number)
    return bulletin


@transaction.atomic
def update_bulletin(bulletin: Bulletin, *, by: User, introduction: SafeText, **fields) -> Bulletin:
    """Change its introduction, and its number, title, date or language."""
    bulletin = lock_bulletin(bulletin)
    for name, value in fields.items():
        setattr(bulletin, name, value)
    bulletin.introduction, bulletin.introduction_html = introduction.markdown, introduction.html
    bulletin.save()
    _record_change(bulletin, by)
    return bulletin


@transaction.atomic
def add_bulletin_article(bulletin: Bulletin, article: Article, *, whole: bool, by: User) -> Item:
    bulletin = lock_bulletin(bulletin)
    if not article.is_published:
        raise NotPubliclyReadable
    if bulletin.items.filter(article=article).exists():
        raise AlreadyInBulletin
    return _add_item(bulletin, by, kind=Item.Kind.ARTICLE, article=article, whole=whole)


@transaction.atomic
def add_bulletin_reaction(bulletin: Bulletin, comment: Comment, *, by: User) -> Item:
    bulletin = lock_bulletin(bulletin)
    comment = Comment.objects.select_related("article").get(pk=comment.pk)
    if not (comment.is_published and comment.article.is_published):
        raise NotPubliclyReadable
    if bulletin.items.filter(comment=comment).exists():
        raise AlreadyInBulletin
    return _add_item(bulletin, by, kind=Item.Kind.REACTION, comment=comment)


@transaction.atomic
def add_bulletin_text(
    bulletin: Bulletin,
    kind: str,
    *,
    title: str,
    text: SafeRichText,
    by: User,
    name: str = "",
    affiliation: str = "",
) -> Item:
    """Add a talk or heading, written for this bulletin alone."""
    words = {"title": title, "name": name, "affiliation": affiliation, "html": text.html}
    return _add_item(lock_bulletin(bulletin), by, kind=kind, **words)


@transaction.atomic
def edit_bulletin_text(
    item: Item,
    *,
    title: str,
    text: SafeRichText,
    by: User,
    name: str = "",
    affiliation: str = "",
) -> Item:
    """Change a talk or heading."""
    bulletin = lock_bulletin(item.bulletin)
    item.title, item.name, item.affiliation = title, name, affiliation
    item.html = text.html
    item.save(update_fields=["title", "name", "affiliation", "html"])
    _record_change(bulletin, by)
    return item


@transaction.atomic
def set_item_whole(item: Item, *, whole: bool, by: User) -> None:
    """Show the whole of an article, or only its lead."""
    bulletin = lock_bulletin(item.bulletin)
    Item.objects.filter(pk=item.pk, kind=Item.Kind.ARTICLE).update(whole=whole)
    _record_change(bulletin, by)


@transaction.atomic
def move_bulletin_item(item: Item, steps: int, *, by: User) -> None:
    """Move a part by this number of places: down, or up if `steps` is negative."""
    bulletin = lock_bulletin(item.bulletin)
    order = list(bulletin.items.values_list("pk", flat=True))
    if item.pk not in order:
        return
    place = order.index(item.pk)
    order.insert(max(place + steps, 0), order.pop(place))
    _renumber_items(order)
    _record_change(bulletin, by)


@transaction.atomic
def remove_bulletin_item(item: Item, *, by: User) -> None:
    bulletin = lock_bulletin(item.bulletin)
    Item.objects.filter(pk=item.pk).delete()
    _renumber_items(list(bulletin.items.values_list("pk", flat=True)))
    _record_change(bulletin, by)


def lock_bulletin(bulletin: Bulletin) -> Bulletin:
    """Return the bulletin with its row locked, so that changes are made one at a time."""
    return Bulletin.objects.select_for_update().get(pk=bulletin.pk)


def _add_item(bulletin: Bulletin, by: User, **fields) -> Item:
    item = Item.objects.create(bulletin=bulletin, position=bulletin.items.count(), **fields)
    _record_change(bulletin, by)
    return item


def _renumber_items(pks: list[int]) -> None:
    for position, pk in enumerate(pks):
        Item.objects.filter(pk=pk).update(position=position)


def _record_change(bulletin: Bulletin, by: User) -> None:
    """Record a change in the audit log if the bulletin is public; drafts are not recorded."""
    if bulletin.is_published:
        record("bulletin_changed", bulletin_subject(bulletin.pk), by=by, number=bulletin.number)
