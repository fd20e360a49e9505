"""The ink of a map: a figure, a style and a folder of base maps go in; marks on a quiet ground as SVG come out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.amounts import amount, legend_values, scale_length
from iria_reports.drawing.base import Base, Edge, Ground, find_base, ground
from iria_reports.drawing.boxes import Box, Point, clipped, free
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import ASCENT, SEMIBOLD, Faces, Type
from iria_reports.drawing.labelling import Label, Obstacles, Wish, crosses, label
from iria_reports.drawing.measure import printed_width
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import height_of
from iria_reports.report import CellValue, Figure

LARGEST = 0.034  # the largest mark's radius as a share of the width
STRIP = 5.0  # from the map to the key under it, and from that to the notes
LONGEST_BAR = 90.0
BESIDE, BETWEEN_SIZES = 3.5, 10.0  # from a mark of the key to its number, and to the next mark
BETWEEN = 0.35  # of the type size, between a name and its number
NEARBY = 90.0
WANDER = sorted(product(range(-60, 61, 4), range(-28, 29, 4)), key=lambda way: (math.hypot(*way), way))
FARTHEST = max(max(abs(across), abs(down)) for across, down in WANDER)


@dataclass(frozen=True)
class Spot:
    """A place on the sheet with its mark's radius; area stands for the value."""

    name: str
    value: float
    at: Point
    radius: float


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink. Places beyond the frame are told in `elsewhere`."""

    ground: Ground
    spots: tuple[Spot, ...]
    labels: dict[int, Label]
    key: Box
    elsewhere: str
    per_value: float
    most: float


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The map as SVG."""
    faces = Faces(style.fonts, style.family)
    base = find_base(maps, figure.options["base"])
    layout = lay_out(figure, style, language, base)
    small = Type(style.small_size, style.muted)
    notes = _notes(figure, layout, faces, small)
    foot = layout.key.bottom + STRIP - 2
    height = math.ceil(foot + 1 + len(notes) * small.leading)
    sheet = Sheet((layout.ground.frame.right, height), faces, outlined=style.outlined)
    _land(sheet, layout.ground, style)
    _names(sheet, layout, base, (faces, style))
    _legend(sheet, layout, figure.options["unit"], (faces, style, language))
    _scale_bar(sheet, layout, figure.options["kilometres"], (style, language))
    _marks(sheet, layout, (faces, style, language))
    for at, line in enumerate(notes):
        sheet.words((0, foot + small.size + at * small.leading), line, small)
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str, base: Base) -> Layout:
    """Everything in its place: marks, then labels, the largest first; legend and scale bar under the map."""
    faces = Faces(style.fonts, style.family)
    width = printed_width(figure, style)
    land = ground(base, width)
    records = list(figure.table.records())
    most = max(amount(one["value"]) for one in records)
    per_value = (width * LARGEST) ** 2 / most
    spots = [_spot(record, land, per_value) for record in records]
    shown = tuple(spot for spot in spots if _on(spot.at, land.frame))
    missing = [f"{one.name} ({number(one.value, language)})" for one in spots if one not in shown]
    labels = _labels(shown, land, (faces, style, language, figure.options["labels"]))
    height = max(2 * math.sqrt(most * per_value), 2 * style.small_size)
    key = Box(0.0, land.frame.bottom + STRIP, width, land.frame.bottom + STRIP + height)
    return Layout(land, shown, labels, key, ", ".join(missing), per_value, most)


def _spot(record: dict[str, CellValue], land: Ground, per_value: float) -> Spot:
    lon, lat, value = (amount(record[key]) for key in ("lon", "lat", "value"))
    return Spot(str(record["place"]), value, land.at(lon, lat), math.sqrt(value * per_value))


def _on(at: Point, frame: Box) -> bool:
    return frame.left + 2 <= at[0] <= frame.right - 2 and frame.top + 2 <= at[1] <= frame.bottom - 2


def _box(spot: Spot) -> Box:
    return Box(*spot.at, *spot.at).grown(spot.radius)


def _labels(spots: Sequence[Spot], land: Ground, setting: tuple[Faces, Style, str, int | None]) -> dict[int, Label]:
    """Labels by the number of their spot, the largest first; a place whose label does not fit goes unnamed."""
    faces, style, language, most = setting
    around = Obstacles([], [_box(spot) for spot in spots], crossing=0.15)
    edges = [edge for ring in land.home for edge in pairwise([*ring, ring[0]])]
    placed: dict[int, Label] = {}
    for at, spot in enumerate(spots[: len(spots) if most is None else most]):
        name, value = _label_types(style)
        width = faces.width(spot.name, name) + faces.width(number(spot.value, language), value) + value.size * BETWEEN
        wish = Wish(spot.at, spot.radius, ((width, height_of([spot.name], name)),))
        around.lines = _near(edges, _box(spot).grown(NEARBY))
        place = label(wish, land.frame.grown(-3), around)
        if place is not None:
            placed[at] = place
    return placed


def _near(edges: Sequence[Edge], box: Box) -> list[Edge]:
    """The edges that may pass through the box: not all of one lies on one side of it."""
    return [
        ((x1, y1), (x2, y2))
        for (x1, y1), (x2, y2) in edges
        if (x1 > box.left or x2 > box.left) and (x1 < box.right or x2 < box.right)
        if (y1 > box.top or y2 > box.top) and (y1 < box.bottom or y2 < box.bottom)
    ]


def _label_types(style: Style) -> tuple[Type, Type]:
    return Type(style.text_size, style.ink, SEMIBOLD), Type(style.text_size, style.muted)


def _land(sheet: Sheet, land: Ground, style: Style) -> None:
    """Water, other countries and the country shown, from the quietest to the clearest."""
    line = blend(style.muted, style.paper, 0.55)
    sheet.rectangle(land.frame, blend(style.house, style.paper, 0.1))
    sheet.shape(
        [ring for one in land.land if len(ring := clipped(one, land.frame)) > 2], blend(style.muted, style.paper, 0.1)
    )
    sheet.lines(land.borders, Stroke(blend(style.muted, style.paper, 0.35), 0.5))
    sheet.shape(land.home, style.paper, Stroke(line, 0.8))
    sheet.lines(land.inner, Stroke(blend(style.muted, style.paper, 0.3), 0.35))


def _names(sheet: Sheet, layout: Layout, base: Base, setting: tuple[Faces, Style]) -> None:
    """Neighbours and waters in grey, where nothing else stands and the whole name is within the frame."""
    faces, style = setting
    taken = [one.box for one in layout.labels.values()] + [_box(spot) for spot in layout.spots]
    for kind in ("neighbours", "waters"):
        for name, degrees in base.manifest[kind].items():
            type = Type(style.small_size, style.muted if kind == "neighbours" else style.house)
            box = _name_box((faces.width(name, type), type.size), layout.ground, degrees, taken)
            if box is not None:
                sheet.words(((box.left + box.right) / 2, box.top + type.size * ASCENT), name, type, "centre")
                taken.append(box)


def _name_box(size: Point, land: Ground, degrees: Point, taken: Sequence[Box]) -> Box | None:
    """A free box for a name, as near to its place as can be without crossing a border on the way."""
    width, type_size = size
    edges = [edge for chain in land.borders for edge in pairwise(chain)]
    edges += [edge for ring in land.home for edge in pairwise([*ring, ring[0]])]
    x, y = land.at(*degrees)
    here = Box(x - width / 2, y - type_size * ASCENT, x + width / 2, y + type_size * 0.22)
    reach = here.grown(FARTHEST)
    edges = _near(edges, reach)  # a border has thousands, and few of them are near
    for across, down in WANDER:
        box = here.moved(across, down)
        if not box.inside(land.frame.grown(-3)) or not free(box, taken, 2):
            continue
        way = ((x, y), ((box.left + box.right) / 2, (box.top + box.bottom) / 2))
        if not any(box.meets_segment(*edge) or crosses(way, edge) for edge in edges):
            return box
    return None


def _marks(sheet: Sheet, layout: Layout, setting: tuple[Faces, Style, str]) -> None:
    faces, style, language = setting
    for spot in layout.spots:
        sheet.circle(spot.at, spot.radius, blend(style.house, style.paper, 0.85), Stroke(style.paper, 0.7))
    for at, place in sorted(layout.labels.items()):
        spot = layout.spots[at]
        if place.leader:
            sheet.line(place.leader, Stroke(style.muted, 0.45))
        name, value = _label_types(style)
        y = place.box.top + name.size * ASCENT
        sheet.words((place.box.left, y), spot.name, name)
        after = place.box.left + faces.exact_width(spot.name, name) + value.size * BETWEEN
        sheet.words((after, y), number(spot.value, language), value)


def _legend(sheet: Sheet, layout: Layout, unit: str, setting: tuple[Faces, Style, str]) -> None:
    """A mark for each of two values, from the left of the key, each with its number; then what is counted."""
    faces, style, language = setting
    small, x, middle = Type(style.small_size, style.muted), layout.key.left, (layout.key.top + layout.key.bottom) / 2
    values = sorted(legend_values(layout.most))
    for value in values:
        radius = math.sqrt(value * layout.per_value)
        sheet.circle((x + radius, middle), radius, blend(style.house, style.paper, 0.85))
        words = number(value, language) + (f" {unit}" if value == values[-1] else "")
        x += 2 * radius + BESIDE
        sheet.words((x, middle + small.size * 0.34), words, small)
        x += faces.width(words, small) + BETWEEN_SIZES


def _scale_bar(sheet: Sheet, layout: Layout, unit: str, setting: tuple[Style, str]) -> None:
    """A round length at the right end of the key, its words over it."""
    style, language = setting
    small, middle = Type(style.small_size, style.muted), (layout.key.top + layout.key.bottom) / 2
    length = scale_length(LONGEST_BAR / layout.ground.scale)
    right = layout.key.right - 1
    left, y = right - length * layout.ground.scale, middle + small.size * 0.55
    sheet.line([(left, y - 3), (left, y), (right, y), (right, y - 3)], Stroke(style.muted, 0.7))
    sheet.words((left + 3, y - 3), f"{number(length, language)}\u00a0{unit}", small)


def _notes(figure: Figure, layout: Layout, faces: Faces, small: Type) -> list[str]:
    """The lines under the map: places beyond its edge, and whose borders these are."""
    told = f"{figure.options['elsewhere']}: {layout.elsewhere}. " if layout.elsewhere else ""
    return list(faces.wrapped(told + figure.options["borders_note"], small, layout.ground.frame.right))
