"""The ink of relations: a figure and a style go in; boxes in columns and links between them, as SVG, come out.

Every link has a lane of its own in each gap between columns it goes through, as high as its words: by construction no
line crosses words or boxes, and no words touch.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from iria_reports.drawing.boxes import Box, Point, apart
from iria_reports.drawing.colour import blend
from iria_reports.drawing.diagram import (
    FAN,
    GAP,
    INSET,
    LANE,
    PAD,
    PASSING,
    PORT,
    RADIUS,
    WIDE,
    Diagram,
    Tie,
    put_number,
)
from iria_reports.drawing.layers import Node, Panel, chain, column_of, columns
from iria_reports.drawing.links import LEFT, LENGTH, RIGHT, curve, head, key, pens
from iria_reports.drawing.measure import TALLEST
from iria_reports.drawing.plan import Plan, Setting, TextBox, setting
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.straight import draw_straight, straight_height, straight_of
from iria_reports.drawing.style import Style
from iria_reports.report import Figure


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The diagram as SVG."""
    return lay_out(figure, style, language).svg()


def lay_out(figure: Figure, style: Style, language: str) -> Plan:
    """Words on the links where the diagram then fits on a page; else numbers, and the words in a list under it."""
    written = _laid_out(figure, setting(figure, style, language), listed=False)
    if written.height <= TALLEST:
        return written
    return _laid_out(figure, setting(figure, style, language), listed=True)


def _laid_out(figure: Figure, set: Setting, *, listed: bool) -> Plan:
    plan, options = Plan(set), figure.options
    drawn = pens([(str(name), bool(mutual)) for name, mutual in options["kinds"]], set.style)
    ties = [
        Tie(at, str(one["from"]), str(one["to"]), drawn[str(one["kind"])], words)
        for at, (one, words) in enumerate(zip(figure.table.records(), options["labels"], strict=True))
    ]
    pairs = [(tie.origin, tie.target) for tie in ties]
    most = 3 if set.width >= WIDE else 2
    placed = columns(options["sides"], pairs, most, in_order=options["in_order"])
    diagram = Diagram(plan, ties, placed, listed, straight_of(placed, ties))
    top = key(plan, drawn, 0.0) + 9
    height = max([_natural(diagram, column) for column in placed] + [_lanes_height(diagram, g) for g in _gaps(diagram)])
    for at, column in enumerate(placed):
        _column(diagram, at, column, (top, height))
    for at in _gaps(diagram):
        _lay_lanes(diagram, at, (top, top + height))
    _links(diagram)
    plan.height = top + height + 1
    if listed:
        plan.height = _list(diagram, top + height + 9)
    return plan


def _gaps(diagram: Diagram) -> range:
    """The gaps between columns; a single column has one beside it."""
    return range(max(len(diagram.placed) - 1, 1))


def _through(diagram: Diagram, gap: int) -> list[Tie]:
    """The links that go through a gap; one within a column goes out to the gap on its right, or its left at the end."""
    at, through = column_of(diagram.placed), []
    for tie in diagram.ties:
        if tie in diagram.straight.values():
            continue
        low, high = sorted((at[tie.origin], at[tie.target]))
        own = min(low, max(len(diagram.placed) - 2, 0))
        if (low == high and own == gap) or low <= gap < high:
            through.append(tie)
    return through


def _written_in(diagram: Diagram, tie: Tie) -> int:
    """The gap in which a link carries its words: the first after its start."""
    at = column_of(diagram.placed)
    start, end = at[tie.origin], at[tie.target]
    if start == end:
        return min(start, max(len(diagram.placed) - 2, 0))
    return start if start < end else start - 1


def _lane_text(diagram: Diagram, gap: int, tie: Tie) -> TextBox | None:
    if not tie.words or diagram.listed or _written_in(diagram, tie) != gap:
        return None
    return diagram.set.text(tie.words, diagram.set.small, (0, 0), diagram.gap - 2 * FAN, align="centre")


def _lane_size(diagram: Diagram, gap: int, tie: Tie) -> tuple[float, float]:
    """How wide and high a link's lane must be: as its words, its number, or its line."""
    if text := _lane_text(diagram, gap, tie):
        return text.box.right - text.box.left, text.box.bottom
    if diagram.listed and tie.words and _written_in(diagram, tie) == gap:
        return 2 * RADIUS, 2 * RADIUS - 1.5
    return 0.0, 2.0


def _lanes_height(diagram: Diagram, gap: int) -> float:
    return sum(_lane_size(diagram, gap, tie)[1] + LANE for tie in _through(diagram, gap))


def _ports(diagram: Diagram, actor: str) -> int:
    """The most lines that meet an actor's box on either side."""
    at, gaps = column_of(diagram.placed), [0, 0]
    for tie in diagram.ties:
        if actor in (tie.origin, tie.target) and tie not in diagram.straight.values():
            other = tie.target if tie.origin == actor else tie.origin
            own = at[other] == at[actor]
            right = _written_in(diagram, tie) >= at[actor] if own else at[other] > at[actor]
            gaps[right] += 1
    return max(gaps)


def _node_height(diagram: Diagram, node: Node) -> float:
    if node.link >= 0:
        return PASSING
    return max(_name(diagram, node).box.bottom + 2 * PAD, PORT * (_ports(diagram, node.actor) + 0.6))


def _name(diagram: Diagram, node: Node) -> TextBox:
    limit = diagram.column - 2 * INSET - 2 * PAD
    return diagram.set.text(node.actor, diagram.set.body, (0, 0), limit)


def _heading(diagram: Diagram, panel: Panel) -> TextBox:
    return diagram.set.text(panel.side, diagram.set.strong, (0, 0), diagram.column - 2 * INSET)


def _panel_height(diagram: Diagram, panel: Panel) -> float:
    heading = _heading(diagram, panel).box.bottom + INSET if panel.side else 0.0
    between = sum(straight_height(diagram, pair) for pair in pairwise(panel.nodes))
    return heading + sum(_node_height(diagram, node) + diagram.apart for node in panel.nodes) + between + INSET


def _natural(diagram: Diagram, column: Sequence[Panel]) -> float:
    return sum(_panel_height(diagram, panel) + GAP for panel in column) - GAP


def _column(diagram: Diagram, at: int, column: Sequence[Panel], reach: tuple[float, float]) -> None:
    """The panels of a column one under the other, what height is left over shared out between their nodes."""
    top, height = reach
    spare = (height - _natural(diagram, column)) / sum(len(panel.nodes) for panel in column)
    for panel in column:
        foot = top + _panel_height(diagram, panel) + spare * len(panel.nodes)
        _panel(diagram, at, panel, (top, foot, spare))
        top = foot + GAP


def _panel(diagram: Diagram, at: int, panel: Panel, reach: tuple[float, float, float]) -> None:
    plan, left, (top, foot, spare) = diagram.plan, diagram.left(at), reach
    if panel.side:
        tint = blend(plan.style.house, plan.style.paper, 0.07)
        plan.rectangle(Box(left, top, left + diagram.column, foot), tint)
        place = (left + INSET, top + INSET)
        top = plan.write(panel.side, diagram.set.strong, place, diagram.column - 2 * INSET).box.bottom
    top += GAP if panel.side else INSET
    for number, node in enumerate(panel.nodes):
        height = _node_height(diagram, node)
        y = top + spare / 2
        box = Box(left + INSET, y, left + diagram.column - INSET, y + height)
        diagram.boxes[node] = box
        if node.link < 0:
            plan.mark(box, plan.style.paper, Stroke(blend(plan.style.house, plan.style.paper, 0.75), 0.7))
            text = _name(diagram, node)
            middle = (box.top + box.bottom - text.box.bottom) / 2
            plan.write(node.actor, diagram.set.body, (box.left + PAD, middle), diagram.column - 2 * INSET - 2 * PAD)
        top += height + diagram.apart + spare
        top += straight_height(diagram, (node, panel.nodes[min(number + 1, len(panel.nodes) - 1)]))


def _ends(diagram: Diagram, gap: int, tie: Tie) -> tuple[Node, Node]:
    """The nodes on both sides of a gap that a link runs between; of one column, both."""
    at = column_of(diagram.placed)
    if at[tie.origin] == at[tie.target]:
        return Node(tie.origin), Node(tie.target)
    nodes = chain(diagram.placed, tie.at, (tie.origin, tie.target))
    first = min(at[tie.origin], at[tie.target])
    return list(pairwise(nodes))[gap - first]


def _middle(diagram: Diagram, node: Node) -> float:
    box = diagram.boxes[node]
    return (box.top + box.bottom) / 2


def _lay_lanes(diagram: Diagram, gap: int, reach: tuple[float, float]) -> None:
    """A lane for each link through the gap, as near to the middle of its ends as the others let it."""
    wished = []
    for tie in _through(diagram, gap):
        width, height = _lane_size(diagram, gap, tie)
        middles = [_middle(diagram, node) for node in _ends(diagram, gap, tie)]
        wished.append((sum(middles) / 2, middles[0], tie.at, width, height))
    if not wished:
        return
    wished.sort()
    heights = [one[4] for one in wished]
    tops = apart([one[0] - one[4] / 2 for one in wished], heights, reach, LANE)
    for (_, _, at, width, height), top in zip(wished, tops, strict=True):
        left = _lane_left(diagram, gap, diagram.ties[at], width)
        diagram.lanes[gap, at] = Box(left, top, left + width, top + height)


def _lane_left(diagram: Diagram, gap: int, tie: Tie, width: float) -> float:
    """A lane stands in the middle of its gap; one that leads back to its own column, near that."""
    at, start = column_of(diagram.placed), diagram.left(gap) + diagram.column
    if at[tie.origin] != at[tie.target]:
        return start + (diagram.gap - width) / 2
    return start + FAN if at[tie.origin] <= gap else start + diagram.gap - FAN - width


def _links(diagram: Diagram) -> None:
    """The lines of every link, gap by gap, then its words or its number."""
    ports = _port_places(diagram)
    for gap in _gaps(diagram):
        for tie in _through(diagram, gap):
            _link(diagram, gap, tie, ports)
            _lane_words(diagram, gap, tie)
    for tie in diagram.ties:
        for node in chain(diagram.placed, tie.at, (tie.origin, tie.target))[1:-1]:
            box, y = diagram.boxes[node], _middle(diagram, node)
            tie.pen.draw(diagram.plan, [(box.left, y), (box.right, y)])
    for pair, tie in diagram.straight.items():
        draw_straight(diagram, pair, tie)


Port = tuple[int, int, str]  # gap, link, actor


def _port_places(diagram: Diagram) -> dict[Port, Point]:
    """Where each line meets its box: on the side of its gap, in the order of the lanes."""
    at = column_of(diagram.placed)
    meeting: dict[tuple[int, str], list[tuple[float, int]]] = {}
    for gap in _gaps(diagram):
        for tie in _through(diagram, gap):
            lane = diagram.lanes[gap, tie.at]
            for node in _ends(diagram, gap, tie):
                if node.link < 0:
                    meeting.setdefault((gap, node.actor), []).append(((lane.top + lane.bottom) / 2, tie.at))
    places: dict[Port, Point] = {}
    for (gap, actor), lines in meeting.items():
        box = diagram.boxes[Node(actor)]
        step = min(PORT, (box.bottom - box.top) / (len(lines) + 1))
        first = (box.top + box.bottom) / 2 - step * (len(lines) - 1) / 2
        x = box.right if at[actor] <= gap else box.left
        for number, (_, link) in enumerate(sorted(lines)):
            places[gap, link, actor] = (x, first + step * number)
    return places


def _link(diagram: Diagram, gap: int, tie: Tie, ports: dict[Port, Point]) -> None:
    """From the node before the gap into its lane, and out of it to the node behind."""
    plan, lane = diagram.plan, diagram.lanes[gap, tie.at]
    y, start = (lane.top + lane.bottom) / 2, diagram.left(gap) + diagram.column
    clear = 2.0 if lane.right > lane.left else 0.0
    for node in _ends(diagram, gap, tie):
        place = ports.get((gap, tie.at, node.actor)) or _passing_place(diagram, gap, node)
        to = -1 if place[0] <= start else 1
        arrives = node.actor == tie.target and tie.pen.head is not None
        outer = (place[0] - to * LENGTH, place[1]) if arrives else place
        edge = start + FAN if to == -1 else start + diagram.gap - FAN
        inner = lane.left - clear if to == -1 else lane.right + clear
        edge = min(edge, inner) if to == -1 else max(edge, inner)
        path = curve(outer, (edge, y))
        tie.pen.draw(plan, path if abs(inner - edge) < 0.5 else [*path, (inner, y)])
        if arrives:
            head(plan, place, tie.pen, LEFT if to == -1 else RIGHT)


def _passing_place(diagram: Diagram, gap: int, node: Node) -> Point:
    box = diagram.boxes[node]
    left = box.right <= diagram.left(gap) + diagram.column
    return (box.right if left else box.left), (box.top + box.bottom) / 2


def _lane_words(diagram: Diagram, gap: int, tie: Tie) -> None:
    lane = diagram.lanes[gap, tie.at]
    middle = (lane.left + lane.right) / 2
    if _lane_text(diagram, gap, tie):
        limit = diagram.gap - 2 * FAN
        diagram.plan.write(tie.words, diagram.set.small, (middle, lane.top), limit, align="centre")
    elif lane.right > lane.left:
        put_number(diagram, tie, (middle, (lane.top + lane.bottom) / 2))


def _list(diagram: Diagram, top: float) -> float:
    """What the numbers stand for, in columns as many as the diagram's. The foot comes back."""
    told = [tie for tie in diagram.ties if tie.words]
    count = 3 if diagram.set.width >= WIDE else 2
    size, width, foot = -(-len(told) // count) or 1, diagram.set.width / count, top
    for column in range(count):
        y = top
        for tie in told[column * size : (column + 1) * size]:
            x = column * width
            put_number(diagram, tie, (x + RADIUS + 0.5, y + RADIUS))
            start = x + 2 * RADIUS + 5
            text = diagram.plan.write(tie.words, diagram.set.small, (start, y + 2.2), width - 2 * RADIUS - 11)
            y = max(text.box.bottom, y + 2 * RADIUS) + LANE
        foot = max(foot, y)
    return foot
