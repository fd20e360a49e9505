"""The ink of events per day: a figure and a style go in; a bar for each day, stacked by type, as SVG comes out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.amounts import amount, gridlines
from iria_reports.drawing.axis import AXIS_FOOT, below_axis
from iria_reports.drawing.boxes import Box, Point, level_line
from iria_reports.drawing.faces import SEMIBOLD, Faces, Type
from iria_reports.drawing.fills import fill_of, paint
from iria_reports.drawing.measure import printed_width
from iria_reports.drawing.scale import TimeScale
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.stack_names import Names, Part, beside_parts, key_above, widest_name
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import Text, put
from iria_reports.report import CellValue, Figure

HEIGHTS = (160.0, 200.0)
WIDEST_BAR, SHARE = 34.0, 0.78  # of a bar, in points and of its day
ABOVE = 3.0  # from a bar to its total
LEAST = 0.9  # a day with events never looks empty
SEAM = 0.6  # of paper between two parts
NOTHING, ROOM = 1.1, 5.0  # the ring on a day without events, and how wide a day must be for it
WIDEST_NAMES, BESIDE_LAST = 0.28, 9.0  # of the width, beside the last bar; and from that bar to them
NUMBERED = 9.0  # a day narrower than this has no total in digits
LEFT = 8.0  # from the plot's edge to the first day


@dataclass(frozen=True)
class Attempt:
    """One way to lay it out: how tall the plot is, and what is kept free above it and on its right."""

    height: float
    above: float
    right: float


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink; `empty` are the feet of days without events."""

    width: float
    plot: Box
    scale: TimeScale
    grid: tuple[tuple[float, str], ...]
    parts: tuple[Part, ...]
    totals: tuple[Text, ...]
    empty: tuple[Point, ...]
    names: Names


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The days as SVG."""
    faces = Faces(style.fonts, style.family)
    layout = lay_out(figure, style, language)
    fills = [fill_of(figure.options["hues"][type], style) for type in figure.options["types"]]
    sheet = Sheet((layout.width, layout.plot.bottom + AXIS_FOOT), faces, outlined=style.outlined)
    _ground(sheet, layout, (faces, style))
    for part in layout.parts:
        seam = SEAM if part.box.bottom - part.box.top > 2 * SEAM and part.category else 0.0
        box = Box(part.box.left, part.box.top, part.box.right, part.box.bottom - seam)
        paint(sheet, box, fills[part.category], style.paper)
    below_axis(sheet, layout.scale, layout.plot.bottom, (faces, style, language))
    for foot in layout.empty:
        sheet.circle((foot[0], foot[1] - 2 * NOTHING - 1), NOTHING, style.paper, Stroke(style.muted, 0.6))
    for leader in layout.names.leaders:
        sheet.line(leader, Stroke(style.muted, 0.5))
    for category, box in enumerate(layout.names.swatches):
        paint(sheet, box, fills[category], style.paper)
    put(sheet, [*layout.totals, *layout.names.texts])
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str) -> Layout:
    """Everything in its place: each type named beside its bars, in a taller plot or right of it; else a key above."""
    faces, width = Faces(style.fonts, style.family), printed_width(figure, style)
    setting, types = (faces, style, language), figure.options["types"]
    name = Type(style.small_size, style.ink, SEMIBOLD)
    if len(types) == 1:
        return _laid_out(figure, Attempt(HEIGHTS[0], 0.0, 0.0), setting)
    room = min(widest_name(types, faces, name), width * WIDEST_NAMES) + BESIDE_LAST
    for attempt in (Attempt(height, 0.0, right) for height in HEIGHTS for right in (0.0, room)):
        layout = _laid_out(figure, attempt, setting)
        frame = Box(layout.plot.left + 2, 0.0, width, layout.plot.bottom - 1)
        words = [text.box(faces) for text in layout.totals]
        names = beside_parts(types, layout.parts, words, (frame, faces, name))
        if names is not None:
            return replace(layout, names=names)
    key = key_above(types, width, (faces, name))
    above = max(text.box(faces).bottom for text in key.texts) + 5
    return replace(_laid_out(figure, Attempt(HEIGHTS[0], above, 0.0), setting), names=key)


def _laid_out(figure: Figure, attempt: Attempt, setting: tuple[Faces, Style, str]) -> Layout:
    faces, style, language = setting
    width, records = printed_width(figure, style), list(figure.table.records())
    days = [record["date"] for record in records if isinstance(record["date"], date)]
    totals = [amount(record["total"]) for record in records]
    small = Type(style.small_size, style.muted)
    numbered = _numbered(totals, (width - attempt.right - LEFT) / len(days), (faces, small, language))
    grid_at = [] if numbered else _scale(totals)
    gutter = faces.widest([number(value, language) for value in grid_at], small) + 6 if grid_at else 0.0
    plot = Box(gutter, attempt.above, width - attempt.right - 1, attempt.above + attempt.height)
    scale = TimeScale(days[0], days[-1], plot.left + LEFT, plot.right)
    ceiling = max(*totals, *grid_at, 0.0) or 1.0
    room = plot.bottom - plot.top - small.size - ABOVE - 2

    def level(value: float) -> float:
        return plot.bottom - value / ceiling * room

    parts = [part for at, record in enumerate(records) for part in _parts(at, record, (scale, days[at], level))]
    tops = {part.day: min(part.box.top, plot.bottom - LEAST) for part in parts}
    words = []
    for at, total in enumerate(totals):
        if numbered or (total == max(totals) > 0 and totals.count(total) == 1):
            type = Type(style.small_size, style.ink if total else style.muted)
            words.append(
                Text(
                    number(total, language), (scale.middle(days[at]), tops.get(at, plot.bottom) - ABOVE), type, "centre"
                )
            )
    empty = [(scale.middle(day), plot.bottom) for day, total in zip(days, totals, strict=True) if not total]
    rings = tuple(empty) if not numbered and scale.per_day >= ROOM else ()
    grid = tuple((level(value), number(value, language)) for value in grid_at)
    return Layout(width, plot, scale, grid, tuple(parts), tuple(words), rings, Names(()))


def _scale(totals: list[float]) -> list[float]:
    """Round values, whole ones where whole events are counted."""
    values = gridlines(max(totals))
    whole = all(total == int(total) for total in totals)
    return [value for value in values if value == int(value)] if whole else values


def _numbered(totals: list[float], per_day: float, setting: tuple[Faces, Type, str]) -> bool:
    """Whether every day is wide enough for its total in digits; then no scale is needed."""
    faces, type, language = setting
    return max(faces.widest([number(total, language) for total in totals], type) + 2, NUMBERED) <= per_day


def _parts(
    day: int, record: dict[str, CellValue], place: tuple[TimeScale, date, Callable[[float], float]]
) -> Iterator[Part]:
    """A day's parts from the foot of its bar; one that would not be seen is drawn just high enough to be."""
    scale, when, level = place
    half = min(scale.per_day * SHARE, WIDEST_BAR) / 2
    left, right = scale.middle(when) - half, scale.middle(when) + half
    counts = [amount(value) for name, value in record.items() if name.startswith("type_")]
    total = below = 0.0
    if sum(counts) > 0 and level(0) - level(sum(counts)) < LEAST:
        yield Part(day, counts.index(max(counts)), Box(left, level(0) - LEAST, right, level(0)))
        return
    for category, count in enumerate(counts):
        total = below + count
        if count:
            yield Part(day, category, Box(left, level(total), right, level(below)))
        below = total


def _ground(sheet: Sheet, layout: Layout, setting: tuple[Faces, Style]) -> None:
    """The scale's lines, broken at words."""
    faces, style = setting
    small, plot = Type(style.small_size, style.muted), layout.plot
    taken = [text.box(faces) for text in (*layout.totals, *layout.names.texts)]
    for y, words in layout.grid:
        if y < plot.bottom:
            sheet.lines(level_line(y, (plot.left, plot.right), taken), Stroke(style.rule, 0.4))
        sheet.words((plot.left - 5, y + small.size * 0.32), words, small, "right")
