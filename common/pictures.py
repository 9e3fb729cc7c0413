"""The addresses of our own pictures.

An address holds the size of its picture, so that a page can reserve its space and offer it in
several widths without a query.
"""

import re
from typing import NamedTuple

WIDTHS = (480, 960, 1600)  # pixels; never wider than the original
MOST_WIDTH, MOST_HEIGHT = max(WIDTHS), 2400
# The width of a picture in a column of text: see .column in static/css/site/layout.css.
SIZES_IN_TEXT = "(min-width: 47rem) 45rem, calc(100vw - 2rem)"

_SIZE = r"[1-9][0-9]{0,3}"
_ADDRESS = re.compile(
    rf"/media/(?P<stem>articles/[0-9a-f]{{32}}-(?P<width>{_SIZE})x(?P<height>{_SIZE}))"
    rf"-(?P<drawn>{_SIZE})\.webp"
)


class Picture(NamedTuple):
    """A stored picture of an article, as described by its file names."""

    stem: str  # the common beginning of its file names
    width: int
    height: int

    @property
    def widths(self) -> tuple[int, ...]:
        return (*(w for w in WIDTHS if w < self.width), min(self.width, MOST_WIDTH))

    def path(self, width: int) -> str:
        return f"{self.stem}-{width}.webp"

    def address(self, width: int) -> str:
        return f"/media/{self.path(width)}"

    @property
    def src(self) -> str:
        """The address for a client that does not read `srcset`."""
        return self.address(self.widths[min(1, len(self.widths) - 1)])

    @property
    def smallest(self) -> str:
        """The address for a list of many pictures."""
        return self.address(self.widths[0])

    @property
    def largest(self) -> str:
        return self.address(self.widths[-1])

    @property
    def srcset(self) -> str:
        return ", ".join(f"{self.address(width)} {width}w" for width in self.widths)


def picture_from_key(key: str, width: int, height: int) -> Picture:
    return Picture(f"articles/{key}-{width}x{height}", width, height)


def picture_at(address: str) -> Picture | None:
    """Return the picture with this address, or None if it is not one of ours."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    picture = Picture(match["stem"], int(match["width"]), int(match["height"]))
    return picture if int(match["drawn"]) in picture.widths else None


def is_picture_srcset(value: str) -> bool:
    picture = picture_at(value.partition(" ")[0])
    return picture is not None and picture.srcset == value
