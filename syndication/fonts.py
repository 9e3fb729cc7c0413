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


class FontFace(NamedTuple):
    """One font of a file."""

    file: str
    index: int = 0


SITE_FONT = FontFace(str(settings.BASE_DIR / "static" / "fonts" / "source-serif-4.woff2"))
BOLD_WEIGHT = 600  # from this weight on, another font has to be bold
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class StyledWord(NamedTuple):
    """A word in one style, kept together on one line."""

    text: str
    face: FontFace = SITE_FONT
    is_rtl: bool = False
    has_gap: bool = True  # before it, unless it begins the line

    def width(self, size: int, weight: int) -> float:
        return _width(self.text, self.face, size, weight)

    def font(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        return _font(self.face, size, weight)


def styled_words(text: str, weight: int) -> list[StyledWord]:
    """The text as it can be drawn, in the order in which it is read; nothing when most cannot."""
    # One font for all of it if there is one, and otherwise one for each word.
    face = _find_installed_font(_missing_letters(text), weight >= BOLD_WEIGHT)
    begins, found = is_rtl_text(text), []
    for said in text.split():
        parts = [part for one in _split_cjk(said) for part in _split_by_font(one, face, weight)]
        direction = _direction(said)
        is_rtl = begins if direction is None else direction
        for number, (part, of) in enumerate(parts):
            mirrored = part.translate(_MIRRORED) if is_rtl and of == SITE_FONT else part
            found.append(StyledWord(mirrored, of, is_rtl, number == 0))
    drawn = sum(char.isalnum() for word in found for char in word.text)
    return found if drawn * 2 >= sum(map(str.isalnum, text)) else []


def is_rtl_text(text: str) -> bool:
    return bool(_direction(text))


def order_words_visually(line: list[StyledWord], is_rtl: bool) -> list[StyledWord]:
    """The words of a line from left to right; `is_rtl` is how its text is written as a whole."""
    runs = [list(run) for _, run in groupby(line, lambda word: word.is_rtl)]
    seen = [run[::-1] if run[0].is_rtl else run for run in runs]
    return [word for run in (seen[::-1] if is_rtl else seen) for word in run]


def _direction(text: str) -> bool | None:
    """Return True if it is written from right to left; None for what has no direction of its
    own."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), None)


def _split_cjk(word: str) -> list[str]:
    """Chinese and Japanese know no spaces: a line may end after each sign, not before a mark."""
    parts: list[str] = []
    for char in word:
        is_sign = unicodedata.east_asian_width(char) in "WF" and char.isalpha()
        if parts and not (is_sign or (_is_cjk(parts[-1]) and char.isalnum())):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _is_cjk(part: str) -> bool:
    return unicodedata.east_asian_width(part[0]) in "WF"


def _split_by_font(word: str, face: FontFace, weight: int) -> Iterator[tuple[str, FontFace]]:
    """A word in pieces, each with a font that has it; in ours where another lacks a mark."""
    foreign = _missing_letters(word)
    if not foreign:
        face = SITE_FONT
    elif face == SITE_FONT:
        face = _find_installed_font(foreign, weight >= BOLD_WEIGHT)
    alike = "".join(
        char if _has_glyph(face, char) or _has_glyph(SITE_FONT, char) else _latin_lookalike(char)
        for char in word
    )
    for of, chars in groupby(alike, lambda char: face if _has_glyph(face, char) else SITE_FONT):
        if drawn := "".join(char for char in chars if _has_glyph(of, char)):
            yield drawn, of


def _missing_letters(text: str) -> str:
    """Return the letters another font must have: no pictures, and none that one of ours stands
    for."""
    lacks = {char for char in set(text) if not char.isspace() and not _has_glyph(SITE_FONT, char)}
    lacks = {
        char
        for char in lacks
        if not all(_has_glyph(SITE_FONT, like) for like in _latin_lookalike(char))
    }
    return "".join(sorted(c for c in lacks if unicodedata.category(c)[0] in "LMNP"))


def _latin_lookalike(char: str) -> str:
    """Of Latin letters only: in its own script a letter is not what it looks like in ours."""
    if not unicodedata.name(char, "").startswith("LATIN"):
        return char
    alike = names.fold_letters(char)
    return alike.upper() if char.isupper() else alike


@lru_cache(maxsize=4096)
def _has_glyph(face: FontFace, char: str) -> bool:
    """Return True if the font draws it, and not the box that stands for what it lacks."""
    font = _font(face, 38, 400)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=1024)
def _find_installed_font(letters: str, is_bold: bool) -> FontFace:
    """The best font of this machine that has all of these, or ours where there is none.

    A word of letters that no font has costs some hundredths of a second once.
    """
    if not letters:
        return SITE_FONT
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
        return SITE_FONT
    found = [line.split("|", 3) for line in done.stdout.splitlines()]
    return min((_rank_font(*fields, is_bold=is_bold) for fields in found), default=(SITE_FONT,))[-1]


def _rank_font(weight: str, index: str, family: str, file: str, is_bold: bool) -> tuple:
    """Nearest first: as heavy as it must be, and with serifs as ours has."""
    has_serifs = any(name in family for name in ("Serif", "Naskh", "Mincho", "Myeongjo"))
    # As fontconfig says weights: 80 is regular, 200 is bold.
    distance = abs(float(weight) - (200 if is_bold else 80))
    return (distance, not has_serifs, len(family), file, FontFace(file, int(index)))


@lru_cache(maxsize=8192)
def _width(text: str, face: FontFace, size: int, weight: int) -> float:
    return _font(face, size, weight).getlength(text)


@lru_cache(maxsize=128)
def _font(face: FontFace, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.file, size, index=face.index)
    if face == SITE_FONT:
        font.set_variation_by_axes([weight])
    return font
