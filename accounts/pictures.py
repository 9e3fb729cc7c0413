"""Pictures of people: judged by what they are and not by their name, and made anew.

What a visitor gets is never what was sent: the pixels are cut square and written again in three
sizes, so whatever else was in the file (where it was taken, a script, a second file) stays behind.
"""

import io
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from accounts.models import User

SIZES = (48, 96, 320)  # pixels, square; the largest is made first and the others from it
MOST_BYTES = 8_000_000
LEAST_PIXELS = 96  # along the shorter side
# Known from the header, before anything is decoded. A JPEG can be decoded at a fraction of its
# size; the others take four bytes for each pixel.
MOST_PIXELS = {"JPEG": 52_000_000, "PNG": 25_000_000, "WEBP": 25_000_000, "GIF": 25_000_000}
# A JPEG can have a hundred thousand passes over all of its pixels; a real one has about ten.
MOST_SCANS = 100
FOLDER = "mensen"
SRGB = ImageCms.createProfile("sRGB")

UNREADABLE = _("This is not a picture that we can read. Choose a JPEG, PNG, WebP or GIF.")
APPLE = _(
    "This is a HEIC or AVIF picture, which not every browser shows. Save it as JPEG first, or send "
    "a screenshot of it."
)
TOO_LARGE = _("This file is larger than 8 MB. Choose a smaller one.")
TOO_MANY_PIXELS = _("This picture has too many pixels. Make it smaller first.")
TOO_SMALL = _("This picture is too small: it must be at least 96 pixels wide and high.")


def make(file: BinaryIO) -> dict[int, bytes]:
    """Give the picture in each size, as WebP, or raise ValidationError with what is wrong."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_LARGE)
    if data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"hev", b"mif", b"msf", b"avi"):
        raise ValidationError(APPLE)
    try:
        picture = Image.open(io.BytesIO(data), formats=list(MOST_PIXELS))
        _bound(picture, data)
        square = _square(picture)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:
        # Decoders raise what they like on a broken or hostile file.
        raise ValidationError(UNREADABLE) from error
    return {size: _written(square, size) for size in SIZES}


def _bound(picture: Image.Image, data: bytes) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS[picture.format]:
        raise ValidationError(TOO_MANY_PIXELS)
    if min(width, height) < LEAST_PIXELS:
        raise ValidationError(TOO_SMALL)
    if picture.format == "JPEG" and data.count(b"\xff\xda") > MOST_SCANS:
        raise ValidationError(UNREADABLE)


def _square(picture: Image.Image) -> Image.Image:
    """The upper middle of the first frame, as it was meant to be seen, with nothing but pixels."""
    profile = picture.info.get("icc_profile", b"")
    largest = (max(SIZES), max(SIZES))
    picture.draft("RGB", (2 * largest[0], 2 * largest[1]))
    ImageOps.exif_transpose(picture, in_place=True)
    see_through = picture.has_transparency_data
    if see_through:
        picture = picture.convert("RGBA")
    elif picture.mode in ("1", "LA") or picture.mode.startswith("I"):
        picture = picture.convert("L")
    elif picture.mode not in ("RGB", "L", "CMYK"):
        picture = picture.convert("RGB")
    # Faces are above the middle.
    square = ImageOps.fit(picture, largest, centering=(0.5, 0.4))
    if see_through:
        square = Image.alpha_composite(Image.new("RGBA", largest, "white"), square).convert("RGB")
    clean = Image.new("RGB", largest)
    clean.paste(_in_srgb(square, profile))
    return clean


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The same colours without a profile of its own; one that makes no sense is left out."""
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return picture.convert("RGB")


def _written(square: Image.Image, size: int) -> bytes:
    out = io.BytesIO()
    smaller = square.resize((size, size), Image.Resampling.LANCZOS)
    smaller.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


# --- The files -----------------------------------------------------------------------------------


def path(name: str, size: int) -> str:
    return f"{FOLDER}/{name}-{size}.webp"


def store(made: dict[int, bytes]) -> str:
    """Write the files, under a name that nobody can guess."""
    name = secrets.token_hex(12)
    for size, data in made.items():
        default_storage.save(path(name, size), ContentFile(data))
    return name


def again(name: str) -> str:
    """Store the same picture under another name, so that the old addresses lead nowhere."""
    made = {}
    for size in SIZES:
        try:
            with default_storage.open(path(name, size)) as file:
                made[size] = file.read()
        except FileNotFoundError:  # lost, as after a restore of the database alone
            return ""
    return store(made)


def files(name: str) -> Iterator[tuple[str, bytes]]:
    """The files of a picture, each with its name; those that were lost are left out."""
    for size in SIZES:
        with suppress(FileNotFoundError), default_storage.open(path(name, size)) as file:
            yield f"{size}.webp", file.read()


def remove(name: str) -> None:
    for size in SIZES:
        default_storage.delete(path(name, size))


def sweep() -> int:
    """Remove the files that no member names: of an upload that was cut short, of a deleted account.

    Young ones stay: their upload may not have been committed yet.
    """
    kept = set(User.objects.exclude(picture="").values_list("picture", flat=True))
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    old = timezone.now() - timedelta(days=1)
    lost = [f"{FOLDER}/{file}" for file in files if file.partition("-")[0] not in kept]
    gone = [one for one in lost if default_storage.get_modified_time(one) < old]
    for one in gone:
        default_storage.delete(one)
    return len(gone)
