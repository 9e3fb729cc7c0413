"""The share picture of a page: its title, its writers and the number of reactions.

It is drawn in the site's own font, from the same file that pages use.
"""

import io
from collections.abc import Iterable
from functools import cache

from PIL import Image, ImageDraw

from common.text import tidy_text
from syndication.fonts import StyledWord, is_rtl_text, order_words_visually, styled_words

WIDTH, HEIGHT = 1200, 630  # pixels, as social networks ask for
MARGIN = 80
TEXT_WIDTH = WIDTH - 2 * MARGIN
# Part of every picture's address: raise it when the design changes.
DESIGN_VERSION = 2
PAPER, INK, SOFT, ACCENT, GOLD = "#fdfcf9", "#1e2022", "#5b6167", "#0d5c63", "#d8a24a"
TITLE_SIZES, TITLE_WEIGHT = range(84, 43, -4), 650
TITLE_TOP, TITLE_HEIGHT = 168, 310
SITE_SIZE, SITE_WEIGHT = 38, 600
FOOT_SIZE, BELOW_WEIGHT, COUNT_WEIGHT = 34, 400, 600
LEADING = 1.16  # from line to line, in sizes
WORD_GAP = 0.24  # between words, in sizes
PALETTE_SIZE = 64  # colours in the file: text needs few shades between ink and paper

StyledLine = list[StyledWord]


def draw_share_picture(title: str, below: Iterable[str], count: str, site: str) -> bytes:
    """Draw a share picture and return it as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    picture.paste(_logo(), (MARGIN, 64))
    name = truncate_line(styled_words(site, SITE_WEIGHT), TEXT_WIDTH - 76, SITE_SIZE, SITE_WEIGHT)
    _write_line(canvas, name, MARGIN + 76, 92, SITE_SIZE, SITE_WEIGHT, INK)
    # A title in letters that no installed font has is replaced by the name of the site.
    said = title if styled_words(title, TITLE_WEIGHT) else site
    _draw_title(canvas, tidy_text(said))
    _draw_footer(canvas, ", ".join(filter(None, below)), count)
    out = io.BytesIO()
    few = picture.quantize(PALETTE_SIZE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG")
    return out.getvalue()


def line_width(line: StyledLine, size: int, weight: int) -> float:
    gaps = sum(word.has_gap for word in line[1:])
    return gaps * size * WORD_GAP + sum(word.width(size, weight) for word in line)


def balance_lines(said: StyledLine, width: float, size: int, weight: int) -> list[StyledLine]:
    """Break text into as few lines as fit this width, as equal in length as possible."""
    lines = fill_lines(said, width, size, weight)
    low, high = width / 3, width
    while high - low > 8:
        middle = (low + high) / 2
        fits = len(fill_lines(said, middle, size, weight)) == len(lines)
        low, high = (low, middle) if fits else (middle, high)
    return fill_lines(said, high, size, weight)


def fill_lines(said: StyledLine, width: float, size: int, weight: int) -> list[StyledLine]:
    """Break text into lines as full as possible; a word wider than a line is split."""
    lines: list[StyledLine] = []
    for word in said:
        if lines and line_width([*lines[-1], word], size, weight) <= width:
            lines[-1].append(word)
            continue
        while word.width(size, weight) > width:
            start, word = _split_word(word, width, size, weight)
            lines.append([start])
        lines.append([word])
    return lines


def truncate_line(line: StyledLine, width: float, size: int, weight: int) -> StyledLine:
    """Shorten a line, with an ellipsis, to what fits this width."""
    if line_width(line, size, weight) <= width:
        return line
    line = list(line)
    dots = StyledWord("…", is_rtl=line[0].is_rtl, has_gap=False)
    while line and line_width([*line, dots], size, weight) > width:
        last = line.pop()
        if shorter := last.text[:-1].rstrip(" …,"):
            line.append(last._replace(text=shorter))
    return [*line, dots]


def fit_title(said: StyledLine) -> tuple[int, list[StyledLine]]:
    """Return the largest size at which a title fits, if possible without split words; its lines."""
    for size in TITLE_SIZES:
        most = int(TITLE_HEIGHT / (size * LEADING))
        has_width = all(word.width(size, TITLE_WEIGHT) <= TEXT_WIDTH for word in said)
        if has_width and len(fill_lines(said, TEXT_WIDTH, size, TITLE_WEIGHT)) <= most:
            return size, balance_lines(said, TEXT_WIDTH, size, TITLE_WEIGHT)
    lines = fill_lines(said, TEXT_WIDTH, size, TITLE_WEIGHT)
    if len(lines) > most:
        rest = [word for line in lines[most - 1 :] for word in line]
        lines = [*lines[: most - 1], truncate_line(rest, TEXT_WIDTH, size, TITLE_WEIGHT)]
    return size, lines


def _split_word(
    word: StyledWord, width: float, size: int, weight: int
) -> tuple[StyledWord, StyledWord]:
    """Split off what fills a line. Only a word that begins with an ASCII letter gets a hyphen."""
    text, dash = word.text, "-" if word.text[0].isascii() else ""
    parts = (word._replace(text=text[:end] + dash) for end in range(len(text) - 1, 1, -1))
    start = next((part for part in parts if part.width(size, weight) <= width), None)
    start = start or word._replace(text=text[0])
    return start, word._replace(text=text[len(start.text.removesuffix(dash)) :])


def _draw_title(canvas: ImageDraw.ImageDraw, title: str) -> None:
    size, lines = fit_title(styled_words(title, TITLE_WEIGHT))
    is_rtl = is_rtl_text(title)
    top = TITLE_TOP + (TITLE_HEIGHT - len(lines) * size * LEADING) / 2
    for number, line in enumerate(lines):
        left = WIDTH - MARGIN - line_width(line, size, TITLE_WEIGHT) if is_rtl else MARGIN
        middle = top + (number + 0.5) * size * LEADING
        _write_line(
            canvas, order_words_visually(line, is_rtl), left, middle, size, TITLE_WEIGHT, INK
        )


def _draw_footer(canvas: ImageDraw.ImageDraw, below: str, count: str) -> None:
    canvas.line((MARGIN, 512, WIDTH - MARGIN, 512), fill="#ddd8cc", width=2)
    room = TEXT_WIDTH
    if count:
        line = styled_words(count, COUNT_WEIGHT)
        wide = line_width(line, FOOT_SIZE, COUNT_WEIGHT)
        _write_line(canvas, line, WIDTH - MARGIN - wide, 560, FOOT_SIZE, COUNT_WEIGHT, ACCENT)
        room -= wide + 40
    line = truncate_line(styled_words(below, BELOW_WEIGHT), room, FOOT_SIZE, BELOW_WEIGHT)
    seen = order_words_visually(line, is_rtl_text(below))
    _write_line(canvas, seen, MARGIN, 560, FOOT_SIZE, BELOW_WEIGHT, SOFT)


def _write_line(
    canvas: ImageDraw.ImageDraw,
    line: StyledLine,
    left: float,
    middle: float,
    size: int,
    weight: int,
    colour: str,
) -> None:
    """Draw words from left to right, on one baseline whatever their fonts are."""
    for number, word in enumerate(line):
        if number and _is_gap(line[number - 1], word):
            left += size * WORD_GAP
        at = (left, middle + size * 0.33)
        canvas.text(at, word.text, colour, word.font(size, weight), anchor="ls")
        left += word.width(size, weight)


def _is_gap(left: StyledWord, right: StyledWord) -> bool:
    """Return True if two neighbours have a space between them: the one read last decides."""
    if left.is_rtl != right.is_rtl:
        return True
    return left.has_gap if left.is_rtl else right.has_gap


@cache
def _logo() -> Image.Image:
    """Draw the two balloons of static/icon.svg, larger first so that their edges are smooth."""
    said = [(4, 5), (19, 5), (19, 17), (10, 17), (4, 22)]
    answered = [(13, 19), (22, 19), (22, 10), (28, 10), (28, 27), (23, 23), (13, 23)]
    large = Image.new("RGB", (240, 220), PAPER)
    for colour, shape in ((ACCENT, said), (GOLD, answered)):
        points = [((x - 4) * 10, (y - 5) * 10) for x, y in shape]
        ImageDraw.Draw(large).polygon(points, fill=colour)
    return large.resize((60, 55), Image.Resampling.LANCZOS)
