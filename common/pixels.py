"""Pictures that people send: judged by what they are and not by their name, and made anew.

What a visitor gets is never what was sent: the pixels are written again, so whatever else was in
the file (where it was taken, a script, a second file) stays behind.
"""

import io
from collections.abc import Callable
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageFile, ImageOps

MOST_BYTES = 8_000_000
# Known from the header, before anything is decoded. A JPEG can be decoded at a fraction of its
# size; the others take four bytes for each pixel.
MOST_PIXELS = {"JPEG": 52_000_000, "PNG": 25_000_000, "WEBP": 25_000_000, "GIF": 25_000_000}
# A JPEG can have a hundred thousand passes over all of its pixels; a real one has about ten.
MOST_SCANS = 100
SRGB = ImageCms.createProfile("sRGB")

UNREADABLE = _("This is not a picture that we can read. Choose a JPEG, PNG, WebP or GIF.")
HEIC_NOT_SUPPORTED = _(
    "This is a HEIC or AVIF picture, which not every browser shows. Save it as JPEG first, or send "
    "a screenshot of it."
)
TOO_LARGE = _("This file is larger than 8 MB. Choose a smaller one.")
TOO_MANY_PIXELS = _("This picture has too many pixels. Make it smaller first.")


def read_picture(
    file: BinaryIO,
    fit: Callable[[Image.Image], Image.Image],
    *,
    largest: tuple[int, int],
    too_small: Callable[[int, int], str | None],
) -> Image.Image:
    """The picture as it was meant to be seen, nothing but pixels, made no larger than `largest`
    by `fit`. Raises ValidationError with what is wrong.
    """
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_LARGE)
    if data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"hev", b"mif", b"msf", b"avi"):
        raise ValidationError(HEIC_NOT_SUPPORTED)
    # Whoever sets documents in this process wants half a picture rather than none; we do not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture = Image.open(io.BytesIO(data), formats=list(MOST_PIXELS))
        _check_pixel_bounds(picture, data)
        if wrong := too_small(*picture.size):
            raise ValidationError(wrong)
        return _made_anew(picture, fit, largest)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:
        # Decoders raise what they like on a broken or hostile file.
        raise ValidationError(UNREADABLE) from error


def encode_webp(picture: Image.Image, size: tuple[int, int]) -> bytes:
    """The picture in this size, as WebP."""
    out = io.BytesIO()
    smaller = picture.resize(size, Image.Resampling.LANCZOS) if picture.size != size else picture
    smaller.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _check_pixel_bounds(picture: Image.Image, data: bytes) -> None:
    width, height = picture.size
    # Phones put a second picture behind the first, for its depth or its light: a JPEG nonetheless.
    kind = "JPEG" if picture.format == "MPO" else picture.format
    if width * height > MOST_PIXELS[kind]:
        raise ValidationError(TOO_MANY_PIXELS)
    if kind == "JPEG" and data.count(b"\xff\xda") > MOST_SCANS:
        raise ValidationError(UNREADABLE)


def _made_anew(
    picture: Image.Image, fit: Callable[[Image.Image], Image.Image], largest: tuple[int, int]
) -> Image.Image:
    """The first frame, on white where it can be seen through."""
    profile = picture.info.get("icc_profile", b"")
    picture.draft("RGB", (2 * largest[0], 2 * largest[1]))
    ImageOps.exif_transpose(picture, in_place=True)
    see_through = picture.has_transparency_data
    if see_through:
        picture = picture.convert("RGBA")
    elif picture.mode in ("1", "LA") or picture.mode.startswith("I"):
        picture = picture.convert("L")
    elif picture.mode not in ("RGB", "L", "CMYK"):
        picture = picture.convert("RGB")
    fitted = fit(picture)
    if see_through:
        ground = Image.new("RGBA", fitted.size, "white")
        fitted = Image.alpha_composite(ground, fitted).convert("RGB")
    clean = Image.new("RGB", fitted.size)
    clean.paste(_in_srgb(fitted, profile))
    return clean


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The same colours without a profile of its own; one that makes no sense is left out."""
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")
