"""Plain geometry and colour: matrices, boxes, rings and what lies in them; colours laid over one another.

Points everywhere, from the page's top left corner, x to the right and y down.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float]
WHITE: Colour = (1.0, 1.0, 1.0)


class Box(NamedTuple):
    """A rectangle; `top` is the smaller y."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: "Box", slack: float = 0.0) -> bool:
        """Whether no side of this box leaves the other by more than `slack`."""
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def meet(self, other: "Box") -> "Box":
        """What both cover; its sides cross where that is nothing."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def has(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def box_around(points: Iterable[Point]) -> Box:
    """The smallest box with all the points in it."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and `then` what the second does (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(point: Point, matrix: Matrix) -> Point:
    """Where the matrix takes the point."""
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def inside(point: Point, rings: Iterable[Sequence[Point]], *, even_odd: bool) -> bool:
    """Whether the point lies in the area of the rings (ISO 32000-1, 8.5.3.3); an open ring counts as closed."""
    x, y = point
    turns = crossings = 0
    for ring in rings:
        x1, y1 = ring[-1]
        for x2, y2 in ring:
            if (y1 <= y) != (y2 <= y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
                turns += 1 if y2 > y1 else -1
            x1, y1 = x2, y2
    return crossings % 2 == 1 if even_odd else turns != 0


def mixed(over: Colour, under: Colour, alpha: float) -> Colour:
    """A colour laid over another at this opacity."""
    red, green, blue = (alpha * one + (1 - alpha) * other for one, other in zip(over, under, strict=True))
    return (red, green, blue)
