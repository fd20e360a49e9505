"""The ink of ranked items: a figure and a style go in; bars or dots in order, each with its value, as SVG come out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.amounts import amount, from_zero, rounds
from iria_reports.drawing.boxes import Box, Point, upright_line
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import SEMIBOLD, Faces, Type
from iria_reports.drawing.items import Rows, rows_of
from iria_reports.drawing.plan import setting
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import Text, beside, block, height_of, put
from iria_reports.report import CellValue, Figure

GUTTER = 9.0  # between the names and the plot
BESIDE = 4.0  # between a mark and its value
ABOVE = 3.0  # the reference's name
BAR, DOT, CAP = 9.0, 3.1, 2.2
LEAST_BAR = 1.2  # no value but zero is drawn as nothing
NARROWEST = 80.0  # a plot narrower than this has no room for the ranges in words

Level = Callable[[float], float]


@dataclass(frozen=True)
class Mark:
    """One item in its place: where its mark ends, the range through it, and whether it stands out."""

    x: float
    y: float
    span: tuple[float, float] | None
    strong: bool


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink.

    zero       where bars begin; None where the marks are dots
    values     the words beside the marks
    grid       the places of the scale's lines
    reference  where its line stands, and where it begins
    """

    width: float
    height: float
    plot: Box
    zero: float | None
    marks: tuple[Mark, ...]
    values: tuple[Text, ...]
    texts: tuple[Text, ...]
    grid: tuple[float, ...]
    reference: tuple[float, float] | None


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The items as SVG."""
    faces = Faces(style.fonts, style.family)
    layout = lay_out(figure, style, language)
    sheet = Sheet((layout.width, layout.height), faces, outlined=style.outlined)
    _ground(sheet, layout, (faces, style))
    quiet = any(mark.strong or (mark.span and layout.zero is not None) for mark in layout.marks)
    for mark in layout.marks:
        colour = style.accent if mark.strong else blend(style.house, style.paper, 0.5) if quiet else style.house
        _mark(sheet, mark, layout, (style, colour))
    if layout.zero is not None:
        sheet.line([(layout.zero, layout.plot.top), (layout.zero, layout.plot.bottom)], Stroke(style.ink, 0.7))
    _reference(sheet, layout, (faces, style))
    put(sheet, [*layout.texts, *layout.values])
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str) -> Layout:
    """Everything in its place: names on the left, values beside the marks, the reference's name above them."""
    set = setting(figure, style, language)
    faces, width = set.faces, set.width
    records, options = list(figure.table.records()), figure.options
    small = Type(style.small_size, style.muted)
    named = Type(style.small_size, style.ink, SEMIBOLD)
    told = _reference_lines(options["reference"], width, (faces, named, language))
    foot = ABOVE + height_of(told, named) + 3 if told else 0.0
    head = foot + (small.leading + 2 if options["form"] == "dots" else 0.0)
    rows = rows_of([str(record["label"]) for record in records], head, set, strong=options["highlight"])
    plot = Box(rows.width + GUTTER, head, width, rows.edges[-1])
    level, words, steps = _scaled(figure, plot, (faces, style, language))
    marks = tuple(_mark_of(record, at, rows, (level, options["highlight"])) for at, record in enumerate(records))
    zero = level(0) if options["form"] == "bars" else None
    line = level(options["reference"]["value"]) if told else None
    values = [
        text for mark, parts in zip(marks, words, strict=True) for text in _value(mark, parts, (zero, line), faces)
    ]
    grid = steps if options["form"] == "dots" else []
    texts = rows.texts()
    texts += [Text(number(step, language), (level(step), head - 4), small, "centre") for step in grid]
    if line is not None:
        half = faces.widest(told, named) / 2
        texts += block(told, (min(max(line, half), width - half), ABOVE), named, "centre")
    reference = None if line is None else (line, foot - 2)
    lines = tuple(level(step) for step in grid)
    return Layout(width, plot.bottom + 1, plot, zero, marks, tuple(values), tuple(texts), lines, reference)


def _reference_lines(
    reference: dict[str, CellValue] | None, width: float, setting: tuple[Faces, Type, str]
) -> tuple[str, ...]:
    if reference is None:
        return ()
    faces, type, language = setting
    words = f"{reference['name']}: {number(amount(reference['value']), language)}"
    return faces.evened(words, type, width * 0.5)


def _scaled(
    figure: Figure, plot: Box, setting: tuple[Faces, Style, str]
) -> tuple[Level, list[list[tuple[str, Type]]], list[float]]:
    """Where each value stands, the words beside each mark, and the round values of the scale."""
    faces, style, language = setting
    records, reference = list(figure.table.records()), figure.options["reference"]
    ends = [end for record in records for end in _ends(record)] + ([reference["value"]] if reference else [])
    low, high = min(ends), max(ends)
    steps = rounds(*from_zero(low, high))
    span = (steps[0], steps[-1]) if figure.options["form"] == "dots" else (min(low, 0.0), max(high, 0.0))
    for ranges in (True, False):
        words = [_words(record, style, language, ranges=ranges) for record in records]
        left = right = 2.0
        for record, parts in zip(records, words, strict=True):
            room = BESIDE + sum(faces.width(part, replace(type, weight=SEMIBOLD)) for part, type in parts)
            if amount(record["value"]) < 0 and figure.options["form"] == "bars":
                left = max(left, room)
            else:
                right = max(right, room)
        if plot.right - plot.left - left - right >= NARROWEST:
            break
    start, room = plot.left + left, max(plot.right - plot.left - left - right, 20.0)

    def level(value: float) -> float:
        return start + (value - span[0]) / ((span[1] - span[0]) or 1.0) * room

    return level, words, steps


def _ends(record: dict[str, CellValue]) -> tuple[float, float]:
    """From the lower end of an item's range to the upper; twice its value where it has none."""
    low, high = (record["value"] if record.get(name) is None else record[name] for name in ("value_low", "value_high"))
    return amount(low), amount(high)


def _words(record: dict[str, CellValue], style: Style, language: str, *, ranges: bool) -> list[tuple[str, Type]]:
    """What is printed beside a mark: its value, and its range."""
    parts = [(number(amount(record["value"]), language), Type(style.text_size, style.ink))]
    low, high = _ends(record)
    if ranges and low < high:
        joint = "–" if low >= 0 else " – "
        told = f" ({number(low, language)}{joint}{number(high, language)})"
        parts.append((told, Type(style.small_size, style.muted)))
    return parts


def _mark_of(record: dict[str, CellValue], at: int, rows: Rows, how: tuple[Level, int | None]) -> Mark:
    level, strong = how
    low, high = _ends(record)
    span = (level(low), level(high)) if low < high else None
    return Mark(level(amount(record["value"])), rows.middle(at), span, at == strong)


def _value(
    mark: Mark, parts: Sequence[tuple[str, Type]], lines: tuple[float | None, float | None], faces: Faces
) -> list[Text]:
    """The value beyond the mark's end, away from zero; and beyond the reference where that would cross it."""
    parts = [(words, replace(type, weight=SEMIBOLD if mark.strong else type.weight)) for words, type in parts]
    ends = (mark.x, mark.x, *(mark.span or ()))
    wide = sum(faces.width(*part) for part in parts)
    zero, reference = lines
    below = zero is not None and mark.x < zero - 0.01
    x = min(ends) - BESIDE - wide if below else max(ends) + BESIDE
    if reference is not None and x - 2 < reference < x + wide + 2:
        x = reference - BESIDE - wide if below else reference + BESIDE
    texts = []
    for words, type in parts:
        (line,) = beside([words.strip()], (x + faces.width(" ", type) * words.startswith(" "), mark.y), type)
        texts.append(line)
        x += faces.width(words, type)
    return texts


def _ground(sheet: Sheet, layout: Layout, setting: tuple[Faces, Style]) -> None:
    """The scale's lines, and for dots a line from each name to its mark."""
    faces, style = setting
    for x in layout.grid:
        sheet.lines(to_the_foot(x, layout.plot.top, layout, faces), Stroke(style.rule, 0.5))
    if layout.zero is None:
        for mark in layout.marks:
            end = min(mark.x, *(mark.span or (mark.x,)))
            sheet.line([(layout.plot.left, mark.y), (end, mark.y)], Stroke(style.muted, 0.4, (0.6, 2.2)))


def to_the_foot(x: float, top: float, layout: Layout, faces: Faces) -> list[list[Point]]:
    """An upright line down to the foot of the plot, broken where it would cross words."""
    return upright_line(x, (top, layout.plot.bottom), [text.box(faces) for text in (*layout.values, *layout.texts)])


def _mark(sheet: Sheet, mark: Mark, layout: Layout, colours: tuple[Style, str]) -> None:
    style, colour = colours
    if layout.zero is not None:
        left, right = sorted((layout.zero, mark.x))
        if mark.x != layout.zero:
            right = max(right, left + LEAST_BAR)
        sheet.rectangle(Box(left, mark.y - BAR / 2, right, mark.y + BAR / 2), colour)
    for x in mark.span or ():
        sheet.line([(x, mark.y - CAP), (x, mark.y + CAP)], Stroke(style.ink, 0.8))
    if mark.span:
        sheet.line([(mark.span[0], mark.y), (mark.span[1], mark.y)], Stroke(style.ink, 0.8))
    if layout.zero is None:
        sheet.circle((mark.x, mark.y), DOT, colour, Stroke(style.paper, 0.6))


def _reference(sheet: Sheet, layout: Layout, setting: tuple[Faces, Style]) -> None:
    """A dashed line over the marks, broken where it would cross a value."""
    if layout.reference is None:
        return
    faces, style = setting
    pieces = to_the_foot(*layout.reference, layout, faces)
    sheet.lines(pieces, Stroke(style.paper, 2.0))
    sheet.lines(pieces, Stroke(style.ink, 0.9, (2.4, 1.6)))
