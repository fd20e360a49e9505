"""What a diagram of relations is laid out with: columns and ties go in; measures, and the boxes and lanes come out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from iria_reports.drawing.boxes import Box, Point
from iria_reports.drawing.faces import SEMIBOLD, Type
from iria_reports.drawing.layers import Columns, Node
from iria_reports.drawing.links import Pen
from iria_reports.drawing.plan import Plan, Setting
from iria_reports.drawing.sheet import Stroke

WIDE = 400.0  # a figure this wide has three columns, else two
SHARES = {1: 0.34, 2: 0.29, 3: 0.185}  # of the width for a column, by how many there are
INSET = 5.0  # boxes in their panel
PAD = 3.6  # words in their box
STRAIGHT = 9.0  # from a box's edge to a line straight down from it
FAN = 20.0  # where lines spread between a column and the lanes beside it
PORT = 8.6  # between two lines at one box
PASSING, LANE, RADIUS = 5.0, 4.0, 5.6
GAP = 7.0

NodePair = tuple[Node, Node]


@dataclass(frozen=True)
class Tie:
    """A link: its number, its ends, its pen and its words."""

    at: int
    origin: str
    target: str
    pen: Pen
    words: str


@dataclass
class Diagram:
    """The columns and, as they are laid out, the boxes of nodes and the lanes: by gap and link, the box of its words.

    straight  the links between two boxes of one side, the second right under the first
    listed    whether links carry numbers, and the words stand in a list under the diagram
    """

    plan: Plan
    ties: Sequence[Tie]
    placed: Columns
    listed: bool
    straight: dict[NodePair, Tie] = field(default_factory=dict)
    boxes: dict[Node, Box] = field(default_factory=dict)
    lanes: dict[tuple[int, int], Box] = field(default_factory=dict)

    @property
    def set(self) -> Setting:
        return self.plan.setting

    @property
    def apart(self) -> float:
        """From one box to the next, at the least."""
        return GAP - 2 if self.listed else GAP

    @property
    def column(self) -> float:
        return self.set.width * SHARES[len(self.placed)]

    @property
    def gap(self) -> float:
        count = len(self.placed)
        return (self.set.width - count * self.column) / max(count - 1, 1)

    def left(self, column: int) -> float:
        return column * (self.column + self.gap)


def put_number(diagram: Diagram, tie: Tie, centre: Point) -> None:
    plan, set = diagram.plan, diagram.set
    plan.circle(centre, RADIUS, plan.style.paper, Stroke(tie.pen.colour, 0.8))
    bold = Type(set.style.small_size, set.style.ink, SEMIBOLD)
    plan.write(str(_rank(diagram, tie)), bold, (centre[0], centre[1] - bold.size * 0.49), align="centre")


def _rank(diagram: Diagram, tie: Tie) -> int:
    return [one.at for one in diagram.ties if one.words].index(tie.at) + 1
