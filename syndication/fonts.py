"""The fonts of a share picture: the site's own, and installed ones for letters that it lacks.

The site's font covers European languages in Latin script. For other letters fontconfig is asked;
a letter that no font has is left out. Pillow shapes and joins the letters, in either direction.
"""

import subprocess
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from PIL import ImageDraw, ImageFont, features

from common import names

Point = tuple[float, float]
FontFace = tuple[str, int]  # a file, and the number of the font in it
SITE_FONT = (str(settings.BASE_DIR / "static" / "fonts" / "source-serif-4.woff2"), 0)
BOLD_WEIGHT = 600  # from this weight on, a substitute font must be bold


class TextStyle(NamedTuple):
    """The fonts of a text, the preferred one first; its weight and its direction."""

    faces: list[FontFace]
    weight: int
    is_rtl: bool

    def runs(self, text: str) -> list[tuple[str, FontFace]]:
        """Split a text where the font changes; marks, digits and spaces go with what precedes."""
        runs: list[tuple[str, FontFace]] = []
        for char in map(_drawable, text):
            faces = self.faces if char.isalpha() or not runs else [runs[-1][1], *self.faces]
            face = next((face for face in faces if has_glyph(face, char)), None)
            if face and runs and runs[-1][1] == face:
                runs[-1] = (runs[-1][0] + char, face)
            elif face:
                runs.append((char, face))
        return runs

    def width(self, text: str, size: int) -> float:
        return sum(
            _font(face, size, self.weight).getlength(run, self._direction)
            for run, face in self.runs(text.rstrip())
        )

    def draw(self, canvas: ImageDraw.ImageDraw, at: Point, text: str, size: int, ink: str) -> None:
        """Draw one line from the left end of its baseline."""
        left, baseline = at
        runs = self.runs(text.rstrip())
        for run, face in reversed(runs) if self.is_rtl else runs:
            font = _font(face, size, self.weight)
            canvas.text((left, baseline), run, ink, font, "ls", direction=self._direction)
            left += font.getlength(run, self._direction)

    @property
    def _direction(self) -> str | None:
        if not features.check("raqm"):
            return None  # without which no letters are joined
        return "rtl" if self.is_rtl else "ltr"


def choose_style(text: str, weight: int) -> TextStyle:
    """Find the fonts that a text needs."""
    faces = [SITE_FONT]
    lacks = {char for char in map(_drawable, text) if unicodedata.category(char)[0] in "LMNP"}
    while lacks := {char for char in lacks if not has_glyph(faces[-1], char)}:
        face = find_installed_font("".join(sorted(lacks)), weight >= BOLD_WEIGHT)
        if face in faces:
            break
        faces.append(face)
    ways = (unicodedata.bidirectional(char) for char in text)
    way = next((way for way in ways if way in ("L", "R", "AL")), "L")
    return TextStyle(faces, weight, way != "L")


@lru_cache(maxsize=4096)
def has_glyph(face: FontFace, char: str) -> bool:
    """Return True if a font draws this character, and not its box for missing ones."""
    font = _font(face, 38, 400)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=4096)
def _drawable(char: str) -> str:
    """Return the plain form of a Latin letter that the site's font has not."""
    if has_glyph(SITE_FONT, char) or not unicodedata.name(char, "").startswith("LATIN"):
        return char
    alike = names.fold_letters(char)
    return alike.upper() if char.isupper() else alike


@lru_cache(maxsize=1024)
def find_installed_font(letters: str, is_bold: bool) -> FontFace:
    """Return the installed font that has most of these letters, or else the site's own."""
    weight = "bold" if is_bold else "regular"
    charset = " ".join(f"{ord(char):x}" for char in letters)
    asked = f"serif:{weight}:scalable=true:variable=false:color=false:charset={charset}"
    command = ["fc-match", "-f", "%{index}|%{file}", asked]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return SITE_FONT
    index, _, file = done.stdout.partition("|")
    return file, int(index)


@lru_cache(maxsize=128)
def _font(face: FontFace, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face[0], size, index=face[1])
    if face == SITE_FONT:
        font.set_variation_by_axes([weight])
    return font
