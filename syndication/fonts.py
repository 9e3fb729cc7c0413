"""The words of a picture, each with the font that has its letters.

Ours has the letters of European languages that are written in Latin ones. For all others a font is
sought among those that are installed on this machine, as fontconfig knows them; where there is none
a letter is left out. Pillow shapes and joins the letters of a word, whichever way it is written;
the order of words on a line is told here.
"""

import subprocess
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from PIL import ImageFont

from common import names


class Face(NamedTuple):
    """One font of a file."""

    file: str
    index: int = 0


OURS = Face(str(settings.BASE_DIR / "static" / "fonts" / "source-serif-4.woff2"))
BOLD = 600  # from this weight on, another font has to be bold
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class Word(NamedTuple):
    """What stays together on one line."""

    text: str
    face: Face = OURS
    is_rtl: bool = False
    has_gap: bool = True  # before it, unless it begins the line

    def width(self, size: int, weight: int) -> float:
        return _width(self.text, self.face, size, weight)

    def font(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        return _font(self.face, size, weight)


def words(text: str, weight: int) -> list[Word]:
    """The text as it can be drawn, in the order in which it is read; nothing when most cannot."""
    # One font for all of it if there is one, and otherwise one for each word.
    face = _installed(_foreign(text), weight >= BOLD)
    begins, found = begins_rtl(text), []
    for said in text.split():
        parts = [part for one in _parts(said) for part in _drawable(one, face, weight)]
        direction = _direction(said)
        is_rtl = begins if direction is None else direction
        for number, (part, of) in enumerate(parts):
            mirrored = part.translate(_MIRRORED) if is_rtl and of == OURS else part
            found.append(Word(mirrored, of, is_rtl, number == 0))
    drawn = sum(char.isalnum() for word in found for char in word.text)
    return found if drawn * 2 >= sum(map(str.isalnum, text)) else []


def begins_rtl(text: str) -> bool:
    return bool(_direction(text))


def as_seen(line: list[Word], is_rtl: bool) -> list[Word]:
    """The words of a line from left to right; `is_rtl` is how its text is written as a whole."""
    runs = [list(run) for _, run in groupby(line, lambda word: word.is_rtl)]
    seen = [run[::-1] if run[0].is_rtl else run for run in runs]
    return [word for run in (seen[::-1] if is_rtl else seen) for word in run]


def _direction(text: str) -> bool | None:
    """Whether it is written from right to left; None for what has no direction of its own."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), None)


def _parts(word: str) -> list[str]:
    """Chinese and Japanese know no spaces: a line may end after each sign, not before a mark."""
    parts: list[str] = []
    for char in word:
        is_sign = unicodedata.east_asian_width(char) in "WF" and char.isalpha()
        if parts and not (is_sign or (_is_sign(parts[-1]) and char.isalnum())):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _is_sign(part: str) -> bool:
    return unicodedata.east_asian_width(part[0]) in "WF"


def _drawable(word: str, face: Face, weight: int) -> Iterator[tuple[str, Face]]:
    """A word in pieces, each with a font that has it; in ours where another lacks a mark."""
    foreign = _foreign(word)
    if not foreign:
        face = OURS
    elif face == OURS:
        face = _installed(foreign, weight >= BOLD)
    alike = "".join(char if _has(face, char) or _has(OURS, char) else _like(char) for char in word)
    for of, chars in groupby(alike, lambda char: face if _has(face, char) else OURS):
        if drawn := "".join(char for char in chars if _has(of, char)):
            yield drawn, of


def _foreign(text: str) -> str:
    """What another font must have: no pictures, and no letter that one of ours stands for."""
    lacks = {char for char in set(text) if not char.isspace() and not _has(OURS, char)}
    lacks = {char for char in lacks if not all(_has(OURS, like) for like in _like(char))}
    return "".join(sorted(c for c in lacks if unicodedata.category(c)[0] in "LMNP"))


def _like(char: str) -> str:
    """Of Latin letters only: in its own script a letter is not what it looks like in ours."""
    if not unicodedata.name(char, "").startswith("LATIN"):
        return char
    alike = names.plain(char)
    return alike.upper() if char.isupper() else alike


@lru_cache(maxsize=4096)
def _has(face: Face, char: str) -> bool:
    """Whether the font draws it, and not the box that stands for what it lacks."""
    font = _font(face, 38, 400)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=1024)
def _installed(letters: str, is_bold: bool) -> Face:
    """The best font of this machine that has all of these, or ours where there is none.

    A word of letters that no font has costs some hundredths of a second once.
    """
    if not letters:
        return OURS
    asked = " ".join(f"{ord(char):x}" for char in letters)
    form = "%{weight}|%{index}|%{family}|%{file}\n"
    try:
        done = subprocess.run(
            ["fc-list", "-f", form, f":charset={asked}:slant=0:scalable=true:variable=false"],
            capture_output=True,
            text=True,
            timeout=5,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return OURS
    found = [line.split("|", 3) for line in done.stdout.splitlines()]
    return min((_ranked(*fields, is_bold) for fields in found), default=(OURS,))[-1]


def _ranked(weight: str, index: str, family: str, file: str, is_bold: bool) -> tuple:
    """Nearest first: as heavy as it must be, and with serifs as ours has."""
    has_serifs = any(name in family for name in ("Serif", "Naskh", "Mincho", "Myeongjo"))
    # As fontconfig says weights: 80 is regular, 200 is bold.
    distance = abs(float(weight) - (200 if is_bold else 80))
    return (distance, not has_serifs, len(family), file, Face(file, int(index)))


@lru_cache(maxsize=8192)
def _width(text: str, face: Face, size: int, weight: int) -> float:
    return _font(face, size, weight).getlength(text)


@lru_cache(maxsize=128)
def _font(face: Face, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.file, size, index=face.index)
    if face == OURS:
        font.set_variation_by_axes([weight])
    return font
