"""The ink of slopes: pairs and a style go in; a line for each item between two scales, with both values, comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from iria_reports.drawing.faces import Faces
from iria_reports.drawing.measure import TALLEST_PLOT, printed_width
from iria_reports.drawing.pairs import DOT, Pair, Types, colour_of, dot, pairs_of, span, types_of, worded
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.spreading import spread
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import Text, beside, height_of, put
from iria_reports.report import Figure

NAMES = 0.34  # of the width, at most, for the names on the left
LEADER = 13.0  # from a scale to its labels; one moved aside is tied to its dot there
GAP, AIR = 6.0, 3.0  # between columns of words, and between labels one above the other
HEIGHT, HEAD, FOOT = 190.0, 5.0, 6.0
MOVED = 1.5  # a label farther from its dot than this is tied to it
NAMED_TWICE = 150.0  # lines at least so long leave room for the names on the right too


@dataclass(frozen=True)
class End:
    """One end of a line: its dot, and the middle of its label."""

    x: float
    y: float
    label: float


@dataclass(frozen=True)
class Slope:
    """One item's line from before to after."""

    pair: Pair
    before: End
    after: End


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink; `scales` are the places of the two uprights."""

    width: float
    height: float
    top: float
    scales: tuple[float, float]
    slopes: tuple[Slope, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Columns:
    """The names in lines, and the edges that words keep to: names and values before end there, those after begin.

    again  where names begin on the right, if they stand there too
    """

    names: tuple[tuple[str, ...], ...]
    name: float
    before: float
    scales: tuple[float, float]
    after: float
    again: float | None


def draw(figure: Figure, style: Style, language: str) -> bytes:
    """The pairs as SVG."""
    layout = lay_out(figure, style, language)
    sheet = Sheet((layout.width, layout.height), Faces(style.fonts, style.family), outlined=style.outlined)
    for x in layout.scales:
        sheet.line([(x, layout.top), (x, layout.height)], Stroke(style.rule, 0.6))
    for slope in layout.slopes:
        ends = [(slope.before.x, slope.before.y), (slope.after.x, slope.after.y)]
        sheet.line(ends, Stroke(colour_of(slope.pair, style), 1.3))
    for slope in layout.slopes:
        for end, away, hollow in ((slope.before, -1, True), (slope.after, 1, False)):
            if abs(end.label - end.y) > MOVED:
                start, stop = end.x + away * (DOT + 1), end.x + away * (LEADER - 2)
                sheet.line([(start, end.y), (stop, end.label)], Stroke(style.muted, 0.45))
            dot(sheet, (end.x, end.y), (colour_of(slope.pair, style), style.paper), hollow=hollow)
    put(sheet, layout.texts)
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str) -> Layout:
    """Everything in its place: names and values before on the left, values after and changes on the right."""
    faces, width, types = Faces(style.fonts, style.family), printed_width(figure, style), types_of(style)
    pairs = pairs_of(figure)
    columns = _columns(figure, pairs, (faces, types, language), width)
    top = types.head.leading + HEAD
    heights = [height_of(lines, types.change) + AIR for lines in columns.names]
    bottom = min(max(top + HEIGHT, top + sum(heights)), TALLEST_PLOT)
    sides = (heights, [height_of([pair.change], types.change) + AIR for pair in pairs])
    slopes = _slopes(pairs, sides, columns.scales, (top, bottom))
    texts = []
    for slope, lines in zip(slopes, columns.names, strict=True):
        before, after = (worded(value, language) for value in (slope.pair.before, slope.pair.after))
        texts += beside(lines, (columns.name, slope.before.label), types.change, "right")
        texts += beside([before], (columns.before, slope.before.label), types.before, "right")
        texts += beside([after], (columns.after, slope.after.label), types.after)
        if columns.again is not None:
            texts += beside(lines, (columns.again, slope.after.label), types.change)
        texts += beside([slope.pair.change], (width, slope.after.label), types.change, "right")
    before_name, after_name = figure.options["names"]
    texts += [
        Text(before_name, (columns.scales[0] + DOT, top - HEAD), types.head, "right"),
        Text(after_name, (columns.scales[1] - DOT, top - HEAD), types.head),
        Text(figure.options["change_name"], (width, top - HEAD), types.head, "right"),
    ]
    return Layout(width, bottom + 1, top, columns.scales, tuple(slopes), tuple(texts))


def _columns(figure: Figure, pairs: Sequence[Pair], setting: tuple[Faces, Types, str], width: float) -> Columns:
    faces, types, language = setting
    names = tuple(faces.evened(pair.name, types.change, width * NAMES) for pair in pairs)
    name = max(faces.widest(lines, types.change) for lines in names)
    before = max(faces.width(worded(pair.before, language), types.before) for pair in pairs)
    after = max(faces.width(worded(pair.after, language), types.after) for pair in pairs)
    change = max(faces.width(pair.change, types.change) for pair in pairs)
    heads = [faces.width(words, types.head) for words in (*figure.options["names"], figure.options["change_name"])]
    left = max(name + GAP + before + LEADER, heads[0] - DOT)
    again = GAP + name if all(len(lines) == 1 for lines in names) else width
    right = max(LEADER + after + GAP + change, heads[1] + GAP + heads[2] - DOT)
    twice = width - left - right - again >= NAMED_TWICE
    scales = (left, width - right - again * twice)
    begin = scales[1] + LEADER
    return Columns(
        names, left - LEADER - before - GAP, left - LEADER, scales, begin, begin + after + GAP if twice else None
    )


def _slopes(
    pairs: Sequence[Pair],
    heights: tuple[Sequence[float], Sequence[float]],
    scales: tuple[float, float],
    between: tuple[float, float],
) -> list[Slope]:
    """The lines on one scale for both ends; labels are spread where they would touch, in the order of the lines."""
    values = [value for pair in pairs for value in pair.known()]
    low, high = span(min(values), max(values))
    top, bottom = between[0] + FOOT, between[1] - FOOT

    def level(value: float | None) -> float:
        share = ((value or 0.0) - low) / (high - low) if high > low else 0.5
        return bottom - share * (bottom - top)

    ends = [(level(pair.before), level(pair.after)) for pair in pairs]
    labels: list[list[float]] = []
    for side in (0, 1):
        order = sorted(range(len(pairs)), key=lambda at: (ends[at][side], ends[at][1 - side]))
        middles = spread([ends[at][side] for at in order], [heights[side][at] for at in order], between)
        labels.append([middles[order.index(at)] for at in range(len(pairs))])
    return [
        Slope(pair, End(scales[0], ends[at][0], labels[0][at]), End(scales[1], ends[at][1], labels[1][at]))
        for at, pair in enumerate(pairs)
    ]
