"""Links as they are drawn: a kind's number and a path go in; dashes, curves and heads go on the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from iria_reports.drawing.boxes import Point
from iria_reports.drawing.plan import Plan
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style

Head = Literal["filled", "open", "hollow", "diamond", "round", "broad"]
DASHES: tuple[tuple[float, ...], ...] = ((), (4.5, 2.4), (1.0, 1.8), (7.0, 1.8, 1.0, 1.8), (), ())
WIDTHS = (1.0, 1.0, 1.2, 1.0, 2.9, 2.2)
DOUBLE = (False, False, False, False, True, False)
CORE = 1.3  # of paper between the two lines of a double one
HEADS: tuple[Head, ...] = ("filled", "open", "hollow", "diamond", "round", "broad")
LENGTH, HALF = 6.0, 2.7
RIGHT, LEFT, DOWN, UP = (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)
STEPS = 14


@dataclass(frozen=True)
class Pen:
    """How one kind of link is drawn: its colour, its line and its head, each enough to tell it from the others."""

    colour: str
    dashes: tuple[float, ...]
    width: float
    double: bool
    head: Head | None

    def draw(self, plan: Plan, path: Sequence[Point]) -> None:
        """The line along a path."""
        plan.line(path, Stroke(self.colour, self.width, self.dashes))
        if self.double:
            plan.line(path, Stroke(plan.style.paper, CORE))


def pens(kinds: Sequence[tuple[str, bool]], style: Style) -> dict[str, Pen]:
    """A pen for each kind; a mutual one has no head."""
    return {
        name: Pen(
            style.sequence[at % len(style.sequence)], DASHES[at], WIDTHS[at], DOUBLE[at], None if mutual else HEADS[at]
        )
        for at, (name, mutual) in enumerate(kinds)
    }


def curve(start: Point, end: Point) -> list[Point]:
    """From one point to another, leaving and arriving level (a cubic Bézier as a chain of points)."""
    if abs(start[1] - end[1]) < 0.05:
        return [start, end]
    bend = (start[0] + end[0]) / 2
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        points.append((a * start[0] + (b + c) * bend + d * end[0], (a + b) * start[1] + (c + d) * end[1]))
    return points


def head(plan: Plan, tip: Point, pen: Pen, to: Point) -> None:
    """The head of a link that arrives at `tip` in the direction `to`, one of the four."""

    def at(back: float, across: float) -> Point:
        return tip[0] - to[0] * back - to[1] * across, tip[1] - to[1] * back + to[0] * across

    edge, middle = Stroke(pen.colour, 0.9), at(LENGTH / 2, 0)
    ring = [tip, at(LENGTH, -HALF), at(LENGTH, HALF)]
    if pen.head == "filled":
        plan.shape(ring, pen.colour)
    elif pen.head == "hollow":
        plan.shape(ring, plan.style.paper, edge)
    elif pen.head == "open":
        plan.line([ring[1], tip, ring[2]], edge)
        plan.line([at(LENGTH, 0), tip], edge)
    elif pen.head == "diamond":
        plan.shape([tip, at(LENGTH / 2, -HALF), at(LENGTH, 0), at(LENGTH / 2, HALF)], pen.colour)
    elif pen.head == "round":
        plan.ink.append(lambda sheet: sheet.circle(middle, LENGTH / 2, plan.style.paper, Stroke(pen.colour, 1.1)))
    elif pen.head == "broad":
        plan.shape([tip, at(LENGTH, -HALF - 1.4), at(LENGTH, HALF + 1.4)], pen.colour)


def key(plan: Plan, drawn: dict[str, Pen], top: float) -> float:
    """A sample and the name of each kind, in as many lines as it takes. The foot comes back."""
    x, sample, foot, set = 0.0, 26.0, top, plan.setting
    for name, pen in drawn.items():
        text = set.text(name, set.small, (0, 0), set.width - sample - 5)
        width = sample + 5 + text.box.right
        if x and x + width > set.width:
            x, top = 0.0, foot + 4
        foot = max(foot, plan.write(name, set.small, (x + sample + 5, top), set.width - sample - 5).box.bottom)
        y = top + set.small.size * 0.5
        end = x + sample - (LENGTH if pen.head else 0)
        pen.draw(plan, [(x, y), (end, y)])
        head(plan, (x + sample, y), pen, RIGHT)
        x += width + 14
    return foot
