"""Profile pictures: cropped square, in three sizes, under a name that nobody can guess."""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from accounts.models import User
from common import pixels
from common.files import sweep_orphaned_files

SIZES = (48, 96, 320)  # pixels, square; the largest is made first and the others from it
LARGEST = (max(SIZES), max(SIZES))
LEAST_PIXELS = 96  # along the shorter side
FOLDER = "mensen"

TOO_SMALL = _("This photo is too small: it must be at least 96 pixels wide and high.")


def resize_profile_picture(file: BinaryIO) -> dict[int, bytes]:
    """Return the picture in each size, as WebP, or raise ValidationError with a message."""
    square = pixels.read_picture(file, _square, largest=LARGEST, too_small=_too_small)
    return {size: pixels.encode_webp(square, (size, size)) for size in SIZES}


def _too_small(width: int, height: int) -> str | None:
    return TOO_SMALL if min(width, height) < LEAST_PIXELS else None


def _square(picture: Image.Image) -> Image.Image:
    """Crop to a square a little above the middle, where faces usually are."""
    return ImageOps.fit(picture, LARGEST, centering=(0.5, 0.4))


# --- The files -----------------------------------------------------------------------------------


def profile_picture_path(name: str, size: int) -> str:
    return f"{FOLDER}/{name}-{size}.webp"


def store_profile_picture(made: dict[int, bytes]) -> str:
    """Write the files under a name that nobody can guess, and return the name."""
    name = secrets.token_hex(12)
    for size, data in made.items():
        default_storage.save(profile_picture_path(name, size), ContentFile(data))
    return name


def copy_profile_picture(name: str) -> str:
    """Store a copy under another name and return that, so that the old addresses can be removed.

    Returns "" if a file is lost.
    """
    made = {}
    for size in SIZES:
        try:
            with default_storage.open(profile_picture_path(name, size)) as file:
                made[size] = file.read()
        except FileNotFoundError:  # lost, as after a restore of the database alone
            return ""
    return store_profile_picture(made)


def profile_picture_files(name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file of a picture, without those that are lost."""
    for size in SIZES:
        with (
            suppress(FileNotFoundError),
            default_storage.open(profile_picture_path(name, size)) as file,
        ):
            yield f"{size}.webp", file.read()


def delete_profile_picture_files(name: str) -> None:
    for size in SIZES:
        default_storage.delete(profile_picture_path(name, size))


def sweep_profile_pictures() -> int:
    kept = set(User.objects.exclude(picture="").values_list("picture", flat=True))
    return sweep_orphaned_files(default_storage, FOLDER, kept)
