"""Ways of counting: their names and a style go in; a mark, a line and an entry in the key for each come out."""

from collections.abc import Sequence
from dataclasses import dataclass

from iria_reports.drawing.boxes import Box, Point
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import Faces, Type
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style

RADIUS = 2.9
DASHES: tuple[tuple[float, ...], ...] = ((), (3.4, 2.0), (1.0, 1.8), (6.0, 1.8, 1.0, 1.8))
CORNERS = (0, 4, 3, 2)  # of a mark: a disc, a square, a triangle, a diamond
SAMPLE, BEFORE, BETWEEN = 18.0, 4.0, 14.0


@dataclass(frozen=True)
class Way:
    """How figures that count the same are drawn: the first solid in the house's colour, others grey and dashed.

    joined  whether a line leads from one to the next
    hollow  whether the mark is open, as of a figure that nobody gave
    """

    name: str
    colour: str
    dashes: tuple[float, ...]
    corners: int
    joined: bool = True
    hollow: bool = False


def ways_of(names: Sequence[str], style: Style) -> tuple[Way, ...]:
    """One for each name, in order."""
    return tuple(
        Way(name, style.muted if at else style.house, DASHES[at % len(DASHES)], CORNERS[at % len(CORNERS)])
        for at, name in enumerate(names)
    )


def draw_line(sheet: Sheet, points: Sequence[Point], way: Way, paper: str) -> None:
    """The line that joins figures of one way."""
    colour = way.colour if way.dashes else blend(way.colour, paper, 0.55)
    sheet.line(points, Stroke(colour, 1.0, way.dashes))


def draw_mark(sheet: Sheet, at: Point, way: Way, paper: str) -> None:
    """The mark of one figure."""
    x, y = at
    edge, arm = Stroke(way.colour, 1.2) if way.hollow else Stroke(paper, 0.6), RADIUS + 0.5
    fill = paper if way.hollow else way.colour
    if way.corners == 4:
        sheet.rectangle(Box(x, y, x, y).grown(RADIUS - 0.3), fill, edge)
    elif way.corners == 3:
        sheet.shape([[(x, y - arm), (x + arm, y + RADIUS), (x - arm, y + RADIUS)]], fill, edge)
    elif way.corners == 2:
        sheet.shape([[(x, y - arm), (x + arm, y), (x, y + arm), (x - arm, y)]], fill, edge)
    else:
        sheet.circle(at, RADIUS - 0.3 * way.hollow, fill, edge)


def key_of(ways: Sequence[Way], width: float, setting: tuple[Faces, Type]) -> list[tuple[Way, Point]]:
    """Each named way with its place in the key, in as many lines as they take; none for a single way of counting."""
    faces, type = setting
    entries: list[tuple[Way, Point]] = []
    x = y = 0.0
    for way in (one for one in ways if one.name and len(ways) > 1):
        wide = SAMPLE + BEFORE + faces.width(way.name, type)
        if x and x + wide > width:
            x, y = 0.0, y + type.leading
        entries.append((way, (x, y)))
        x += wide + BETWEEN
    return entries


def draw_key(sheet: Sheet, entries: Sequence[tuple[Way, Point]], setting: tuple[Type, str]) -> None:
    """A sample of each way's line and mark, and its name."""
    type, paper = setting
    for way, (x, y) in entries:
        middle = y + type.size * 0.62
        if way.joined:
            draw_line(sheet, [(x, middle), (x + SAMPLE, middle)], way, paper)
        draw_mark(sheet, (x + SAMPLE / 2, middle), way, paper)
        sheet.words((x + SAMPLE + BEFORE, y + type.size * 0.95), way.name, type)
