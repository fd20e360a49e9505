"""Links as they are drawn: a kind's number and a path go in; dashes, curves and heads go on the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from iria_reports.drawing.boxes import Point
from iria_reports.drawing.plan import Plan
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style

Head = Literal["filled", "open", "hollow", "diamond", "round", "bar"]
DASHES: tuple[tuple[float, ...], ...] = ((), (4.0, 2.2), (1.0, 1.8), (6.0, 1.8, 1.0, 1.8), (9.0, 3.0), (2.4, 1.4))
HEADS: tuple[Head, ...] = ("filled", "open", "hollow", "diamond", "round", "bar")
LENGTH, HALF = 6.0, 2.7
STEPS = 14


@dataclass(frozen=True)
class Pen:
    """How one kind of link is drawn: colour, dashes and head, each enough to tell it from the others."""

    colour: str
    dashes: tuple[float, ...]
    head: Head | None

    @property
    def stroke(self) -> Stroke:
        return Stroke(self.colour, 1.0, self.dashes)


def pens(kinds: Sequence[tuple[str, bool]], style: Style) -> dict[str, Pen]:
    """A pen for each kind; a mutual one has no head."""
    return {
        name: Pen(style.sequence[at % len(style.sequence)], DASHES[at], None if mutual else HEADS[at])
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


def head(plan: Plan, tip: Point, pen: Pen, to: Literal[-1, 1]) -> None:
    """The head of a link that arrives level at `tip`, going right (1) or left (-1)."""
    x, y = tip
    back = x - to * LENGTH
    edge, ring = Stroke(pen.colour, 0.9), [(x, y), (back, y - HALF), (back, y + HALF)]
    if pen.head == "filled":
        plan.shape(ring, pen.colour)
    elif pen.head == "hollow":
        plan.shape(ring, plan.style.paper, edge)
    elif pen.head == "open":
        plan.line([(back, y - HALF), (x, y), (back, y + HALF)], edge)
        plan.line([(back, y), (x, y)], edge)
    elif pen.head == "diamond":
        middle = (x + back) / 2
        plan.shape([(x, y), (middle, y - HALF), (back, y), (middle, y + HALF)], pen.colour)
    elif pen.head == "round":
        middle = (x + back) / 2
        plan.ink.append(lambda sheet: sheet.circle((middle, y), LENGTH / 2, pen.colour))
    elif pen.head == "bar":
        plan.line([(back, y), (x, y)], edge)
        plan.line([(x - to, y - HALF - 0.6), (x - to, y + HALF + 0.6)], Stroke(pen.colour, 1.6))


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
        plan.line([(x, y), (end, y)], pen.stroke)
        head(plan, (x + sample, y), pen, 1)
        x += width + 14
    return foot
