"""The share picture of a page: its title, its writers and the number of reactions.

It is drawn in the site's own font, and letters that this lacks in fonts installed on this machine.
"""

import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache, partial
from math import ceil

from PIL import Image, ImageDraw

from common.text import tidy_text
from syndication.fonts import Point, TextStyle, choose_style

WIDTH, HEIGHT = 1200, 630  # pixels, as social networks ask for
MARGIN = 80
TEXT_WIDTH = WIDTH - 2 * MARGIN
# Part of every picture's address: raise it when the design changes.
DESIGN_VERSION = 3
PAPER, INK, SOFT, ACCENT, GOLD = "#fdfcf9", "#1e2022", "#5b6167", "#0d5c63", "#d8a24a"
TITLE_SIZES, TITLE_WEIGHT = range(84, 43, -4), 650
TITLE_TOP, TITLE_HEIGHT = 168, 310
LEADING = 1.16  # from line to line, in sizes
# A line may end after a space, or after a Chinese or Japanese sign and the marks that follow it.
_SIGN = r"[\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
_UNIT = re.compile(rf"{_SIGN}[^\w\s]*\s*|(?:(?!{_SIGN})\S)+\s*")

Measure = Callable[[str], float]


def draw_share_picture(title: str, below: Iterable[str], count: str, site: str) -> bytes:
    """Draw a share picture and return it as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    picture.paste(_logo(), (MARGIN, 64))
    _draw_line(canvas, site, (MARGIN + 76, 105), TEXT_WIDTH - 76, 38, 600, INK)
    style = choose_style(title := tidy_text(title), TITLE_WEIGHT)
    # A title in letters that no installed font has is replaced by the name of the site.
    drawn = "".join(run for run, _ in style.runs(title))
    if 2 * sum(map(str.isalnum, drawn)) < sum(map(str.isalnum, title)):
        style = choose_style(title := site, TITLE_WEIGHT)
    size, lines = fit_title(title, style)
    top = TITLE_TOP + (TITLE_HEIGHT - len(lines) * size * LEADING) / 2
    for number, line in enumerate(lines):
        left = WIDTH - MARGIN - style.width(line, size) if style.is_rtl else MARGIN
        style.draw(canvas, (left, top + (number + 0.79) * size * LEADING), line, size, INK)
    canvas.line((MARGIN, 512, WIDTH - MARGIN, 512), fill="#ddd8cc", width=2)
    wide = choose_style(count, 600).width(count, 34)
    _draw_line(canvas, count, (WIDTH - MARGIN - wide, 571), TEXT_WIDTH, 34, 600, ACCENT)
    room = TEXT_WIDTH - wide - 40 * bool(count)
    _draw_line(canvas, ", ".join(filter(None, below)), (MARGIN, 571), room, 34, 400, SOFT)
    out = io.BytesIO()
    picture.quantize(64).save(out, "PNG")  # text needs few shades between ink and paper
    return out.getvalue()


def fit_title(title: str, style: TextStyle) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits without split words, if any; and its lines."""
    units = _UNIT.findall(title)
    for size in TITLE_SIZES:
        measure = partial(style.width, size=size)
        most = int(TITLE_HEIGHT / (size * LEADING))
        longest = ceil(max(map(measure, units), default=0))
        if longest > TEXT_WIDTH and size != TITLE_SIZES[-1]:
            continue
        lines = fill_lines(units, TEXT_WIDTH, measure)
        if len(lines) <= most:
            break
    else:
        rest = "".join(lines[most - 1 :])
        return size, [*lines[: most - 1], truncate_line(rest, TEXT_WIDTH, measure)]
    # The narrowest that takes no more lines makes them as equal in length as possible.
    widths = range(min(longest, TEXT_WIDTH), TEXT_WIDTH)
    fewer = bisect_left(widths, -len(lines), key=lambda w: -len(fill_lines(units, w, measure)))
    return size, fill_lines(units, widths.start + fewer, measure)


def fill_lines(units: list[str], width: float, measure: Measure) -> list[str]:
    """Break text into lines as full as possible; a word wider than a line is split."""
    lines = [""]
    for unit in units:
        if lines[-1] and measure(lines[-1] + unit) > width:
            lines.append("")
        while measure(unit) > width and len(unit) > 1:
            dash = "-" if unit[0].isascii() else ""
            end = _count_fitting(unit, dash, width, measure) or 1
            lines[-1:] = [unit[:end] + dash, ""]
            unit = unit[end:]
        lines[-1] += unit
    return lines


def truncate_line(line: str, width: float, measure: Measure) -> str:
    """Shorten a line, with an ellipsis, to what fits this width."""
    if measure(line) <= width:
        return line
    return line[: _count_fitting(line, "…", width, measure)].rstrip(" …,") + "…"


def _count_fitting(text: str, end: str, width: float, measure: Measure) -> int:
    """Return the number of characters that fit with this end."""
    return bisect_right(range(1, len(text)), width, key=lambda n: measure(text[:n] + end))


def _draw_line(
    canvas: ImageDraw.ImageDraw, text: str, at: Point, room: float, size: int, weight: int, ink: str
) -> None:
    style = choose_style(text, weight)
    line = truncate_line(text, room, partial(style.width, size=size))
    style.draw(canvas, at, line, size, ink)


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
