"""Bar and line plots as SVG, each with its numbers in a table too.

Horizontally everything is in per cent of the picture, so that it fits any screen while letters keep
their size; vertically it is in pixels. Colours come from the style sheet, by class.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

HEIGHT = 200
TOP, FOOT = 12, 24  # above the plot, and below it for the labels
LEFT, RIGHT = 9.0, 100.0  # per cent; the numbers of the vertical axis are left of LEFT
MOST_LABELS = 7  # below the plot; more would overlap on a phone


class PlotSeries(NamedTuple):
    """A series with a value for each place along the horizontal axis; None for no value."""

    name: str
    values: Sequence[float | None]


class PlotBar(NamedTuple):
    x: str
    y: str
    width: str
    height: str
    series: int
    title: str


class PlotStroke(NamedTuple):
    x1: str
    y1: str
    x2: str
    y2: str
    series: int


class PlotDot(NamedTuple):
    x: str
    y: str
    series: int
    title: str


class AxisLabel(NamedTuple):
    """A label along an axis."""

    at: str
    text: str


class Plot(NamedTuple):
    """A plot for a template, with the same data as a table."""

    name: str  # for the ids of the page
    title: str
    description: str
    head: str  # the heading of the labels along the foot
    series: list[str]
    rows: list[tuple[str, list[str]]]
    bars: list[PlotBar]
    strokes: list[PlotStroke]
    dots: list[PlotDot]
    below: list[AxisLabel]
    aside: list[AxisLabel]
    height: int = HEIGHT
    foot: int = HEIGHT - 6
    left: str = f"{LEFT}%"


def bar_plot(name: str, title: str, head: str, labels: Sequence[str], *series: PlotSeries) -> Plot:
    """Return a bar plot, with a bar of each series at each place."""
    plot = _frame(name, title, head, labels, series)
    top = _axis_maximum(series)
    place = (RIGHT - LEFT) / max(len(labels), 1)
    width = place * 0.76 / len(series)
    for number, one in enumerate(series):
        for index, value in enumerate(one.values):
            if not value:
                continue
            y = _y_of(value, top)
            x = LEFT + place * (index + 0.12) + width * number
            plot.bars.append(
                PlotBar(
                    _percent(x),
                    _pixels(y),
                    _percent(width),
                    _pixels(HEIGHT - FOOT - y),
                    number + 1,
                    f"{labels[index]}: {one.name} {number_format(value)}",
                )
            )
    return plot


def line_plot(name: str, title: str, head: str, labels: Sequence[str], *series: PlotSeries) -> Plot:
    """Return a line plot, each line broken where its series has no value."""
    plot = _frame(name, title, head, labels, series)
    top = _axis_maximum(series)
    for number, one in enumerate(series):
        before = None
        for index, value in enumerate(one.values):
            if value is None:
                before = None
                continue
            here = (_x_of(index, len(labels)), _y_of(value, top))
            if before:
                ends = (_percent(before[0]), _pixels(before[1]), _percent(here[0]))
                plot.strokes.append(PlotStroke(*ends, _pixels(here[1]), number + 1))
            says = f"{labels[index]}: {one.name} {number_format(value)}"
            plot.dots.append(PlotDot(_percent(here[0]), _pixels(here[1]), number + 1, says))
            before = here
    return plot


def _frame(
    name: str, title: str, head: str, labels: Sequence[str], series: Sequence[PlotSeries]
) -> Plot:
    top = _axis_maximum(series)
    step = -(-len(labels) // MOST_LABELS) or 1
    return Plot(
        name,
        title,
        " ".join(_peak_in_words(one, labels) for one in series),
        head,
        [one.name for one in series],
        [
            (label, [_table_cell(one.values[index]) for one in series])
            for index, label in enumerate(labels)
        ],
        [],
        [],
        [],
        [
            AxisLabel(_percent(_x_of(index, len(labels))), labels[index])
            for index in range(0, len(labels), step)
        ],
        [AxisLabel(_pixels(_y_of(value, top)), number_format(value)) for value in _ticks(top)],
    )


def _peak_in_words(one: PlotSeries, labels: Sequence[str]) -> str:
    """Return the peak of a series in words."""
    known = [(value, label) for value, label in zip(one.values, labels, strict=True) if value]
    if not known:
        return _("%(name)s: nothing in this period.") % {"name": one.name}
    value, label = max(known, key=lambda pair: pair[0])
    return _("%(name)s: the highest is %(value)s (%(place)s).") % {
        "name": one.name,
        "value": number_format(value),
        "place": label,
    }


def _axis_maximum(series: Sequence[PlotSeries]) -> int:
    """Return a round number that no value exceeds."""
    most = max((value or 0 for one in series for value in one.values), default=0)
    size = 1
    while True:
        for step in (1, 2, 4, 10):
            if most <= step * size:
                return max(step * size, 4)
        size *= 10


def _ticks(top: int) -> list[int]:
    parts = 4 if top % 4 == 0 else 2
    return [int(top * part / parts) for part in range(parts + 1)]


def _x_of(index: int, count: int) -> float:
    return LEFT + (RIGHT - LEFT) * (index + 0.5) / max(count, 1)


def _y_of(value: float, top: float) -> float:
    return HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * value / top


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _pixels(value: float) -> str:
    return f"{value:.1f}"


def _table_cell(value: float | None) -> str:
    return "–" if value is None else number_format(value)
