"""Packing a lane: events with their words go in; marks and labels that touch nothing else come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

from iria_reports.drawing.boxes import Box, below
from iria_reports.drawing.faces import ASCENT, Faces, Type
from iria_reports.drawing.texts import height_of

RADIUS = 2.7
BAR = 4.0
BESIDE = 4.0  # between a mark and its label
APART = 6.0  # between a label and the next thing on its row; twice that where there is room
LONG_BAR = 110.0  # a bar this long carries its label on its back
SHORT_LABEL = 125.0  # a label this narrow stays on one line

MORE = "…"

Wrapping = Literal["two lines", "one line", "either"]


@dataclass(frozen=True)
class Span:
    """An event on the scale: where its mark starts and ends (the same for a point), and its words.

    either  it was at one of the two ends, and did not last from one to the other
    """

    left: float
    right: float
    words: str
    either: bool = False

    @property
    def is_point(self) -> bool:
        return self.left == self.right or self.either


@dataclass(frozen=True)
class Placed:
    """An event with its place: the box of its mark, the box and lines of its label, and the edge its lines keep to."""

    span: Span
    mark: Box
    label: Box
    lines: tuple[str, ...]
    align: Literal["left", "right"]

    def moved(self, down: float) -> "Placed":
        return Placed(self.span, self.mark.moved(0, down), self.label.moved(0, down), self.lines, self.align)


@dataclass(frozen=True)
class Room:
    """What a lane has: left and right edge, the type of its labels, the faces that measure them, and its habits.

    pitch    from one row to the next, in points
    orderly  labels stand on the right wherever they fit, and no event stands above an earlier one over some same day
    longest  labels wider than this are cut to their first words
    """

    left: float
    right: float
    type: Type
    faces: Faces
    pitch: float
    orderly: bool
    longest: float = inf

    def shortened(self, words: str) -> str:
        """The words, or as many as fit and a sign that there are more: the table has them all."""
        if self.faces.width(words, self.type) <= self.longest:
            return words
        first = self.faces.wrapped(words, self.type, self.longest - self.faces.width(MORE, self.type))[0]
        return f"{first.rstrip(' ,;:.–')}{MORE}"


def pack(spans: Sequence[Span], taken: Sequence[Box], room: Room) -> list[Placed]:
    """Every event placed as high as it goes, in order; of three ways to wrap labels the lowest lane wins."""
    ways: tuple[Wrapping, ...] = ("two lines", "either", "one line")
    tried = [_packed(spans, taken, room, way) for way in ways]
    return min(tried, key=lambda placed: round(depth(placed), 1))


def depth(placed: Sequence[Placed]) -> float:
    """How far down the lowest of them reaches."""
    return max((max(one.mark.bottom, one.label.bottom) for one in placed), default=0.0)


def _packed(spans: Sequence[Span], taken: Sequence[Box], room: Room, way: Wrapping) -> list[Placed]:
    boxes = list(taken)
    done: list[Placed] = []
    for span in spans:
        shapes = _shapes(span, room, way)
        row, placed = 0, None
        while placed is None:
            needs: list[float] = []
            for one in _candidates(span, shapes, room, row):
                needs.append(max(_to_be_clear(one, boxes, room), _to_be_in_order(one, done, room)))
                if not needs[-1]:
                    placed = one
                    break
            row += max(1, int(min(needs) / (room.pitch / 2)))
        done.append(placed)
        boxes += [placed.mark, placed.label]
    return done


def _to_be_clear(one: Placed, boxes: Sequence[Box], room: Room) -> float:
    """How far down it must go, at the least, to touch nothing: 0 where it does not."""
    if one.label.left < room.left or one.label.right > room.right:
        return inf
    apart = APART * (1 + room.orderly)
    wide = Box(one.label.left - apart, one.label.top, one.label.right + apart, one.label.bottom)
    return max(below(wide, boxes), below(one.mark.grown(1.0), boxes))


def _to_be_in_order(one: Placed, done: Sequence[Placed], room: Room) -> float:
    """How far down it must go to stand no higher than any earlier event above or below it: 0 where it does not."""
    if not room.orderly:
        return 0.0
    left, right = min(one.mark.left, one.label.left), max(one.mark.right, one.label.right)
    tops = (
        before.label.top - one.label.top
        for before in done
        if left < max(before.mark.right, before.label.right) and min(before.mark.left, before.label.left) < right
    )
    return max(0.0, *tops, 0.0)


def _shapes(span: Span, room: Room, way: Wrapping) -> list[tuple[str, ...]]:
    """The ways its label may be broken, the best first; always one that fits on one side of its mark."""
    whole: tuple[str, ...] = (" ".join(span.words.split()),)
    halves = room.faces.balanced(span.words, room.type, 2)
    short = room.faces.width(span.words, room.type) <= SHORT_LABEL
    shapes = [whole] if short or way == "one line" else [halves, whole][: 1 + (way == "either")]
    beside = max(span.left - room.left, room.right - span.right) - RADIUS - BESIDE - 1
    if all(room.faces.widest(shape, room.type) > beside for shape in shapes):
        narrow = room.faces.widest(halves, room.type) <= beside
        shapes.append(halves if narrow else room.faces.wrapped(span.words, room.type, beside))
    return shapes


def _candidates(span: Span, shapes: Sequence[tuple[str, ...]], room: Room, row: int) -> Iterator[Placed]:
    top = row * room.pitch / 2
    if span.right - span.left >= LONG_BAR:
        yield from _on_the_bar(span, room, top)
    for lines in shapes:
        width, height = room.faces.widest(lines, room.type), height_of(lines, room.type)
        half = RADIUS if span.is_point else BAR / 2
        across = RADIUS if span.is_point else 0.0
        middle = top + room.type.size * (ASCENT - 0.27)
        mark = Box(span.left - across, middle - half, span.right + across, middle + half)
        start = mark.right + BESIDE
        yield Placed(span, mark, Box(start, top, start + width, top + height), lines, "left")
        if not room.orderly or start + width > room.right:
            end = mark.left - BESIDE
            yield Placed(span, mark, Box(end - width, top, end, top + height), lines, "right")


def _on_the_bar(span: Span, room: Room, top: float) -> Iterator[Placed]:
    """The label as one line above a long bar, kept to its start, or to its end where that would leave the frame."""
    lines = (span.words,)
    width, height = room.faces.widest(lines, room.type), height_of(lines, room.type)
    across, high = (RADIUS, 2 * RADIUS) if span.either else (0.0, BAR)
    mark = Box(span.left - across, top + height + 1.2, span.right + across, top + height + 1.2 + high)
    if span.left + width <= room.right:
        yield Placed(span, mark, Box(span.left, top, span.left + width, top + height), lines, "left")
    else:
        yield Placed(span, mark, Box(span.right - width, top, span.right, top + height), lines, "right")
