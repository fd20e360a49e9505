"""Names of the parts of stacked bars: bars and names go in; labels beside the parts, or else a key above, come out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iria_reports.drawing.boxes import Box, Point
from iria_reports.drawing.faces import Faces, Type
from iria_reports.drawing.labelling import Label, Obstacles, Wish, label
from iria_reports.drawing.texts import Text, block, height_of

TALL_ENOUGH = 4.0  # points of a part that stand free beside the next bar, for a label to point at it
CANDIDATES = 14
WIDTHS = (110.0, 72.0)  # a name is set in one line, or in lines about so wide
RADIUS = 1.0
NEAR, FAR = 9.0, 46.0  # a label that costs so little is good enough; one that costs more is not beside its part
SWATCH, BESIDE, APART = 7.0, 4.0, 14.0


@dataclass(frozen=True)
class Part:
    """One part of a day's bar: which day and category, counted from 0, and its rectangle."""

    day: int
    category: int
    box: Box


@dataclass(frozen=True)
class Names:
    """The names as words, with a leader for each that needs one; or swatches by category, where they are a key."""

    texts: tuple[Text, ...]
    leaders: tuple[tuple[Point, Point], ...] = ()
    swatches: tuple[Box, ...] = ()


def beside_parts(
    names: Sequence[str], parts: Sequence[Part], words: Sequence[Box], within: tuple[Box, Faces, Type]
) -> Names | None:
    """Every name beside a part of its bars, or None where one finds no place; `words` are in the way too."""
    frame, faces, type = within
    around = Obstacles(boxes=[*words, *_bars(parts).values()])
    texts: list[Text] = []
    leaders: list[tuple[Point, Point]] = []
    free = [_free_sides(category, parts) for category in range(len(names))]
    for category in sorted(range(len(names)), key=lambda one: len(free[one])):
        shapes = _shapes(names[category], faces, type)
        found = _nearest(free[category][:CANDIDATES], [_size(one, faces, type) for one in shapes], frame, around)
        if found is None:
            return None
        texts += _lines(found, shapes[found.shape], type)
        leaders += [found.leader] if found.leader else []
    return Names(tuple(texts), tuple(leaders))


def _bars(parts: Sequence[Part]) -> dict[int, Box]:
    """The whole bar of each day, from the top of its highest part to the foot of its lowest."""
    bars: dict[int, Box] = {}
    for part in parts:
        box = bars.get(part.day, part.box)
        bars[part.day] = Box(box.left, min(box.top, part.box.top), box.right, max(box.bottom, part.box.bottom))
    return bars


def _free_sides(category: int, parts: Sequence[Part]) -> list[Point]:
    """Middles of the sides of a category's parts that no neighbouring bar covers, the longest first."""
    bars, sides = _bars(parts), []
    for part in parts:
        if part.category != category:
            continue
        for next_day, x in ((part.day + 1, part.box.right), (part.day - 1, part.box.left)):
            foot = min(part.box.bottom, bars[next_day].top) if next_day in bars else part.box.bottom
            if foot - part.box.top >= TALL_ENOUGH:
                sides.append((foot - part.box.top, (x, (foot + part.box.top) / 2)))
    return [point for _, point in sorted(sides, key=lambda side: -side[0])]


def _nearest(
    points: Sequence[Point], sizes: Sequence[tuple[float, float]], frame: Box, around: Obstacles
) -> Label | None:
    """A label near the first point that has room for one, else the nearest to any; what it takes is then in the way."""
    best: Label | None = None
    for point in points:
        trial = replace(around, boxes=list(around.boxes), leaders=list(around.leaders))
        found = label(Wish(point, RADIUS, tuple(sizes)), frame, trial)
        if found and found.cost < (best.cost if best else FAR):
            best = found
        if best and best.cost < NEAR:
            break
    if best:
        around.boxes.append(best.box)
        around.leaders += [best.leader] if best.leader else []
    return best


def _shapes(name: str, faces: Faces, type: Type) -> list[tuple[str, ...]]:
    return list(dict.fromkeys([(name,), *(faces.evened(name, type, width) for width in WIDTHS)]))


def _size(lines: tuple[str, ...], faces: Faces, type: Type) -> tuple[float, float]:
    return faces.widest(lines, type), height_of(lines, type)


def _lines(place: Label, lines: tuple[str, ...], type: Type) -> list[Text]:
    if place.side == "right":
        return block(lines, (place.box.left, place.box.top), type)
    return block(lines, (place.box.right, place.box.top), type, "right")


def widest_name(names: Sequence[str], faces: Faces, type: Type) -> float:
    """How much room the names need beside the last bar."""
    return max(min(faces.widest(shape, type) for shape in _shapes(name, faces, type)) for name in names)


def key_above(names: Sequence[str], width: float, within: tuple[Faces, Type]) -> Names:
    """A swatch and a name for each category, side by side in as many lines as they need."""
    faces, type = within
    x = y = 0.0
    texts, swatches = [], []
    for name in names:
        wide = SWATCH + BESIDE + faces.width(name, type)
        if x and x + wide > width:
            x, y = 0.0, y + type.leading + 2
        swatches.append(Box(x, y, x + SWATCH, y + SWATCH))
        texts.append(Text(name, (x + SWATCH + BESIDE, y + SWATCH - 0.6), type))
        x += wide + APART
    return Names(tuple(texts), (), tuple(swatches))
