"""Pictures in WordPress texts: replaced by our copy if it was imported, else by a link."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_ATTRIBUTE = r"""\b{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"""
_SRC = re.compile(_ATTRIBUTE.format("src"), re.IGNORECASE)
_ALT = re.compile(_ATTRIBUTE.format("alt"), re.IGNORECASE)
_HREF = re.compile(_ATTRIBUTE.format("href"), re.IGNORECASE)
_IMG = r"<img\b[^<>]*>"
_SHOWN = re.compile(
    rf"(?P<link><a\b[^<>]*>)\s*(?P<linked>{_IMG})\s*</a\s*>|(?P<alone>{_IMG})", re.IGNORECASE
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|svg)$", re.IGNORECASE)


class OldPicture(NamedTuple):
    """A picture in a text of the old site."""

    address: str  # at the old site
    alt: str


# Returns our URL for a picture, or "" if we do not have it.
FindPicture = Callable[[OldPicture], str]


def find_no_picture(_picture: OldPicture) -> str:
    return ""


def replace_pictures(content: str, find: FindPicture) -> str:
    """Return the text with each picture at our URL, or as a link to the old one."""

    def show(match: re.Match[str]) -> str:
        picture = _parse_picture(match["linked"] or match["alone"])
        target = _attribute_value(_HREF, match["link"] or "")
        if ours := find(picture):
            img = f'<img src="{ours}" alt="{escape(picture.alt)}">'
            # Drop a link that only showed the picture larger.
            stays = target and not _FILE.search(urlsplit(target).path)
            return f"{match['link']}{img}</a>" if stays else img
        said = escape(picture.alt or _file_name(picture.address))
        address = target or picture.address
        return f'<a href="{escape(address)}">{said}</a>' if said else ""

    return _SHOWN.sub(show, content)


def replace_pictures_with_alt(content: str) -> str:
    """Return the text with each picture replaced by its alternative text."""
    return _SHOWN.sub(
        lambda match: escape(_parse_picture(match["linked"] or match["alone"]).alt), content
    )


def _parse_picture(img: str) -> OldPicture:
    return OldPicture(_attribute_value(_SRC, img), _attribute_value(_ALT, img).strip())


def _attribute_value(attribute: re.Pattern[str], tag: str) -> str:
    match = attribute.search(tag)
    return unescape(next(filter(None, match.groups()), "")).strip() if match else ""


def _file_name(address: str) -> str:
    """Return the last part of an address, as the text of a link without alternative text."""
    try:
        return unquote(urlsplit(address).path.rpartition("/")[2])
    except ValueError:
        return ""
