"""Fills for categories: a category's number and a style go in; a colour and a texture that parts greys come out."""

from dataclasses import dataclass

from iria_reports.drawing.boxes import Box
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style

STRIPED = (3, 5)  # of the sequence: as dark as another of its colours
STRIPE, PITCH = 0.6, 2.4


@dataclass(frozen=True)
class Fill:
    """How a category is filled: its colour, and whether stripes of paper run across it."""

    colour: str
    striped: bool


def fill_of(category: int, style: Style) -> Fill:
    """The fill of a category, in the order of the style's sequence."""
    return Fill(style.sequence[category % len(style.sequence)], category in STRIPED)


def paint(sheet: Sheet, box: Box, fill: Fill, paper: str) -> None:
    """A rectangle in the fill; its stripes are counted from its foot."""
    sheet.rectangle(box, fill.colour)
    if fill.striped:
        count = int((box.bottom - box.top) / PITCH)
        heights = [box.bottom - PITCH * (at + 0.5) for at in range(count)]
        sheet.lines([[(box.left, y), (box.right, y)] for y in heights], Stroke(paper, STRIPE))
