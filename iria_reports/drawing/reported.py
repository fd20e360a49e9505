"""The ink of reported figures: a figure and a style go in; points, steps and their speakers as SVG come out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.amounts import amount, gridlines_from
from iria_reports.drawing.axis import AXIS_FOOT, below_axis
from iria_reports.drawing.boxes import Box, Point, level_line
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import ASCENT, SEMIBOLD, Faces, Type
from iria_reports.drawing.labelling import Label, Obstacles, Wish, label, segments
from iria_reports.drawing.measure import printed_width
from iria_reports.drawing.scale import TimeScale
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.drawing.ways import RADIUS, Way, draw_key, draw_line, draw_mark, key_of, ways_of
from iria_reports.report import CellValue, Figure

HEIGHTS = (240.0, 270.0, 300.0, 340.0, 400.0, 480.0, 600.0)
FAR = 45.0  # a label that costs more than this is worth a taller plot
TALL_ENOUGH = 300.0
ROUNDS, UNPLACED = 12, 1e6
HEADROOM = 1.12
CROSS = 2.4
SHORT_LIFE = RADIUS + 2 * CROSS + 2  # between a ring and the cross at its end
SPEAKER_WIDTHS = (56.0, 96.0, 140.0)  # the first costs least

Level = Callable[[float], float]


@dataclass(frozen=True)
class Mark:
    """One statement in its place; `gone` is where a withdrawn one ends, else None, and `way` how it is drawn."""

    at: Point
    top: float
    gone: float | None
    figure: str
    speaker: str
    note: str
    way: Way


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink; `runs` are the lines, one for each of the `ways` of counting."""

    width: float
    height: float
    plot: Box
    scale: TimeScale
    grid: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    ways: tuple[Way, ...]
    key: tuple[tuple[Way, Point], ...]
    runs: tuple[tuple[Point, ...], ...]
    labels: dict[int, Label]


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The figures as SVG."""
    faces = Faces(style.fonts, style.family)
    layout = lay_out(figure, style, language)
    sheet = Sheet((layout.width, layout.height), faces, outlined=style.outlined)
    draw_key(sheet, layout.key, (Type(style.small_size, style.ink), style.paper))
    _ground(sheet, layout, style)
    below_axis(sheet, layout.scale, layout.plot.bottom, (faces, style, language))
    _lines(sheet, layout, style)
    for at, place in layout.labels.items():
        _words(sheet, layout.marks[at], place, (faces, style))
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str) -> Layout:
    """Everything in its place; in a taller plot where some label finds no place, or only one far off."""
    faces = Faces(style.fonts, style.family)
    best: Layout | None = None
    for height in HEIGHTS:
        layout = _laid_out(figure, (style, faces, language), height)
        complete = len(layout.labels) == len(layout.marks)
        if complete and max(one.cost for one in layout.labels.values()) < FAR:
            return layout
        if best is None or _worse(best, layout):
            best = layout
        if height >= TALL_ENOUGH and len(best.labels) == len(best.marks):
            break
    assert best is not None
    return best


def _worse(one: Layout, other: Layout) -> bool:
    """Whether the first leaves more figures unnamed, or names them farther off."""
    return (-len(one.labels), sum(label.cost for label in one.labels.values())) > (
        -len(other.labels),
        sum(label.cost for label in other.labels.values()),
    )


def _laid_out(figure: Figure, setting: tuple[Style, Faces, str], height: float) -> Layout:
    style, faces, language = setting
    width = printed_width(figure, style)
    records = list(figure.table.records())
    most = max(max(amount(one.get("value_high")), amount(one["value"])) for one in records)
    base = float(figure.options["scale_from"])
    grid_at = gridlines_from(base, most + (most - base) * (HEADROOM - 1))
    small = Type(style.small_size, style.muted)
    gutter = faces.widest([number(value, language) for value in grid_at], small) + 6
    ways = _ways(figure, records, style)
    own = figure.options["own_name"]
    hollow = [Way(own, style.muted, (), 0, joined=False, hollow=True)] if own else []
    entries = key_of([*ways.values(), *hollow], width, (faces, small))
    above = entries[-1][1][1] + small.leading + 5 if entries else 0.0
    plot = Box(gutter, above + small.leading + 2, width - 3, above + height - AXIS_FOOT)
    start, end = (date.fromisoformat(figure.options[key]) for key in ("from", "to"))
    scale = TimeScale(start, end, plot.left + 8, plot.right)
    ceiling = max(most + (most - base) * (HEADROOM - 1), grid_at[-1])

    def level(value: float) -> float:
        return plot.bottom - (value - base) / (ceiling - base or 1) * (plot.bottom - plot.top)

    usual = next(iter(ways.values()), None) or ways_of([""], style)[0]
    marks = tuple(
        _mark(record, (note, replace(ways.get(record.get("scope"), usual), hollow=own)), (scale, level), language)
        for record, note, own in zip(records, figure.options["notes"], figure.options["own"], strict=True)
    )
    runs = _runs(marks, tuple(ways.values()), scale.middle(date.fromisoformat(figure.options["stands_to"])))
    grid = tuple((level(value), number(value, language)) for value in grid_at)
    labels = _labels(marks, runs, plot, (faces, style))
    height += above
    return Layout(width, height, plot, scale, grid, marks, tuple(ways.values()), tuple(entries), runs, labels)


def _ways(figure: Figure, records: Sequence[dict[str, CellValue]], style: Style) -> dict[CellValue, Way]:
    """Each way of counting that stands, that of the last figure first; a line joins those that somebody gave."""
    given = [
        record.get("scope")
        for record, own in zip(records, figure.options["own"], strict=True)
        if record.get("withdrawn_on") is None and not own
    ]
    names = list(dict.fromkeys([*given[-1:], *given]))
    ways = zip(names, ways_of([str(name or "") for name in names], style), strict=True)
    return {name: replace(way, joined=given.count(name) > 1) for name, way in ways}


def _mark(record: dict[str, CellValue], told: tuple[str, Way], scales: tuple[TimeScale, Level], language: str) -> Mark:
    scale, level = scales
    said, value, high, gone = record["date"], record["value"], record.get("value_high"), record.get("withdrawn_on")
    assert isinstance(said, date)
    assert isinstance(value, int | float)
    words = number(value, language)
    top = level(value)
    if isinstance(high, int | float):
        words, top = f"{words}–{number(high, language)}", level(high)
    end = scale.middle(gone) if isinstance(gone, date) else None
    return Mark((scale.middle(said), level(value)), top, end, words, str(record["label"]), *told)


def _runs(marks: Sequence[Mark], ways: Sequence[Way], stands_to: float) -> tuple[tuple[Point, ...], ...]:
    """A line of steps for each way of counting; the last figure given stands to the chart's end."""
    runs = []
    for way in ways:
        steps = _steps([mark.at for mark in marks if mark.gone is None and mark.way == way])
        if way == ways[0] and stands_to > steps[-1][0]:
            steps = (*steps, (stands_to, steps[-1][1]))
        runs.append(steps)
    return tuple(runs)


def _steps(points: Sequence[Point]) -> tuple[Point, ...]:
    """Each value stands until the next is given."""
    chain = list(points[:1])
    for before, here in pairwise(points):
        chain += [(here[0], before[1]), here]
    return tuple(chain)


def _told(mark: Mark, limit: float, faces: Faces, style: Style) -> list[tuple[str, Type]]:
    """The label's lines: the figure, who gave it, and what became of it."""
    small, gone = Type(style.small_size, style.ink), mark.gone is not None
    figure = Type(style.text_size + 1.5, style.muted if gone else mark.way.colour, SEMIBOLD)
    lines = [(mark.figure, figure)]
    count = len(faces.wrapped(mark.speaker, small, limit))
    lines += [(line, small) for line in faces.balanced(mark.speaker, small, count)]
    return lines + ([(mark.note, Type(style.small_size, style.accent, SEMIBOLD))] if mark.note else [])


def _size(lines: Sequence[tuple[str, Type]], faces: Faces) -> tuple[float, float]:
    width = max(faces.width(words, type) for words, type in lines)
    return width, sum(type.leading for _, type in lines)


def _labels(
    marks: Sequence[Mark], runs: Sequence[Sequence[Point]], plot: Box, setting: tuple[Faces, Style]
) -> dict[int, Label]:
    """A place for every label that finds one, by the number of its mark.

    Whoever came off worst in one round chooses first in the next; the cheapest round wins.
    """
    wishes = [
        Wish(mark.at, RADIUS, tuple(_size(_told(mark, limit, *setting), setting[0]) for limit in SPEAKER_WIDTHS))
        for mark in marks
    ]
    frame = Box(plot.left + 2, 0.0, plot.right + 3, plot.bottom - 1.5)
    order, tried, chance = list(range(len(marks))), [], Random(len(marks))
    for _ in range(ROUNDS):
        around = _obstacles(marks, runs)
        placed = {at: place for at in order if (place := label(wishes[at], frame, around))}
        tried.append(placed)
        worst = max(order, key=lambda at: placed[at].cost if at in placed else UNPLACED)
        order.remove(worst)
        order.insert(0, worst)
        if len(tried) % 3 == 0:
            chance.shuffle(order)
    best = min(tried, key=lambda placed: (-len(placed), sum(one.cost for one in placed.values())))
    return {at: best[at] for at in sorted(best)}


def _obstacles(marks: Sequence[Mark], runs: Sequence[Sequence[Point]]) -> Obstacles:
    boxes = [Box(mark.at[0], mark.top, mark.at[0], mark.at[1]).grown(RADIUS) for mark in marks]
    ends = [Box(mark.gone, mark.at[1], mark.gone, mark.at[1]).grown(RADIUS) for mark in marks if mark.gone is not None]
    fates = [(mark.at, (mark.gone, mark.at[1])) for mark in marks if mark.gone is not None]
    return Obstacles(marks=boxes + ends, lines=[piece for run in runs for piece in segments(run)] + fates)


def _ground(sheet: Sheet, layout: Layout, style: Style) -> None:
    small, plot = Type(style.small_size, style.muted), layout.plot
    for y, words in layout.grid:
        if y < plot.bottom:
            labels = (label.box for label in layout.labels.values())
            sheet.lines(level_line(y, (plot.left, plot.right), labels), Stroke(style.rule, 0.4))
        sheet.words((plot.left - 5, y + small.size * 0.32), words, small, "right")


def _lines(sheet: Sheet, layout: Layout, style: Style) -> None:
    """Standing figures are solid and joined by steps; a withdrawn one is hollow, its life dashed, its end crossed."""
    for way, run in zip(layout.ways, layout.runs, strict=True):
        if len(run) > 1:
            draw_line(sheet, run, way, style.paper)
    for one in layout.marks:
        x, y = one.at
        colour = one.way.colour if one.gone is None else style.accent
        if one.top < y:
            sheet.rectangle(Box(x - 1.6, one.top, x + 1.6, y), blend(colour, style.paper, 0.45))
            sheet.line([(x - RADIUS, one.top), (x + RADIUS, one.top)], Stroke(colour, 1.1))
        if one.gone is None:
            draw_mark(sheet, one.at, one.way, style.paper)
            continue
        _withdrawn(sheet, one, style)


def _withdrawn(sheet: Sheet, one: Mark, style: Style) -> None:
    """A ring, and a cross where its life ends; a cross within the ring where that was too short to be drawn."""
    (x, y), end, arm = one.at, one.gone or one.at[0], CROSS
    short = end - x < SHORT_LIFE
    if not short:
        sheet.line([one.at, (end, y)], Stroke(style.accent, 0.9, (2.2, 1.6)))
    sheet.circle(one.at, RADIUS + 1.0 * short, style.paper, Stroke(style.accent, 1.1))
    if short:
        end, arm = x, (RADIUS + 1.0) * 0.7
    for tilt in (1, -1):
        sheet.line([(end - arm, y - arm * tilt), (end + arm, y + arm * tilt)], Stroke(style.accent, 1.2 - 0.3 * short))


def _words(sheet: Sheet, mark: Mark, place: Label, setting: tuple[Faces, Style]) -> None:
    faces, style = setting
    if place.leader:
        sheet.line(place.leader, Stroke(style.muted, 0.45))
    y = place.box.top
    x = place.box.left if place.side == "right" else place.box.right
    for words, type in _told(mark, SPEAKER_WIDTHS[place.shape], faces, style):
        baseline = y + type.size * ASCENT
        sheet.words((x, baseline), words, type, "left" if place.side == "right" else "right")
        if words == mark.figure and mark.gone is not None:
            width = faces.exact_width(words, type)
            start = x if place.side == "right" else x - width
            middle = baseline - type.size * 0.24
            sheet.line([(start - 1.5, middle), (start + width + 1.5, middle)], Stroke(style.accent, 0.9))
        y += type.leading
