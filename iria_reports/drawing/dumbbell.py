"""The ink of dumbbells: pairs and a style go in; two dots on each item's row, their values and the change come out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from iria_reports.drawing.amounts import from_zero
from iria_reports.drawing.boxes import Box, upright_line
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import Faces
from iria_reports.drawing.items import rows_of
from iria_reports.drawing.pairs import BESIDE, DOT, Pair, Types, colour_of, dot, pairs_of, span, types_of, worded
from iria_reports.drawing.plan import setting
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import Align, Text, beside, put
from iria_reports.report import Figure

GUTTER = 9.0  # between the names, the plot and the changes
BETWEEN = 6.0  # between the names of the two values, and from a dot to its name
HEAD = 4.0

Level = Callable[[float], float]


@dataclass(frozen=True)
class Dumbbell:
    """One item in its place: where its dots stand, None where it has none."""

    pair: Pair
    y: float
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink; `key` are the dots of a key, before and after, where one is needed."""

    width: float
    height: float
    plot: Box
    edges: tuple[float, ...]
    dumbbells: tuple[Dumbbell, ...]
    texts: tuple[Text, ...]
    key: tuple[float, float] | None
    zero: float | None


def draw(figure: Figure, style: Style, language: str) -> bytes:
    """The pairs as SVG."""
    faces = Faces(style.fonts, style.family)
    layout = lay_out(figure, style, language)
    sheet = Sheet((layout.width, layout.height), faces, outlined=style.outlined)
    if layout.zero is not None:
        words = [text.box(faces) for text in layout.texts]
        zero = upright_line(layout.zero, (layout.plot.top, layout.plot.bottom), words)
        sheet.lines(zero, Stroke(style.muted, 0.5))
    for edge in layout.edges:
        sheet.line([(0.0, edge), (layout.width, edge)], Stroke(blend(style.rule, style.paper, 0.6), 0.4))
    for dumbbell in layout.dumbbells:
        _ink(sheet, dumbbell, layout, style)
    if layout.key:
        y = layout.plot.top - HEAD - style.small_size * 0.3
        for x, hollow in zip(layout.key, (True, False), strict=True):
            dot(sheet, (x, y), (style.house, style.paper), hollow=hollow)
    put(sheet, layout.texts)
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str) -> Layout:
    """Everything in its place: names on the left, changes on the right, each value on the outer side of its dot."""
    set, types = setting(figure, style, language), types_of(style)
    faces, width = set.faces, set.width
    pairs = pairs_of(figure)
    head = types.head.leading + HEAD
    rows = rows_of([pair.name for pair in pairs], head, set)
    change_name = figure.options["change_name"]
    changes = max(faces.width(change_name, types.head), *(faces.width(pair.change, types.change) for pair in pairs))
    plot = Box(rows.width + GUTTER, head, width - changes - GUTTER, rows.edges[-1])
    level, zero = _scaled(pairs, plot, (faces, types, language))
    dumbbells = tuple(
        Dumbbell(
            pair,
            rows.middle(at),
            None if pair.before is None else level(pair.before),
            None if pair.after is None else level(pair.after),
        )
        for at, pair in enumerate(pairs)
    )
    texts = rows.texts()
    for one in dumbbells:
        texts += _values(one, types, language)
        texts += beside([one.pair.change], (width, one.y), types.change, "right")
    line = head - HEAD
    texts.append(Text(change_name, (width, line), types.head, "right"))
    named, key = _named(figure.options["names"], dumbbells[0], (faces, types), Box(0.0, line, plot.right, line))
    foot = plot.bottom + (types.head.leading if zero is not None else 0.0)
    if zero is not None:
        texts.append(Text(worded(0.0, language), (zero, foot), types.head, "centre"))
    return Layout(width, foot + 2, plot, rows.edges, dumbbells, (*texts, *named), key, zero)


def _scaled(pairs: Sequence[Pair], plot: Box, setting: tuple[Faces, Types, str]) -> tuple[Level, float | None]:
    """Where each value stands, with room for the widest at either end; and zero, where values lie on both sides."""
    faces, types, language = setting
    known = [value for pair in pairs for value in pair.known()]
    low, high = span(*from_zero(min(known), max(known)))
    inset = DOT + BESIDE + max(faces.width(worded(value, language), types.after) for value in known)
    room = max(plot.right - plot.left - 2 * inset, 10.0)

    def level(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return plot.left + inset + share * room

    return level, level(0.0) if low < 0 < high else None


def _values(one: Dumbbell, types: Types, language: str) -> list[Text]:
    """Each value on the outer side of its dot; two that are the same are told once."""
    texts = []
    right: tuple[int, Align] = (1, "left")
    left: tuple[int, Align] = (-1, "right")
    of_before, of_after = (right, left) if one.pair.falls else (left, right)
    before, after = worded(one.pair.before, language), worded(one.pair.after, language)
    if one.before is not None and not (one.pair.stays and after):
        side, align = of_before
        texts += beside([before], (one.before + side * (DOT + BESIDE), one.y), types.before, align)
    if one.after is not None:
        side, align = of_after
        texts += beside([after], (one.after + side * (DOT + BESIDE), one.y), types.after, align)
    return texts


def _named(
    names: Sequence[str], first: Dumbbell, setting: tuple[Faces, Types], frame: Box
) -> tuple[list[Text], tuple[float, float] | None]:
    """The names of the two values above the dots of the first row; a key where that row has only one."""
    faces, types = setting
    widths = [faces.width(name, types.head) for name in names]
    joint = BETWEEN + sum(widths)
    if first.before is None or first.after is None:
        start = frame.left + DOT
        second = start + DOT + BESIDE + widths[0] + 2 * BETWEEN + DOT
        places = (start + DOT + BESIDE, second + DOT + BESIDE)
        return [Text(name, (x, frame.top), types.head) for name, x in zip(names, places, strict=True)], (start, second)
    order = (1, 0) if first.pair.falls else (0, 1)
    left, right = sorted((first.before, first.after))
    middle = min(max((left + right) / 2, frame.left + widths[order[0]] + BETWEEN / 2), frame.right)
    ends = min(left + DOT, middle - BETWEEN / 2), max(right - DOT, middle + BETWEEN / 2)
    start = max(min(ends[0] - widths[order[0]], frame.right - joint), frame.left)
    end = min(max(ends[1], start + widths[order[0]] + BETWEEN), frame.right - widths[order[1]])
    return [
        Text(names[order[0]], (start, frame.top), types.head),
        Text(names[order[1]], (end, frame.top), types.head),
    ], None


def _ink(sheet: Sheet, one: Dumbbell, layout: Layout, style: Style) -> None:
    """The bar between the dots, and the dots: hollow before, full after."""
    colour = colour_of(one.pair, style)
    if one.before is not None and one.after is not None and one.before != one.after:
        sheet.line([(one.before, one.y), (one.after, one.y)], Stroke(blend(colour, style.paper, 0.45), 2.4))
    if one.before is not None and not (one.pair.stays and one.after is not None):
        dot(sheet, (one.before, one.y), (colour, style.paper), hollow=True)
    if one.after is not None:
        dot(sheet, (one.after, one.y), (colour, style.paper), hollow=False)
