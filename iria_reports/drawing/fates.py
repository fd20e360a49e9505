"""What became of a judgement: a box and a fate go in; a bar or a diamond that says so without colour comes out."""

from collections.abc import Sequence

from iria_reports.drawing.boxes import Box, Point
from iria_reports.drawing.plan import Plan
from iria_reports.drawing.sheet import Stroke

EDGE, HATCH, PITCH = 1.1, 0.9, 3.6
SAMPLE, BEFORE, BETWEEN = 16.0, 4.0, 16.0


def bar(plan: Plan, box: Box, fate: str | None) -> None:
    """A bar that no word may touch: solid (or without a fate), hollow, or hatched."""
    if fate in (None, "happened"):
        plan.mark(box, plan.style.house)
        return
    edge, inner = Stroke(plan.style.house, EDGE), box.grown(-EDGE / 2)
    plan.marks.append(box)
    plan.rectangle(inner, plan.style.paper, edge)
    for line in slanted(inner) if fate == "open" else ():
        plan.line(line, Stroke(plan.style.house, HATCH))


def diamond(plan: Plan, box: Box, fate: str | None) -> None:
    """A diamond that no word may touch: solid (or without a fate), hollow, or half filled."""
    plan.marks.append(box)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    ring = [(box.left, y), (x, box.top), (box.right, y), (x, box.bottom)]
    solid = fate in (None, "happened")
    plan.shape(ring, plan.style.house if solid else plan.style.paper, None if solid else Stroke(plan.style.house, EDGE))
    if fate == "open":
        plan.shape([ring[0], ring[1], ring[3]], plan.style.house)


def slanted(box: Box) -> list[tuple[Point, Point]]:
    """Lines that rise at half a right angle through a box, each cut off at its edges."""
    height, lines, start = box.bottom - box.top, [], box.left - (box.bottom - box.top) + PITCH
    while start < box.right:
        left, right = max(start, box.left), min(start + height, box.right)
        lines.append(((left, box.bottom - (left - start)), (right, box.bottom - (right - start))))
        start += PITCH
    return lines


def key(plan: Plan, entries: Sequence[tuple[str, str]], height: float) -> float:
    """A bar of each fate and its words, in as many lines as they take. The foot comes back; 0 where there are none."""
    x = top = foot = 0.0
    type = plan.setting.small
    for words, fate in entries:
        wide = SAMPLE + BEFORE + plan.setting.faces.width(words, type)
        if x and x + wide > plan.setting.width:
            x, top = 0.0, foot + 4
        bar(plan, Box(x, top, x + SAMPLE, top + height), fate)
        text = plan.write(words, type, (x + SAMPLE + BEFORE, top + height / 2 - type.size * 0.5))
        foot = max(foot, text.box.bottom, top + height)
        x += wide + BETWEEN
    return foot
