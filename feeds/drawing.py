"""The picture by which an article is known where it is shared: its title, its writers, and how many
reactions it has. Drawn in the site's own letters, which are read from the file that pages use."""

import io
from collections.abc import Iterable
from functools import cache, lru_cache

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from common import names

WIDTH, HEIGHT = 1200, 630  # pixels: what the places where people share ask for
MARGIN = 80
# Names the look in the addresses: another look, another number.
LOOK = 1
PAPER, INK, SOFT, ACCENT, GOLD = "#fdfcf9", "#1e2022", "#5b6167", "#0d5c63", "#d8a24a"
FONT = settings.BASE_DIR / "static" / "fonts" / "source-serif-4.woff2"
TITLE_SIZES = range(84, 43, -4)
TITLE_TOP, TITLE_HEIGHT = 168, 310
LEADING = 1.16  # from line to line, in sizes
COLOURS = 64  # in the file: letters need few between ink and paper


def draw(title: str, writers: Iterable[str], reactions: str, site: str) -> bytes:
    """A PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    picture.paste(_sign(), (MARGIN, 64))
    canvas.text((MARGIN + 76, 92), drawable(site), INK, _font(38, 600), anchor="lm")
    size, lines = _fitted(drawable(title))
    font = _font(size, 650)
    height = len(lines) * size * LEADING
    top = TITLE_TOP + (TITLE_HEIGHT - height) / 2
    for number, line in enumerate(lines):
        canvas.text((MARGIN, top + (number + 0.5) * size * LEADING), line, INK, font, anchor="lm")
    _foot(canvas, ", ".join(filter(None, map(drawable, writers))), drawable(reactions))
    out = io.BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG")
    return out.getvalue()


def drawable(text: str) -> str:
    """The same in letters that our font has: one that looks alike rather than none."""
    letters = "".join(char if _has(char) else _like(char) for char in text)
    return " ".join("".join(filter(_has, letters)).split())


def balanced(text: str, width: float, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines no wider than this, as equal in length as their number allows."""
    lines = filled(text, width, font)
    low, high = width / 3, width
    while high - low > 8:
        middle = (low + high) / 2
        fits = len(filled(text, middle, font)) == len(lines)
        low, high = (low, middle) if fits else (middle, high)
    return filled(text, high, font)


def filled(text: str, width: float, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines as full as they can be; a word that is wider than a line goes on in the next."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        while font.getlength(word) > width:
            end = next(n for n in range(len(word), 0, -1) if font.getlength(word[:n]) < width - 20)
            lines.append(f"{word[:end]}-")
            word = word[end:]
        lines.append(word)
    return lines


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest size at which the title has room, its words whole if they can be; its lines."""
    width = WIDTH - 2 * MARGIN
    for size in TITLE_SIZES:
        font = _font(size, 650)
        has_width = all(font.getlength(word) <= width for word in title.split())
        if has_width and len(filled(title, width, font)) * size * LEADING <= TITLE_HEIGHT:
            return size, balanced(title, width, font)
    lines, most = filled(title, width, font), int(TITLE_HEIGHT / (size * LEADING))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width, font)]
    return size, lines


def _cut(line: str, width: float, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1].rstrip(" …,")
    return f"{line}…"


def _foot(canvas: ImageDraw.ImageDraw, writers: str, reactions: str) -> None:
    canvas.line((MARGIN, 512, WIDTH - MARGIN, 512), fill="#ddd8cc", width=2)
    right = WIDTH - MARGIN
    if reactions:
        font = _font(34, 600)
        canvas.text((right, 560), reactions, ACCENT, font, anchor="rm")
        right -= font.getlength(reactions) + 40
    font = _font(34, 400)
    canvas.text((MARGIN, 560), _cut(writers, right - MARGIN, font), SOFT, font, anchor="lm")


@cache
def _sign() -> Image.Image:
    """The two balloons of static/icon.svg, drawn larger first so that their edges are smooth."""
    said = [(4, 5), (19, 5), (19, 17), (10, 17), (4, 22)]
    answered = [(13, 19), (22, 19), (22, 10), (28, 10), (28, 27), (23, 23), (13, 23)]
    large = Image.new("RGB", (240, 220), PAPER)
    for colour, shape in ((ACCENT, said), (GOLD, answered)):
        points = [((x - 4) * 10, (y - 5) * 10) for x, y in shape]
        ImageDraw.Draw(large).polygon(points, fill=colour)
    return large.resize((60, 55), Image.Resampling.LANCZOS)


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size)
    font.set_variation_by_axes([weight])
    return font


def _like(char: str) -> str:
    alike = names.plain(char)
    return alike.upper() if char.isupper() else alike


@lru_cache(maxsize=4096)
def _has(char: str) -> bool:
    """Whether the font draws it, and not the box that stands for what it lacks."""
    font = _font(38, 600)
    return char == " " or bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))
