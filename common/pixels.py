"""Uploaded pictures: checked by their content, not their name, and encoded again.

The file that was sent is never served: only its pixels are written again, without anything else in
the file (the location, a script, a second file).
"""

import io
from collections.abc import Callable
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageFile, ImageOps

MOST_BYTES = 8_000_000
# Read from the header, before anything is decoded. A JPEG can be decoded at a fraction of its
# size; the others take four bytes a pixel.
MOST_PIXELS = {"JPEG": 52_000_000, "PNG": 25_000_000, "WEBP": 25_000_000, "GIF": 25_000_000}
# A hostile JPEG can have a hundred thousand passes over its pixels; a real one has about ten.
MOST_SCANS = 100
SRGB = ImageCms.createProfile("sRGB")

UNREADABLE = _("We cannot read this image. Choose a JPEG, PNG, WebP or GIF.")
HEIC_NOT_SUPPORTED = _(
    "This is a HEIC or AVIF image, which some browsers cannot show. Save "
    "it as a JPEG first, or use a screenshot."
)
TOO_LARGE = _("This file is larger than 8 MB. Choose a smaller one.")
TOO_MANY_PIXELS = _("This image has too many pixels. Make it smaller first.")


def read_picture(
    file: BinaryIO,
    fit: Callable[[Image.Image], Image.Image],
    *,
    largest: tuple[int, int],
    too_small: Callable[[int, int], str | None],
) -> Image.Image:
    """Decode a picture: upright, in sRGB, no metadata, made no larger than `largest` by `fit`.

    Raises ValidationError with a message for the user.
    """
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_LARGE)
    if data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"hev", b"mif", b"msf", b"avi"):
        raise ValidationError(HEIC_NOT_SUPPORTED)
    # WeasyPrint sets this to True in this process; we refuse truncated pictures.
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
    """Return the picture in this size, as WebP."""
    out = io.BytesIO()
    smaller = picture.resize(size, Image.Resampling.LANCZOS) if picture.size != size else picture
    smaller.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _check_pixel_bounds(picture: Image.Image, data: bytes) -> None:
    width, height = picture.size
    # Phones append a second picture, for depth or light, to a JPEG: Pillow calls that MPO.
    kind = "JPEG" if picture.format == "MPO" else picture.format
    if width * height > MOST_PIXELS[kind]:
        raise ValidationError(TOO_MANY_PIXELS)
    if kind == "JPEG" and data.count(b"\xff\xda") > MOST_SCANS:
        raise ValidationError(UNREADABLE)


def _made_anew(
    picture: Image.Image, fit: Callable[[Image.Image], Image.Image], largest: tuple[int, int]
) -> Image.Image:
    """Return the first frame, resized by `fit`, with white behind transparent parts."""
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
    """Convert to sRGB without a colour profile; a profile that cannot be read is ignored."""
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")
