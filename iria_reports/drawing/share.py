"""The ink of a share: a figure and a style go in; one bar in parts, each named where it is, as SVG comes out."""

from dataclasses import dataclass
from pathlib import Path

from iria_reports.composing.charts.wording import number, per_cent, stated_per_cent
from iria_reports.drawing.amounts import amount
from iria_reports.drawing.boxes import Box
from iria_reports.drawing.colour import bearing, blend, legible, shades
from iria_reports.drawing.faces import SEMIBOLD, Type
from iria_reports.drawing.plan import Plan, Setting, setting
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import Figure

BAR = 36.0
MOST_LINES = 3
LEADER = 5.0  # from a leader's foot to the label it ends at


@dataclass(frozen=True)
class Part:
    """A part of the bar from left to right, its words and its fill."""

    name: str
    figure: str
    share: str
    left: float
    right: float
    fill: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The bar as SVG."""
    return lay_out(figure, style, language).svg()


def lay_out(figure: Figure, style: Style, language: str) -> Plan:
    """Names under their parts where they fit; else at leaders: upwards in the left half, downwards in the right."""
    plan = Plan(setting(figure, style, language))
    parts = _parts(figure, plan.setting)
    beside = [part for part in parts if not _fits(part, plan.setting)]
    above = [part for part in beside if part.middle <= plan.setting.width / 2]
    below = [part for part in beside if part not in above]
    top = _above(plan, above)
    bottom = top + BAR
    foot = bottom + 5
    for part in parts:
        _bar(plan, part, top)
        if part not in beside:
            foot = max(foot, _under(plan, part, bottom))
    foot = _below(plan, below, bottom, foot)
    note = plan.write(figure.options["rounding"], plan.setting.muted, (1, foot + 4), plan.setting.width)
    plan.height = max(foot, note.box.bottom) + 1
    return plan


def _parts(figure: Figure, set: Setting) -> list[Part]:
    records, named = list(figure.table.records()), figure.options["named"]
    cells = [(str(one["label"]), amount(one["value"])) for one in records[:named]]
    if records[named:]:
        cells.append((figure.options["rest"], sum(amount(one["value"]) for one in records[named:])))
    total = sum(value for _, value in cells) or 1.0
    fills = _fills([name for name, _ in cells], figure, set.style)
    parts, left = [], 0.0
    for (name, value), fill in zip(cells, fills, strict=True):
        right = left + value / total * set.width
        counted, share = number(value, set.language), per_cent(value / total * 100, set.language)
        if figure.options["shares"]:
            counted, share = "", stated_per_cent(value, set.language)
        parts.append(Part(name, counted, share, left, right, fill))
        left = right
    return parts


def _fills(names: list[str], figure: Figure, style: Style) -> list[str]:
    """Tints of one colour; what the title speaks of in the accent, and what was left unnamed in grey."""
    named, highlight = figure.options["named"], figure.options["highlight"]
    fills = [bearing(fill, style.paper, style.ink) for fill in shades(style.house, style.paper, named)]
    if highlight:
        fills = [style.accent if name == highlight else blend(style.house, style.paper, 0.4) for name in names[:named]]
    return fills + [style.rule] * (len(names) - named)


def _bold(set: Setting, colour: str) -> Type:
    return Type(set.style.text_size + 1.5, colour, SEMIBOLD)


def _fits(part: Part, set: Setting) -> bool:
    """Whether the share fits into the part, and its name and figure under it."""
    room = part.right - part.left - 5
    if max(set.faces.width(part.share, _bold(set, set.style.ink)) + 4, set.faces.width(part.figure, set.muted)) > room:
        return False
    name = set.text(part.name, set.strong, (0, 0), room)
    return len(name.lines) <= MOST_LINES and " ".join(name.lines) == " ".join(part.name.split())


def _bar(plan: Plan, part: Part, top: float) -> None:
    box = Box(part.left, top, part.right, top + BAR)
    if part.right - part.left < 0.2:
        plan.marks.append(box)
        return
    plan.mark(box, part.fill, Stroke(plan.style.paper, min(1.2, (part.right - part.left) / 3)))
    bold = _bold(plan.setting, legible(part.fill, plan.style.ink, plan.style.paper))
    if plan.setting.faces.width(part.share, bold) <= part.right - part.left - 7:
        plan.write(part.share, bold, (part.left + 5, top + (BAR - bold.size) / 2))


def _under(plan: Plan, part: Part, top: float) -> float:
    at = (part.left + 1, top + 4)
    name = plan.write(part.name, plan.setting.strong, at, part.right - part.left - 5)
    if not part.figure:
        return name.box.bottom
    return plan.write(part.figure, plan.setting.muted, (at[0], name.box.bottom + 1.5)).box.bottom


def _words(part: Part, set: Setting) -> str:
    inside = set.faces.width(part.share, _bold(set, set.style.ink)) <= part.right - part.left - 7
    told = [part.figure] if inside else [part.figure, f"({part.share})" if part.figure else part.share]
    return " ".join([part.name, *filter(None, told)])


def _above(plan: Plan, parts: list[Part]) -> float:
    """Labels over the bar, the leftmost highest, so that no leader crosses a label; the bar's top comes back."""
    top, feet = 0.0, []
    for part in parts:
        start = part.middle + LEADER
        text = plan.write(_words(part, plan.setting), plan.setting.body, (start, top), plan.setting.width - start)
        feet.append((part.middle, top + plan.setting.body.size * 0.5))
        top = text.box.bottom + 3
    bar = top + 3 if parts else 0.0
    for x, y in feet:
        plan.line([(x + LEADER - 1.5, y), (x, y), (x, bar)], Stroke(plan.style.muted, 0.5))
    return bar


def _below(plan: Plan, parts: list[Part], bar: float, foot: float) -> float:
    """Labels under the bar, the rightmost lowest."""
    top = foot + 5 if parts else foot
    for part in parts:
        end = part.middle - LEADER
        text = plan.write(_words(part, plan.setting), plan.setting.body, (end, top), end, align="right")
        y = top + plan.setting.body.size * 0.5
        plan.line([(end + 1.5, y), (part.middle, y), (part.middle, bar)], Stroke(plan.style.muted, 0.5))
        top = text.box.bottom + 3
    return top
