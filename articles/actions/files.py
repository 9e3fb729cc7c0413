"""Adding, changing and deleting images and attachments."""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from articles import documents, images
from articles.models import Article, Attachment, Image
from articles.models.files import UNUSED_IMAGE_LIFETIME

MOST_DELETED = 100  # images in one transaction, which searches all texts for each of them


def add_image(
    file: BinaryIO, alt: str, caption: str = "", credit: str = "", by: User | None = None
) -> Image:
    """Store an image; raises ValidationError if it is not accepted."""
    made = images.render_image(file)
    return Image.objects.create(
        key=images.store_image_files(made),
        width=made.width,
        height=made.height,
        alt=alt,
        caption=caption,
        credit=credit,
        by=by,
    )


def add_rendered_image(key: uuid.UUID, made: images.RenderedImage, alt: str) -> Image:
    """Add an image rendered elsewhere; `images.store_image_files` writes its files."""
    return Image.objects.create(key=key, width=made.width, height=made.height, alt=alt[:300])


def describe_image(image: Image, alt: str, caption: str = "", credit: str = "") -> None:
    """Change the description of an image; texts that show it already keep theirs."""
    image.alt, image.caption, image.credit = alt, caption, credit
    image.save(update_fields=["alt", "caption", "credit"])


def delete_unused_images() -> int:
    """Delete images unused for a month: in no text, draft, version or bulletin.

    All texts are searched before the transaction, since that takes long, and in it once more for
    those to be deleted. Their files are deleted by the next `images.sweep_image_files`.
    """
    used, now = images.used_image_keys(), timezone.now()
    new, again, gone = [], [], []
    for pk, key, since in Image.objects.order_by("pk").values_list("pk", "key", "unused_since"):
        if key in used:
            again += [pk] if since else []
        elif since is None:
            new.append(pk)
        elif since < now - UNUSED_IMAGE_LIFETIME:
            gone.append(key)
    with transaction.atomic():
        Image.objects.filter(pk__in=new).update(unused_since=now)
        Image.objects.filter(pk__in=again).update(unused_since=None)
        unused = set(gone[:MOST_DELETED])
        if unused:
            unused -= images.used_image_keys(unused)
        Image.objects.filter(key__in=unused).delete()
    return len(unused)


@transaction.atomic
def add_attachment(article: Article, file: BinaryIO, title: str, name: str = "") -> Attachment:
    """Add a document as the last attachment; raises ValidationError if it is not accepted."""
    document = documents.check_document(file, name or getattr(file, "name", ""))
    last = article.attachments.aggregate(last=Max("position"))["last"]
    return Attachment.objects.create(
        article=article,
        key=documents.store_document(document),
        title=title,
        extension=document.extension,
        size=len(document.data),
        position=0 if last is None else last + 1,
    )


@transaction.atomic
def delete_attachment(attachment: Attachment) -> None:
    key, extension = attachment.key, attachment.extension
    attachment.delete()
    transaction.on_commit(partial(documents.delete_document, key, extension))


@transaction.atomic
def order_attachments(article: Article, order: Sequence[int]) -> None:
    """Put the attachments in this order of primary keys; the others follow in their order."""
    wanted = {pk: place for place, pk in enumerate(order)}
    attachments = sorted(article.attachments.all(), key=lambda a: wanted.get(a.pk, len(wanted)))
    for position, attachment in enumerate(attachments):
        attachment.position = position
    Attachment.objects.bulk_update(attachments, ["position"])


def move_attachment_up(attachment: Attachment) -> None:
    """Swap the attachment with the one before it."""
    order = list(attachment.article.attachments.values_list("pk", flat=True))
    place = order.index(attachment.pk)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    order_attachments(attachment.article, order)
