"""The words of a share picture, each with a font that has its letters.

The site's own font covers European languages in Latin script. For other letters fontconfig is asked
for a font installed on this machine; a letter that no font has is left out. Pillow shapes and joins
the letters of a word, in either direction; the order of the words on a line is decided here.
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
    """One font of a font file."""

    file: str
    index: int = 0


SITE_FONT = FontFace(str(settings.BASE_DIR / "static" / "fonts" / "source-serif-4.woff2"))
BOLD_WEIGHT = 600  # from this weight on, a substitute font must be bold
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class StyledWord(NamedTuple):
    """A word in one style, kept together on one line."""

    text: str
    face: FontFace = SITE_FONT
    is_rtl: bool = False
    has_gap: bool = True  # a space before it, unless it begins the line

    def width(self, size: int, weight: int) -> float:
        return _width(self.text, self.face, size, weight)

    def font(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        return _font(self.face, size, weight)


def styled_words(text: str, weight: int) -> list[StyledWord]:
    """Return the words that can be drawn, in reading order; none when most letters cannot be."""
    # Prefer one font for the whole text; otherwise each word gets its own.
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
    """Return the words of a line from left to right; `is_rtl` is the direction of its text."""
    runs = [list(run) for _, run in groupby(line, lambda word: word.is_rtl)]
    seen = [run[::-1] if run[0].is_rtl else run for run in runs]
    return [word for run in (seen[::-1] if is_rtl else seen) for word in run]


def _direction(text: str) -> bool | None:
    """Return True for text written from right to left, None for text without a direction."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), None)


def _split_cjk(word: str) -> list[str]:
    """Split a word where a line may end: after a Chinese or Japanese sign, not before a mark."""
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
    """Split a word into parts, each with a font that has it; the site's font fills in marks."""
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
    """Return the letters that need another font: no pictures, and none with a Latin lookalike."""
    lacks = {char for char in set(text) if not char.isspace() and not _has_glyph(SITE_FONT, char)}
    lacks = {
        char
        for char in lacks
        if not all(_has_glyph(SITE_FONT, like) for like in _latin_lookalike(char))
    }
    return "".join(sorted(c for c in lacks if unicodedata.category(c)[0] in "LMNP"))


def _latin_lookalike(char: str) -> str:
    """Return the plain form of a Latin letter; letters of other scripts stay as they are."""
    if not unicodedata.name(char, "").startswith("LATIN"):
        return char
    alike = names.fold_letters(char)
    return alike.upper() if char.isupper() else alike


@lru_cache(maxsize=4096)
def _has_glyph(face: FontFace, char: str) -> bool:
    """Return True if the font draws this character, and not its box for missing ones."""
    font = _font(face, 38, 400)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=1024)
def _find_installed_font(letters: str, is_bold: bool) -> FontFace:
    """Return the best installed font that has all these letters, or else the site's own.

    The first search for letters that no font has costs some hundredths of a second.
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
    """Return a sort key, best font first: nearest in weight, then with serifs as our own has."""
    has_serifs = any(name in family for name in ("Serif", "Naskh", "Mincho", "Myeongjo"))
    # On fontconfig's scale of weights 80 is regular and 200 is bold.
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
