"""Images of articles, re-encoded in the widths that pages use, never enlarged."""

import re
import uuid
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import BinaryIO, NamedTuple

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q, TextField
from django.utils.translation import gettext_lazy as _
from PIL import Image as Drawing

from articles.models import Image
from common import pictures, pixels
from common.files import sweep_orphaned_files
from common.pictures import Picture

LARGEST = (pictures.MOST_WIDTH, pictures.MOST_HEIGHT)
LEAST_PIXELS = 100  # minimum width and height
IMAGE_URL_PREFIX = "/media/articles/"
_KEY = re.compile(rf"{IMAGE_URL_PREFIX}([0-9a-f]{{32}})-")

TOO_SMALL = _("This image is too small: it must be at least 100 pixels wide and high.")


class RenderedImage(NamedTuple):
    """An image that is not stored yet."""

    width: int
    height: int
    files: dict[int, bytes]  # by their width


def render_image(file: BinaryIO) -> RenderedImage:
    """Return the image in each width; raise ValidationError if it is refused."""
    whole = pixels.read_picture(file, _fitted, largest=LARGEST, too_small=_too_small)
    width, height = whole.size
    widths = Picture("", width, height).widths
    files = {w: pixels.encode_webp(whole, (w, max(1, round(height * w / width)))) for w in widths}
    return RenderedImage(width, height, files)


def _too_small(width: int, height: int) -> str | None:
    return TOO_SMALL if min(width, height) < LEAST_PIXELS else None


def _fitted(picture: Drawing.Image) -> Drawing.Image:
    picture.thumbnail(LARGEST, Drawing.Resampling.LANCZOS)
    return picture


def store_image_files(made: RenderedImage, key: uuid.UUID | None = None) -> uuid.UUID:
    """Write the files under a key that cannot be guessed, and return it."""
    key = key or uuid.uuid4()
    picture = pictures.picture_from_key(key.hex, made.width, made.height)
    for width, data in made.files.items():
        default_storage.save(picture.path(width), ContentFile(data))
    return key


def used_image_keys(among: Collection[uuid.UUID] | None = None) -> set[uuid.UUID]:
    """Return the keys of images that a text shows or a row refers to; if given, seek only `among`.

    All text columns are searched, since apps unknown to this one can show an image too.
    """
    parts = [""] if among is None else [f"{key.hex}-" for key in among]
    keys: set[uuid.UUID] = set()
    for model in apps.get_models():
        rows = model._base_manager.order_by()
        for field in model._meta.concrete_fields:
            if field.related_model is Image:
                keys.update(key for key in rows.values_list(f"{field.name}__key", flat=True) if key)
            elif isinstance(field, TextField):
                shown = (Q((f"{field.name}__contains", IMAGE_URL_PREFIX + part)) for part in parts)
                texts = rows.filter(reduce(or_, shown)).values_list(field.name, flat=True)
                for text in texts.iterator():
                    keys.update(uuid.UUID(key) for key in _KEY.findall(text))
    return keys


def sweep_image_files() -> int:
    kept = {key.hex for key in Image.objects.values_list("key", flat=True)}
    return sweep_orphaned_files(default_storage, "articles", kept)
