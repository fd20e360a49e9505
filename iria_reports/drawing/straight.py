"""Links straight down a side: a diagram goes in; a line from box to box, its words beside it, goes on the plan."""

from collections.abc import Sequence
from itertools import pairwise

from iria_reports.drawing.diagram import INSET, RADIUS, STRAIGHT, Diagram, NodePair, Tie, put_number
from iria_reports.drawing.layers import Columns
from iria_reports.drawing.links import DOWN, LENGTH, UP, head
from iria_reports.drawing.plan import TextBox


def straight_of(placed: Columns, ties: Sequence[Tie]) -> dict[NodePair, Tie]:
    """For two boxes one right under the other on a side, the first link between them."""
    found: dict[NodePair, Tie] = {}
    for pair in (pair for column in placed for panel in column if panel.side for pair in pairwise(panel.nodes)):
        names = {node.actor for node in pair}
        tie = next((tie for tie in ties if {tie.origin, tie.target} == names), None)
        if tie:
            found[pair] = tie
    return found


def straight_height(diagram: Diagram, pair: NodePair) -> float:
    """What two boxes stand farther apart for the link between them."""
    if pair not in diagram.straight:
        return 0.0
    if diagram.listed or not diagram.straight[pair].words:
        return 2 * RADIUS + 2 * LENGTH - diagram.apart
    return max(_straight_text(diagram, diagram.straight[pair]).box.bottom + 4, 2.5 * LENGTH) - diagram.apart


def _straight_text(diagram: Diagram, tie: Tie) -> TextBox:
    return diagram.set.text(tie.words, diagram.set.small, (0, 0), _straight_limit(diagram))


def _straight_limit(diagram: Diagram) -> float:
    return diagram.column - 2 * INSET - STRAIGHT - 5


def draw_straight(diagram: Diagram, pair: NodePair, tie: Tie) -> None:
    """A line straight down, or up, from box to box, its words or its number beside it."""
    plan, (over, under) = diagram.plan, (diagram.boxes[node] for node in pair)
    x, top, foot = over.left + STRAIGHT, over.bottom, under.top
    down, headed = tie.origin == pair[0].actor, LENGTH if tie.pen.head else 0.0
    tie.pen.draw(plan, [(x, top + (0 if down else headed)), (x, foot - (headed if down else 0))])
    head(plan, (x, foot if down else top), tie.pen, DOWN if down else UP)
    if diagram.listed and tie.words:
        put_number(diagram, tie, (x + RADIUS + 5, (top + foot) / 2))
    elif tie.words:
        text = _straight_text(diagram, tie)
        plan.write(tie.words, diagram.set.small, (x + 5, (top + foot - text.box.bottom) / 2), _straight_limit(diagram))
