"""The ink of small multiples: a figure and a style go in; a panel for each series, all on one time axis, comes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.amounts import amount, from_zero, rounds, trimmed
from iria_reports.drawing.boxes import Box, Point, level_line
from iria_reports.drawing.faces import SEMIBOLD, Faces, Type
from iria_reports.drawing.labelling import Obstacles, Wish, label, segments
from iria_reports.drawing.measure import printed_width
from iria_reports.drawing.panels import Cell, Margins, grid_of
from iria_reports.drawing.scale import TimeScale
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.short_axis import between_ends, ticks_at
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import Text, beside, block, height_of, put
from iria_reports.report import CellValue, Figure

STEPS = 4
BESIDE = 5.0
DOT, LONE, RING = 2.2, 1.7, 1.0
HEADROOM = 6.0  # for the words of a hollow dot under a title
FEW = 4  # panels on one scale whose first values are named too
TICK = 2.5

Run = tuple[Point, ...]


@dataclass(frozen=True)
class Series:
    """One panel's values in runs between gaps, those beside the line, and the round values and ends of its scale."""

    title: str
    runs: tuple[tuple[tuple[date, float], ...], ...]
    others: tuple[tuple[date, float], ...]
    steps: tuple[float, ...]
    low: float
    high: float

    @property
    def last(self) -> float:
        return self.runs[-1][-1][1]


@dataclass(frozen=True)
class Panel:
    """A panel in its place: its plot, its lines, the heights of its scale's lines, and the words on it.

    rings  values beside the line
    dots   values of the line that are named, besides the last
    """

    plot: Box
    runs: tuple[Run, ...]
    rings: tuple[Point, ...]
    dots: tuple[Point, ...]
    grid: tuple[tuple[float, bool], ...]
    ticks: tuple[float, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink."""

    width: float
    height: float
    panels: tuple[Panel, ...]
    aside: tuple[Text, ...] = ()


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The panels as SVG."""
    faces = Faces(style.fonts, style.family)
    layout = lay_out(figure, style, language)
    sheet = Sheet((layout.width, layout.height), faces, outlined=style.outlined)
    for panel in layout.panels:
        _ground(sheet, panel, (faces, style))
        _lines(sheet, panel, style)
        put(sheet, panel.texts)
    for text in layout.aside[:1]:
        sheet.circle((DOT, text.at[1] - text.type.size * 0.32), DOT, style.paper, Stroke(style.house, RING))
    put(sheet, layout.aside)
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str) -> Layout:
    """Everything in its place: panels in rows, the scale's numbers on the left, the last value beside its point."""
    faces, width = Faces(style.fonts, style.family), printed_width(figure, style)
    small = Type(style.small_size, style.muted)
    series = series_of(figure)
    gutter = max(faces.widest([number(step, language) for step in one.steps], small) for one in series) + BESIDE
    value = Type(style.small_size, style.house, SEMIBOLD)
    right = max(faces.width(number(one.last, language), value) for one in series) + BESIDE + DOT
    margins = Margins(gutter, gutter if figure.options["scale"] == "own" else 0.0, right)
    title = Type(style.text_size, style.ink, SEMIBOLD)
    grid = grid_of([one.title for one in series], width, margins, (faces, title, figure.options["across"]))
    panels = [
        _panel(one, cell, figure, (faces, style, language), right) for one, cell in zip(series, grid.cells, strict=True)
    ]
    foot = max((text.box(faces).bottom for panel in panels for text in panel.texts), default=grid.bottom)
    aside = _aside(figure.options["aside"], foot + 5, width, (faces, small))
    return Layout(width, max(foot, grid.bottom, *(text.box(faces).bottom for text in aside)) + 1, tuple(panels), aside)


def _aside(told: Sequence[str], top: float, width: float, setting: tuple[Faces, Type]) -> tuple[Text, ...]:
    """What the hollow dots stand for, in words."""
    faces, type = setting
    start = 2 * DOT + 4
    lines = faces.wrapped("; ".join(told), type, width - start)
    return tuple(block(lines, (start, top), type)) if told else ()


def series_of(figure: Figure) -> list[Series]:
    """The figure's rows as series, broken where a value is missing or the meaning broke the line."""
    rows: dict[str, list[tuple[int, dict[str, CellValue]]]] = {}
    for at, record in enumerate(figure.table.records()):
        rows.setdefault(str(record["series"]), []).append((at, record))
    values = [amount(record["value"]) for group in rows.values() for _, record in group if record["value"] is not None]
    common = _scale(values)
    series = []
    for title, group in rows.items():
        runs = tuple(_runs(group, set(figure.options["breaks"])))
        others = tuple(_others(group))
        own = [value for run in (*runs, others) for _, value in run]
        series.append(Series(title, runs, others, *(_scale(own) if figure.options["scale"] == "own" else common)))
    return series


def _scale(values: Sequence[float]) -> tuple[tuple[float, ...], float, float]:
    low, high = from_zero(min(values), max(values))
    steps, bottom, top = trimmed(rounds(low, high, STEPS), low, high)
    return tuple(steps), bottom, top


def _others(group: Sequence[tuple[int, dict[str, CellValue]]]) -> Iterator[tuple[date, float]]:
    for _, record in group:
        if record.get("beside") is not None and isinstance(day := record["date"], date):
            yield day, amount(record["value"])


def _runs(
    group: Sequence[tuple[int, dict[str, CellValue]]], breaks: set[int]
) -> Iterator[tuple[tuple[date, float], ...]]:
    run: list[tuple[date, float]] = []
    for at, record in group:
        day, value = record["date"], record["value"]
        if record.get("beside") is not None:
            continue
        if run and (value is None or at in breaks):
            yield tuple(run)
            run = []
        if value is not None:
            assert isinstance(day, date)
            run.append((day, amount(value)))
    if run:
        yield tuple(run)


def _panel(series: Series, cell: Cell, figure: Figure, setting: tuple[Faces, Style, str], margin: float) -> Panel:
    faces, style, language = setting
    plot, own = cell.plot, figure.options["scale"] == "own"
    start, end = (date.fromisoformat(figure.options[key]) for key in ("from", "to"))
    scale = TimeScale(start, end, plot.left, plot.right)
    headroom = HEADROOM if figure.options["aside"] else 0.0

    def level(value: float) -> float:
        return plot.bottom - (value - series.low) / (series.high - series.low) * (plot.bottom - plot.top - headroom)

    small = Type(style.small_size, style.muted)
    runs = tuple(tuple((scale.middle(day), level(value)) for day, value in run) for run in series.runs)
    texts = list(cell.title)
    grid = tuple((level(step), step == 0) for step in series.steps)
    if cell.first or own:
        words = [number(step, language) for step in series.steps]
        texts += _scale_words([y for y, _ in grid], words, plot.left - BESIDE, small)
    x, y = runs[-1][-1]
    value = Type(style.small_size, style.house, SEMIBOLD)
    half = small.size / 2
    middle = min(max(y, plot.top + half), plot.bottom - half)
    texts += beside([number(series.last, language)], (x + DOT + BESIDE - 2, middle), value)
    rings = tuple((scale.middle(day), level(amount_)) for day, amount_ in series.others)
    named = _named(series) if own or len(figure.options["panels"]) <= FEW else []
    dots = tuple((scale.middle(day), level(amount_)) for day, amount_ in named)
    told = [number(amount_, language) for _, amount_ in (*series.others, *named)]
    frame = Box(plot.left + 2, plot.top - 2, plot.right + margin, plot.bottom - 1.5)
    texts += _beside_points((*rings, *dots), told, (runs, texts), (frame, faces, value))
    if cell.lowest:
        texts += between_ends(scale, plot.bottom + TICK, figure.options["grain"], (faces, small, language))
    days = [record["date"] for record in figure.table.records() if isinstance(record["date"], date)]
    ticks = ticks_at(scale, days)
    return Panel(plot, runs, rings, dots, grid, tuple(ticks), tuple(texts))


def _named(series: Series) -> list[tuple[date, float]]:
    """The first value, and the highest where the last is lower: besides the last, those that tell the course."""
    points = [point for run in series.runs for point in run]
    highest = max(points, key=lambda point: point[1])
    named = [points[0]] if len(points) > 1 else []
    return named + [highest] * (highest[1] > series.last and highest != points[0])


def _beside_points(
    points: Sequence[Point],
    told: Sequence[str],
    taken: tuple[Sequence[Run], Sequence[Text]],
    setting: tuple[Box, Faces, Type],
) -> Iterator[Text]:
    """The values of points beside them, clear of the lines and of the words there are; one without room is left out."""
    (runs, texts), (frame, faces, type) = taken, setting
    marks = [Box(x, y, x, y).grown(DOT) for x, y in (*points, *(point for run in runs for point in run))]
    around = Obstacles([text.box(faces) for text in texts], marks, [line for run in runs for line in segments(run)])
    for point, words in zip(points, told, strict=True):
        place = label(Wish(point, DOT, ((faces.width(words, type), height_of([words], type)),)), frame, around)
        if place is not None and place.leader is None and place.cost < around.crossing:
            yield from block([words], (place.box.left, place.box.top), type)


def _scale_words(heights: Sequence[float], words: Sequence[str], x: float, type: Type) -> Iterator[Text]:
    """The scale's numbers, all of them or, in a low panel, the first and the last."""
    roomy = heights[0] - heights[1] >= type.leading
    for y, line in zip(heights, words, strict=True):
        if roomy or y in (heights[0], heights[-1]):
            yield from beside([line], (x, y), type, "right")


def _ground(sheet: Sheet, panel: Panel, setting: tuple[Faces, Style]) -> None:
    """The scale's lines, broken at words, that of zero in ink; the time's ticks under them."""
    faces, style = setting
    plot = panel.plot
    for y, zero in panel.grid:
        pieces = level_line(y, (plot.left, plot.right), [text.box(faces) for text in panel.texts])
        sheet.lines(pieces, Stroke(style.ink, 0.7) if zero else Stroke(style.rule, 0.4))
    if not any(zero and y > plot.bottom - 0.01 for y, zero in panel.grid):
        sheet.line([(plot.left, plot.bottom), (plot.right, plot.bottom)], Stroke(style.muted, 0.4))
    for x in panel.ticks:
        sheet.line([(x, plot.bottom), (x, plot.bottom + TICK)], Stroke(style.muted, 0.4))


def _lines(sheet: Sheet, panel: Panel, style: Style) -> None:
    """Lines from gap to gap; a value alone between two gaps is a dot, the last one a larger dot."""
    for run in panel.runs:
        if len(run) > 1:
            sheet.line(run, Stroke(style.house, 1.3))
        else:
            sheet.circle(run[0], LONE, style.house)
    for dot in panel.dots:
        sheet.circle(dot, LONE, style.house)
    for ring in panel.rings:
        sheet.circle(ring, DOT, style.paper, Stroke(style.house, RING))
    sheet.circle(panel.runs[-1][-1], DOT, style.house)
