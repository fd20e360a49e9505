"""Rectangles on the paper in points, origin top left: in come edges, out comes whether two of them touch."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Point = tuple[float, float]
Reach = tuple[float, float]  # from where to where along one axis


class Box(NamedTuple):
    """left, top, right, bottom; top is the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two share any area, or come nearer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def inside(self, other: "Box") -> bool:
        """Whether it lies wholly within the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, across: float, down: float) -> "Box":
        return Box(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def meets_segment(self, start: Point, end: Point) -> bool:
        """Whether the straight line from `start` to `end` passes through it (Liang and Barsky)."""
        enter, leave = 0.0, 1.0
        for origin, step, low, high in (
            (start[0], end[0] - start[0], self.left, self.right),
            (start[1], end[1] - start[1], self.top, self.bottom),
        ):
            if step == 0:
                if not low <= origin <= high:
                    return False
                continue
            near, far = sorted(((low - origin) / step, (high - origin) / step))
            enter, leave = max(enter, near), min(leave, far)
            if enter > leave:
                return False
        return True


def free(box: Box, taken: Iterable[Box], gap: float = 0.0) -> bool:
    """Whether the box keeps clear of all that is taken."""
    left, top, right, bottom = box.grown(gap) if gap else box
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def below(box: Box, taken: Iterable[Box]) -> float:
    """How far down the box must go to be clear of all that it touches where it is: 0 where it touches nothing."""
    left, top, right, bottom = box
    touched = (
        other[3] - top
        for other in taken
        if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
    )
    return max(touched, default=0.0)


def gaps(between: Reach, taken: Iterable[Reach]) -> Iterator[Reach]:
    """The stretches of a line from one end to the other that nothing takes."""
    start, end = between
    for first, last in sorted(taken):
        if first > start:
            yield start, min(first, end)
        start = max(start, last)
        if start >= end:
            return
    yield start, end


def upright_line(x: float, between: Reach, words: Iterable[Box], *, clear: float = 1.0) -> list[list[Point]]:
    """The pieces of an upright line that cross no words, `clear` above and below them and twice that beside them."""
    taken = [(b.top - clear, b.bottom + clear) for b in words if b.left - 2 * clear < x < b.right + 2 * clear]
    return [[(x, upper), (x, lower)] for upper, lower in gaps(between, taken)]


def level_line(y: float, between: Reach, words: Iterable[Box], *, clear: float = 1.0) -> list[list[Point]]:
    """The pieces of a level line that cross no words, as far from them as those of an upright one."""
    taken = [(b.left - 2 * clear, b.right + 2 * clear) for b in words if b.top - clear < y < b.bottom + clear]
    return [[(left, y), (right, y)] for left, right in gaps(between, taken)]


def apart(lefts: Sequence[float], widths: Sequence[float], ends: tuple[float, float], gap: float) -> list[float]:
    """Left edges near those wished for, with a gap between: pushed to the right, then back from the end."""
    moved = [max(lefts[0], ends[0])]
    for wish, width in zip(lefts[1:], widths, strict=False):
        moved.append(max(wish, moved[-1] + width + gap))
    moved[-1] = min(moved[-1], ends[1] - widths[-1])
    for at in range(len(moved) - 2, -1, -1):
        moved[at] = min(moved[at], moved[at + 1] - widths[at] - gap)
    return moved


def clipped(ring: Sequence[Point], frame: Box) -> list[Point]:
    """The part of a closed ring inside the frame (Sutherland and Hodgman); empty where it lies wholly outside."""
    points = list(ring)
    for axis, limit, sign in ((0, frame.left, 1), (0, frame.right, -1), (1, frame.top, 1), (1, frame.bottom, -1)):
        kept: list[Point] = []
        for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
            was_in, is_in = sign * before[axis] >= sign * limit, sign * here[axis] >= sign * limit
            if was_in != is_in:
                share = (limit - before[axis]) / (here[axis] - before[axis])
                kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
            if is_in:
                kept.append(here)
        points = kept
    return points
