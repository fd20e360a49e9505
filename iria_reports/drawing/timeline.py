"""The ink of a timeline: a figure and a style go in; lanes, phases, bars and labels as SVG come out."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iria_reports.drawing.boxes import Box, free
from iria_reports.drawing.colour import blend, contrast
from iria_reports.drawing.faces import ASCENT, SEMIBOLD, Faces, Type
from iria_reports.drawing.packing import Placed, Room, Span, depth, label_height, pack
from iria_reports.drawing.scale import Tick, TimeScale, ticks
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import Figure

TALLEST = 638.0  # 225 mm: one A4 page under its title
POINTS_PER_MM = 72 / 25.4
READABLE = 4.5
LANE_HEAD, LANE_FOOT, LANE_GAP = 5.0, 5.0, 3.0


@dataclass(frozen=True)
class Lane:
    """A lane from top to bottom, the box of its name, and its events."""

    name: str
    top: float
    bottom: float
    name_box: Box
    events: tuple[Placed, ...]


@dataclass(frozen=True)
class Phase:
    """A shaded stretch, and where its name stands."""

    name: str
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
    """Everything in its place; in smaller type where it would not fit on a page."""
    faces = Faces(style.fonts, style.family)
    sizes = dict.fromkeys((style.text_size, style.small_size))
    layouts = (_laid_out(figure, style, language, (faces, Type(size, style.ink))) for size in sizes)
    last = None
    for last in layouts:
        if last.height <= TALLEST:
            break
    assert last is not None
    return last


def _laid_out(figure: Figure, style: Style, language: str, setting: tuple[Faces, Type]) -> Layout:
    faces, type = setting
    width = (style.full_mm if figure.width == "full" else style.column_mm) * POINTS_PER_MM
    options = figure.options
    scale = TimeScale(date.fromisoformat(options["from"]), date.fromisoformat(options["to"]), 0.0, width)
    small = Type(style.small_size, style.muted)
    fine, upper = ticks(scale, faces, small, language)
    phases, foot = _phases(options["phases"], scale, faces, Type(style.small_size, style.ink, SEMIBOLD))
    axis = foot + (small.leading * (2 if upper else 1)) + 4
    lanes, top = [], axis + LANE_GAP
    for name in options["lanes"]:
        lane = _lane(figure, name, (scale, top), (faces, type))
        lanes.append(lane)
        top = lane.bottom
    height = top + small.leading + 3
    return Layout(width, height, type, scale, tuple(fine), tuple(upper), axis, tuple(phases), tuple(lanes))


def _phases(options: list[dict[str, str]], scale: TimeScale, faces: Faces, type: Type) -> tuple[list[Phase], float]:
    """Each phase with its name in the highest row where it meets no other; and the foot of those rows."""
    phases: list[Phase] = []
    for option in options:
        left, right = scale.at(date.fromisoformat(option["from"])), scale.at(date.fromisoformat(option["to"]), 1.0)
        width, height = faces.width(option["name"], type), label_height([option["name"]], type)
        start = max(min(left + 3, scale.right - width), scale.left)
        row = 0
        while True:
            box = Box(start, row * type.leading, start + width, row * type.leading + height)
            if free(box, [phase.name_box for phase in phases], 6.0):
                break
            row += 1
        phases.append(Phase(option["name"], left, right, box))
    foot = max((phase.name_box.bottom for phase in phases), default=0.0)
    return phases, foot + (3 if phases else 0)


def _lane(figure: Figure, name: str, place: tuple[TimeScale, float], setting: tuple[Faces, Type]) -> Lane:
    scale, top = place
    faces, type = setting
    bold = Type(type.size, type.colour, SEMIBOLD)
    name_box = Box(scale.left, 0, scale.left + faces.width(name, bold) + 8, label_height([name], bold))
    spans = []
    for record in figure.table.records():
        if record["lane"] == name:
            start, end = record["date"], record.get("end_date")
            assert isinstance(start, date)
            if isinstance(end, date):
                span = Span(scale.at(start), scale.at(end, 1.0), str(record["label"]))
            else:
                span = Span(scale.middle(start), scale.middle(start), str(record["label"]))
            spans.append(span)
    placed = pack(spans, [name_box], Room(scale.left + 1, scale.right - 1, type, faces))
    head = top + LANE_HEAD
    bottom = head + max(depth(placed), name_box.bottom) + LANE_FOOT
    return Lane(name, top, bottom, name_box.moved(0, head), tuple(one.moved(head) for one in placed))


def _inked(layout: Layout, style: Style, faces: Faces) -> bytes:
    sheet = Sheet((layout.width, layout.height), faces)
    _ground(sheet, layout, style)
    _axis(sheet, layout, style)
    for number, lane in enumerate(layout.lanes):
        _lane_ink(sheet, lane, layout, (style, style.sequence[number % len(style.sequence)]))
    return sheet.svg()


def _ground(sheet: Sheet, layout: Layout, style: Style) -> None:
    foot = layout.lanes[-1].bottom
    bold = Type(style.small_size, style.ink, SEMIBOLD)
    for number, phase in enumerate(layout.phases):
        tint = blend(style.house, style.paper, (0.045, 0.095)[number % 2])
        sheet.rectangle(Box(phase.left, phase.name_box.top, phase.right, foot), tint)
    for phase in layout.phases:
        sheet.line([(phase.left, phase.name_box.top), (phase.left, foot)], Stroke(blend(style.house, style.paper, 0.5)))
        sheet.words((phase.name_box.left, phase.name_box.top + bold.size * ASCENT), phase.name, bold)


def _axis(sheet: Sheet, layout: Layout, style: Style) -> None:
    small, foot = Type(style.small_size, style.muted), layout.lanes[-1].bottom
    grid = Stroke(blend(style.rule, style.paper, 0.55), 0.35)
    above = layout.axis - 4
    for tick in layout.upper:
        sheet.words((layout.scale.at(tick.day) + 2, above - small.leading), tick.words, small)
    for tick in layout.fine:
        x = layout.scale.at(tick.day)
        sheet.line([(x, layout.axis), (x, foot)], grid)
        for y in (above, foot + small.leading):
            if tick.centred:
                sheet.words((layout.scale.middle(tick.day), y), tick.words, small, "centre")
            else:
                sheet.words((x + 2, y), tick.words, small)
    for y in (layout.axis, foot):
        sheet.line([(0, y), (layout.width, y)], Stroke(style.ink, 0.7))


def _lane_ink(sheet: Sheet, lane: Lane, layout: Layout, colours: tuple[Style, str]) -> None:
    style, colour = colours
    readable = colour if contrast(colour, blend(style.house, style.paper, 0.095)) >= READABLE else style.ink
    name = Type(layout.type.size, readable, SEMIBOLD)
    if lane is not layout.lanes[0]:
        sheet.line([(0, lane.top), (layout.width, lane.top)], Stroke(style.rule, 0.6))
    sheet.words((lane.name_box.left + 2, lane.name_box.top + name.size * ASCENT), lane.name, name)
    for event in lane.events:
        if event.span.is_point:
            middle = ((event.mark.left + event.mark.right) / 2, (event.mark.top + event.mark.bottom) / 2)
            sheet.circle(middle, (event.mark.right - event.mark.left) / 2, colour)
        else:
            sheet.rectangle(event.mark, colour)
    for event in lane.events:
        for number, line in enumerate(event.lines):
            y = event.label.top + layout.type.size * ASCENT + number * layout.type.leading
            x = event.label.left if event.align == "left" else event.label.right
            sheet.words((x, y), line, layout.type, event.align)
