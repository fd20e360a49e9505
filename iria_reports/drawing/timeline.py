"""The ink of a timeline: a figure and a style go in; lanes, phases, bars and labels as SVG come out."""

from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path

from iria_reports.drawing.boxes import Box, Point, free, upright_line
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import ASCENT, SEMIBOLD, Faces, Type
from iria_reports.drawing.fills import fill_of
from iria_reports.drawing.measure import TALLEST, printed_width
from iria_reports.drawing.packing import RADIUS, Placed, Room, Span, depth, pack
from iria_reports.drawing.scale import Tick, TimeScale, ticks
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import height_of
from iria_reports.report import CellValue, Figure

TINTS = (0.045, 0.095)
LONGEST_LABELS = (inf, 130.0, 88.0, 60.0)  # points; a longer label is cut to its first words
LANE_HEAD, LANE_FOOT, LANE_GAP = 5.0, 5.0, 3.0


@dataclass(frozen=True)
class Lane:
    """A lane from top to bottom, the box of its name, and its events, in one hue."""

    name: str
    hue: int
    top: float
    bottom: float
    name_box: Box
    events: tuple[Placed, ...]


@dataclass(frozen=True)
class Phase:
    """A shaded stretch, its name in lines, and where they stand."""

    lines: tuple[str, ...]
    left: float
    right: float
    name_box: Box


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink."""

    width: float
    height: float
    type: Type
    scale: TimeScale
    fine: tuple[Tick, ...]
    upper: tuple[Tick, ...]
    axis: float
    phases: tuple[Phase, ...]
    lanes: tuple[Lane, ...]


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The timeline as SVG."""
    faces = Faces(style.fonts, style.family)
    return _inked(lay_out(figure, style, language), style, faces)


def lay_out(figure: Figure, style: Style, language: str) -> Layout:
    """Everything in its place; closer, then smaller, then out of order, then in fewer words where it would not fit.

    Type is never smaller than the style's: a picture taller than a page would be printed smaller.
    """
    faces, width = Faces(style.fonts, style.family), printed_width(figure, style)
    body, small = Type(style.text_size, style.ink), Type(style.small_size, style.ink)
    habits = [(body, 1.42, True, inf), (body, 1.22, True, inf), (small, 1.2, True, inf), (body, 1.2, False, inf)]
    habits += [(small, 1.05, False, longest) for longest in LONGEST_LABELS]
    for type, pitch, orderly, longest in habits:
        room = Room(1.0, width - 1.0, type, faces, pitch * type.size, orderly, longest)
        layout = _laid_out(figure, style, language, room)
        if layout.height <= TALLEST:
            break
    return layout


def _laid_out(figure: Figure, style: Style, language: str, room: Room) -> Layout:
    options, width = figure.options, room.right + room.left
    scale = TimeScale(date.fromisoformat(options["from"]), date.fromisoformat(options["to"]), 0.0, width)
    small = Type(style.small_size, style.muted)
    fine, upper = ticks(scale, room.faces, small, language)
    bold = Type(style.small_size, style.ink, SEMIBOLD)
    phases = _phases(options["phases"], scale, room.faces, bold)
    foot = max((phase.name_box.bottom + 3 for phase in phases), default=0.0)
    axis = foot + small.leading * (2 if upper else 1) + 4
    lanes, top = [], axis + LANE_GAP
    for name in options["lanes"]:
        lanes.append(_lane(figure, name, (scale, top), room))
        top = lanes[-1].bottom
    height = top + small.leading + 3
    return Layout(width, height, room.type, scale, tuple(fine), tuple(upper), axis, tuple(phases), tuple(lanes))


def _phases(options: list[dict[str, str]], scale: TimeScale, faces: Faces, type: Type) -> list[Phase]:
    """Each phase with its name, broken to its width where the words allow, in the highest row where it meets none."""
    phases: list[Phase] = []
    for option in options:
        left, right = scale.at(date.fromisoformat(option["from"])), scale.at(date.fromisoformat(option["to"]), 1.0)
        lines = faces.wrapped(option["name"], type, right - left - 6)
        if faces.widest(lines, type) > right - left - 4:
            lines = (option["name"],)
        width, height = faces.widest(lines, type), height_of(lines, type)
        start = max(min(left + 3, scale.right - width), scale.left)
        row = 0
        while True:
            box = Box(start, 3 + row * type.leading, start + width, 3 + row * type.leading + height)
            if free(box, [phase.name_box for phase in phases], 1.0):
                break
            row += 1
        phases.append(Phase(lines, left, right, box))
    return phases


def _lane(figure: Figure, name: str, place: tuple[TimeScale, float], room: Room) -> Lane:
    scale, top = place
    bold = Type(room.type.size, room.type.colour, SEMIBOLD)
    name_box = Box(scale.left, 0, scale.left + room.faces.width(name, bold) + 8, height_of([name], bold))
    spans = [_span(record, scale, room) for record in figure.table.records() if record["lane"] == name]
    placed = pack(spans, [name_box], room)
    head = top + LANE_HEAD
    bottom = head + max(depth(placed), name_box.bottom) + LANE_FOOT
    hue = figure.options["hues"][name]
    return Lane(name, hue, top, bottom, name_box.moved(0, head), tuple(one.moved(head) for one in placed))


def _span(record: dict[str, CellValue], scale: TimeScale, room: Room) -> Span:
    """From the start of the first day to the end of the last; a single day is a point at its middle, or two points."""
    start, end, other = record["date"], record.get("end_date"), record.get("or_date")
    assert isinstance(start, date)
    words = room.shortened(str(record["label"]))
    if isinstance(other, date):
        return Span(scale.middle(start), scale.middle(other), words, either=True)
    if isinstance(end, date):
        return Span(scale.at(start), scale.at(end, 1.0), words)
    return Span(scale.middle(start), scale.middle(start), words)


def _inked(layout: Layout, style: Style, faces: Faces) -> bytes:
    sheet = Sheet((layout.width, layout.height), faces, outlined=style.outlined)
    _ground(sheet, layout, style)
    _axis(sheet, layout, (faces, style))
    for lane in layout.lanes:
        _lane_ink(sheet, lane, layout, (style, fill_of(lane.hue, style).colour))
    return sheet.svg()


def _ground(sheet: Sheet, layout: Layout, style: Style) -> None:
    foot = layout.lanes[-1].bottom
    bold = Type(style.small_size, style.ink, SEMIBOLD)
    for number, phase in enumerate(layout.phases):
        tint = blend(style.house, style.paper, TINTS[number % 2])
        sheet.rectangle(Box(phase.left, 0, phase.right, foot), tint)
    for phase in layout.phases:
        line = Stroke(blend(style.house, style.paper, 0.5), 0.6)
        for piece in _upright(phase.left, (0.0, foot), layout):
            sheet.line(piece, line)
        for number, words in enumerate(phase.lines):
            y = phase.name_box.top + bold.size * ASCENT + number * bold.leading
            sheet.words((phase.name_box.left, y), words, bold)


def _upright(x: float, between: tuple[float, float], layout: Layout) -> list[list[Point]]:
    """An upright line, broken where it would cross words."""
    words = [event.label for lane in layout.lanes for event in lane.events] + [lane.name_box for lane in layout.lanes]
    words += [phase.name_box for phase in layout.phases]
    return upright_line(x, between, words, clear=0.5)


def _axis(sheet: Sheet, layout: Layout, setting: tuple[Faces, Style]) -> None:
    """The days and the months or years over and under the lanes; a tick too near the right edge has no words."""
    faces, style = setting
    small, foot = Type(style.small_size, style.muted), layout.lanes[-1].bottom
    grid = Stroke(blend(style.rule, style.paper, 0.55), 0.35)
    above = layout.axis - 4
    for tick in layout.upper:
        sheet.words((layout.scale.at(tick.day) + 2, above - small.leading), tick.words, small)
    for tick in layout.fine:
        x = layout.scale.at(tick.day)
        sheet.lines(_upright(x, (layout.axis, foot), layout), grid)
        for y in (above, foot + small.leading):
            if tick.centred:
                sheet.words((layout.scale.middle(tick.day), y), tick.words, small, "centre")
            elif x + 2 + faces.width(tick.words, small) <= layout.width:
                sheet.words((x + 2, y), tick.words, small)
    for y in (layout.axis, foot):
        sheet.line([(0, y), (layout.width, y)], Stroke(style.ink, 0.7))


def _lane_ink(sheet: Sheet, lane: Lane, layout: Layout, colours: tuple[Style, str]) -> None:
    style, colour = colours
    name = Type(layout.type.size, style.ink, SEMIBOLD)
    if lane is not layout.lanes[0]:
        sheet.line([(0, lane.top), (layout.width, lane.top)], Stroke(style.rule, 0.6))
    sheet.words((lane.name_box.left + 2, lane.name_box.top + name.size * ASCENT), lane.name, name)
    for event in lane.events:
        middle = (event.mark.top + event.mark.bottom) / 2
        if event.span.either:
            sheet.line([(event.span.left, middle), (event.span.right, middle)], Stroke(colour, 0.7))
            sheet.circle((event.span.right, middle), RADIUS - 0.4, style.paper, Stroke(colour, 0.9))
        if event.span.is_point:
            sheet.circle((event.span.left, middle), RADIUS, colour)
        else:
            sheet.rectangle(event.mark, colour)
    for event in lane.events:
        for number, line in enumerate(event.lines):
            y = event.label.top + layout.type.size * ASCENT + number * layout.type.leading
            x = event.label.left if event.align == "left" else event.label.right
            sheet.words((x, y), line, layout.type, event.align)
