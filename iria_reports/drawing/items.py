"""A column of items: their names and a width go in; the lines of each and the rows they stand in come out."""

from collections.abc import Sequence
from dataclasses import dataclass

from iria_reports.drawing.faces import REGULAR, SEMIBOLD, Type
from iria_reports.drawing.measure import TALLEST_PLOT
from iria_reports.drawing.plan import Setting
from iria_reports.drawing.texts import Text, beside, height_of

# share of the width names may take, space between rows, whether in the smaller type; the airiest that fits is used
HABITS = (
    (0.34, 7.0, False),
    (0.44, 7.0, False),
    (0.44, 5.0, False),
    (0.5, 4.0, True),
    (0.55, 3.4, True),
)
MOST_LINES = 2


@dataclass(frozen=True)
class Rows:
    """Items one under the other: the lines of each, the type they are set in, and the edges between their rows."""

    lines: tuple[tuple[str, ...], ...]
    types: tuple[Type, ...]
    edges: tuple[float, ...]
    width: float

    def middle(self, at: int) -> float:
        return (self.edges[at] + self.edges[at + 1]) / 2

    @property
    def pitch(self) -> float:
        """The height of the lowest row."""
        return min(after - before for before, after in zip(self.edges, self.edges[1:], strict=False))

    def texts(self) -> list[Text]:
        """The names, each in the middle of its row."""
        return [
            text
            for at, (lines, type) in enumerate(zip(self.lines, self.types, strict=True))
            for text in beside(lines, (0.0, self.middle(at)), type)
        ]


def rows_of(names: Sequence[str], head: float, setting: Setting, *, strong: int | None = None) -> Rows:
    """The items in rows that begin at `head`, one of them strong; closer, then smaller, to fit on a page."""
    tried = [_rows(names, head, setting, habit=habit, strong=strong) for habit in HABITS]
    for most_lines in (MOST_LINES, len(names) + MOST_LINES):
        for rows in tried:
            if rows.edges[-1] <= TALLEST_PLOT and max(map(len, rows.lines)) <= most_lines:
                return rows
    return tried[-1]


def _rows(
    names: Sequence[str], head: float, setting: Setting, *, habit: tuple[float, float, bool], strong: int | None
) -> Rows:
    share, space, smaller = habit
    style, faces = setting.style, setting.faces
    size = style.small_size if smaller else style.text_size
    types = [Type(size, style.ink, SEMIBOLD if at == strong else REGULAR) for at in range(len(names))]
    lines = [faces.evened(name, type, setting.width * share) for name, type in zip(names, types, strict=True)]
    edges = [head]
    for one, type in zip(lines, types, strict=True):
        edges.append(edges[-1] + height_of(one, type) + space)
    width = max(faces.widest(one, type) for one, type in zip(lines, types, strict=True))
    return Rows(tuple(lines), tuple(types), tuple(edges), width)
