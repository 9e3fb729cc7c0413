"""Files as people send them, and as those do who mean no good."""

import io
import struct
import zlib

from PIL import Image, ImageCms
from PIL.TiffImagePlugin import IFDRational

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(kind: str = "JPEG", size=(600, 400), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, RED if mode == "RGB" else 0).save(out, kind, **options)
    return out.getvalue()


def taken_at_home() -> bytes:
    """A JPEG lying on its side, blue at its right, with the place where it was taken."""
    image = Image.new("RGB", (600, 400), RED)
    image.paste(BLUE, (300, 0, 600, 400))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter: then the blue is below
    exif[0x010F] = "MARKERINGSTOESTEL"
    exif[0x8825] = {1: "N", 2: (IFDRational(52), IFDRational(5), IFDRational(17))}
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(out, "JPEG", exif=exif, icc_profile=profile, comment=b"MARKERINGSOPMERKING")
    return out.getvalue()


def animation() -> bytes:
    frames = [Image.new("RGB", (200, 200), colour) for colour in (RED, BLUE, BLUE)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=50)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says that it is 20,000 pixels wide and high."""
    small = picture("PNG", (100, 100))
    header = small.index(b"IHDR")
    fields = struct.pack(">II", 20_000, 20_000) + small[header + 12 : header + 17]
    checksum = struct.pack(">I", zlib.crc32(b"IHDR" + fields))
    return small[: header + 4] + fields + checksum + small[header + 21 :]


def many_scans(scans: int) -> bytes:
    """A progressive JPEG that goes over its pixels again and again."""
    data = picture(size=(1200, 900), progressive=True)
    start = data.rindex(b"\xff\xda")
    last = data[start:-2]
    return data[:start] + last * scans + b"\xff\xd9"


def polyglot() -> bytes:
    """A picture that is a page with a script as well."""
    script = b"<script>alert('MARKERING')</script>"
    gif = picture("GIF", mode="P")
    return gif + script


SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
<script>alert(1)</script></svg>"""
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
