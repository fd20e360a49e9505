"""A grid of small panels: how many, their titles and a width go in; the place of each and of its title come out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from iria_reports.drawing.boxes import Box
from iria_reports.drawing.faces import Faces, Type
from iria_reports.drawing.measure import TALLEST_PLOT
from iria_reports.drawing.texts import Text, block, height_of

BETWEEN, BELOW = 16.0, 12.0  # from a panel to the next on its right, and to the title of the one under it
ABOVE, TITLE_FOOT = 3.0, 4.0
NARROWEST, MOST_ACROSS = 92.0, 4
HEIGHTS = {1: 100.0, 2: 92.0, 3: 76.0}
TALL, LEAST = 64.0, 24.0


@dataclass(frozen=True)
class Margins:
    """What a panel needs beside its plot: on the left of the first in a row, of every other, and on the right."""

    first: float
    other: float
    right: float


@dataclass(frozen=True)
class Cell:
    """One panel's plot and its title; whether it begins a row, and whether no panel stands under it."""

    plot: Box
    title: tuple[Text, ...]
    first: bool
    lowest: bool


@dataclass(frozen=True)
class Grid:
    cells: tuple[Cell, ...]
    bottom: float


def grid_of(titles: Sequence[str], width: float, margins: Margins, setting: tuple[Faces, Type, int | None]) -> Grid:
    """The panels in rows, `setting` being the faces, the titles' type and how many in a row are wanted."""
    faces, type, wanted = setting
    across = min(wanted, len(titles)) if wanted else _across(len(titles), width)
    while across > 1 and _plot_width(across, width, margins) < NARROWEST / 2:
        across -= 1
    plot = _plot_width(across, width, margins)
    room = plot + margins.right
    broken = [faces.evened(title, type, room) for title in titles]
    rows = [broken[at : at + across] for at in range(0, len(titles), across)]
    heads = [max(height_of(lines, type) for lines in row) + TITLE_FOOT for row in rows]
    free = (TALLEST_PLOT - ABOVE - sum(heads) - BELOW * (len(rows) - 1)) / len(rows)
    height = max(min(HEIGHTS.get(len(rows), TALL), free), LEAST)
    cells, top = [], ABOVE
    for number, (row, head) in enumerate(zip(rows, heads, strict=True)):
        plot_top = top + head
        for column, lines in enumerate(row):
            left = margins.first + column * (plot + margins.right + BETWEEN + margins.other)
            title_top = plot_top - TITLE_FOOT - height_of(lines, type)
            title = tuple(block(lines, (left, title_top), type))
            lowest = number * across + column + across >= len(titles)
            cells.append(Cell(Box(left, plot_top, left + plot, plot_top + height), title, column == 0, lowest))
        top = plot_top + height + BELOW
    return Grid(tuple(cells), top - BELOW)


def _across(count: int, width: float) -> int:
    """As many in a row as are wide enough; one fewer where that takes no more rows."""
    most = min(MOST_ACROSS, int(width // (NARROWEST + BETWEEN)), count)
    if count <= most:
        return count
    rows = math.ceil(count / most)
    return most - 1 if most > 1 and math.ceil(count / (most - 1)) == rows else most


def _plot_width(across: int, width: float, margins: Margins) -> float:
    taken = margins.first + (across - 1) * (margins.other + BETWEEN) + across * margins.right
    return (width - taken) / across
