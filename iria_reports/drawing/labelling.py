"""Labels round points: points, their words and what is in the way go in; label boxes that touch nothing come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from iria_reports.drawing.boxes import Box, Point, free

Side = Literal["left", "right"]
PASSING_MARK, PASSING_LINE = 90.0, 8.0
CLOSE_BY = 1.5  # a leader this near to another mark seems to point at it
FLAT = 30.0  # for a leader that all but lies on the line it leaves
NEAR_ANOTHER, AMBIGUOUS = 9.0, 9.0
LEADER_FROM = 11.0  # a label farther from its mark than this is tied to it by a line


@dataclass(frozen=True)
class Wish:
    """A mark that wants a label: where it is, how large, the label's width and height in each shape it may take."""

    at: Point
    radius: float
    shapes: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Label:
    """Where a label went, in which of its shapes, to which side of its mark, and the leader if it needs one."""

    box: Box
    shape: int
    side: Side
    leader: tuple[Point, Point] | None
    cost: float = 0.0


@dataclass
class Obstacles:
    """What labels keep clear of: boxes, marks and leaders always, thin lines if they can.

    A label on a thin line costs `crossing`; a leader may pass another mark or a thin line, at a cost.
    """

    boxes: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    leaders: list[tuple[Point, Point]] = field(default_factory=list)
    crossing: float = 120.0


DISTANCES = (3.5, 8.0, 14.0, 21.0, 29.0, 38.0, 48.0, 60.0, 74.0, 90.0, 108.0, 128.0, 150.0)


def label(wish: Wish, frame: Box, around: Obstacles) -> Label | None:
    """The nearest free place for one label, or None; what it takes is added to the obstacles."""
    best, least = None, float("inf")
    for cost, place in _places(wish):
        if place.distance >= least:
            break
        if cost >= least or not place.box.inside(frame) or not free(place.box, [*around.boxes, *around.marks], 2.5):
            continue
        candidate = Label(place.box, place.shape, place.side, _leader(wish, place))
        if not _clear(candidate, wish, around):
            continue
        cost += around.crossing * sum(place.box.meets_segment(*line) for line in around.lines)
        cost += _leader_cost(candidate, wish, around) + NEAR_ANOTHER * _near_others(candidate, wish, around)
        if cost < least:
            best, least = candidate, cost
    if best is not None:
        best = replace(best, cost=least)
        around.boxes.append(best.box)
        around.leaders += [best.leader] if best.leader else []
    return best


class _Place(NamedTuple):
    box: Box
    shape: int
    side: Side
    distance: float


def _places(wish: Wish) -> Iterator[tuple[float, _Place]]:
    """Places round the mark with their cost: near before far, beside and above before below."""
    x, y = wish.at
    for distance in DISTANCES:
        away = wish.radius + distance
        for shape, (width, height) in enumerate(wish.shapes):
            for across, down, side, extra in _directions(distance):
                left = x + across * away if side == "right" else x + across * away - width
                top = y - height / 2 + down * (away + height / 2)
                box = Box(left, top, left + width, top + height)
                cost = distance + extra + 2.0 * shape
                yield cost, _Place(box, shape, side, distance)


def _directions(distance: float) -> Iterator[tuple[float, float, Side, float]]:
    """Steps across and down, the side the label grows to, and what it costs to stand there."""
    yield from (
        (1, 0, "right", 0.0),
        (-1, 0, "left", 0.8),
        (0.55, -0.55, "right", 1.0),
        (-0.55, -0.55, "left", 1.2),
        (0.55, 0.55, "right", 2.2),
        (-0.55, 0.55, "left", 2.4),
        (-0.1, -1, "right", 1.6),
        (0.1, -1, "left", 1.8),
        (-0.1, 1, "right", 2.6),
        (0.1, 1, "left", 2.8),
    )
    if distance > LEADER_FROM:
        for slant in (0.25, 0.5):
            yield from (
                (slant, -1, "right", 2.0),
                (-slant, -1, "left", 2.4),
                (1, -slant, "right", 1.0),
                (-1, -slant, "left", 1.4),
            )


def _leader(wish: Wish, place: _Place) -> tuple[Point, Point] | None:
    """A line from the rim of the mark to the nearest edge of the label's first words."""
    if place.distance <= LEADER_FROM:
        return None
    (x, y), box = wish.at, place.box
    near_x = min(max(x, box.left + 2), box.right - 2)
    if box.top <= y <= box.bottom:
        end = (box.left - 1.5 if place.side == "right" else box.right + 1.5, y)
    elif y < box.top:
        end = (near_x, box.top - 0.5)
    else:
        end = (near_x, box.bottom + 0.5)
    length = max(((end[0] - x) ** 2 + (end[1] - y) ** 2) ** 0.5, 0.01)
    share = min((wish.radius + 1) / length, 1.0)
    return (x + (end[0] - x) * share, y + (end[1] - y) * share), end


def _clear(candidate: Label, wish: Wish, around: Obstacles) -> bool:
    if any(candidate.box.grown(1.5).meets_segment(*line) for line in around.leaders):
        return False
    if candidate.leader is None:
        return True
    if any(box.grown(1.0).meets_segment(*candidate.leader) for box in around.boxes):
        return False
    return not any(crosses(candidate.leader, line) for line in around.leaders)


def _near_others(candidate: Label, wish: Wish, around: Obstacles) -> int:
    """How many other marks the label stands so near that it might be read as theirs."""
    own = Box(*wish.at, *wish.at).grown(wish.radius + 0.1)
    return sum(candidate.box.overlaps(box, AMBIGUOUS) for box in around.marks if not box.inside(own))


def _leader_cost(candidate: Label, wish: Wish, around: Obstacles) -> float:
    """What a leader costs for the other marks and the thin lines it passes."""
    if candidate.leader is None:
        return 0.0
    own = Box(*wish.at, *wish.at).grown(wish.radius + 0.1)
    (x, y), (end_x, end_y) = candidate.leader
    level = any(line[0][1] == line[1][1] == y for line in around.lines)
    flat = FLAT if abs(end_y - y) < abs(end_x - x) / 5 and (level or end_y != y) else 0.0
    marks = sum(box.grown(CLOSE_BY).meets_segment(*candidate.leader) for box in around.marks if not box.inside(own))
    return flat + PASSING_MARK * marks + PASSING_LINE * sum(crosses(candidate.leader, line) for line in around.lines)


def crosses(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two straight lines cross."""

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def segments(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    """A chain of points as straight lines."""
    return list(pairwise(points))
