"""The ink of likelihoods: a figure and a style go in; bars on the 0 to 100 scale under its words, as SVG, come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from iria_reports.composing.charts.wording import number, stated_per_cent
from iria_reports.drawing import fates
from iria_reports.drawing.amounts import amount
from iria_reports.drawing.boxes import Box, apart
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import SEMIBOLD, Type
from iria_reports.drawing.plan import Plan, Setting, TextBox, setting
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import CellValue, Figure

BAR = 9.0
BETWEEN = 4.0  # words of the scale, at the nearest
GAP, GAP_OVER = 9.0, 14.0  # from row to row, where labels are beside their bars and over them
INSET = 6.0  # for the halves of marks at 0 and 100
BESIDE = 0.42  # of the width, for labels beside their bars
WIDE = 400.0  # a figure this wide has its labels beside the bars
TINTS = (0.05, 0.11)

Judged = tuple[dict[str, CellValue], str, str | None]  # a row of the table, its remark and what became of it


@dataclass(frozen=True)
class Scale:
    """From 0 at `left` to 100 at `right`."""

    left: float
    right: float

    def at(self, value: float) -> float:
        return self.left + value / 100 * (self.right - self.left)


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The bars as SVG."""
    return lay_out(figure, style, language).svg()


def lay_out(figure: Figure, style: Style, language: str) -> Plan:
    """Labels beside the bars in a wide figure, over them in a narrow one."""
    plan = Plan(setting(figure, style, language))
    wide = plan.setting.width >= WIDE
    scale = Scale(plan.setting.width * BESIDE if wide else INSET, plan.setting.width - INSET)
    begun = fates.key(plan, figure.options["key"], BAR)
    words = scale_words(figure.options["scale"], scale, plan.setting, begun + 9 if begun else 0.0)
    head = max(word.box.bottom for word in words) + 4
    gap = GAP if wide else GAP_OVER
    top = head + gap / 2
    rows = zip(figure.table.records(), figure.options["notes"], figure.options["fates"], strict=True)
    for at, row in enumerate(rows):
        if at and wide:
            _rule(plan, top - gap / 2)
        top = (_beside if wide else _over)(plan, row, scale, top) + gap
    foot = top - gap / 2
    plan.texts += words
    _bands(plan, figure.options["scale"], scale, (head, foot))
    plan.height = axis(plan, scale, figure.options["scale"], foot)
    return plan


def _rule(plan: Plan, y: float) -> None:
    plan.line([(0, y), (plan.setting.width, y)], Stroke(plan.style.rule, 0.4))


def scale_words(bands: Sequence[Sequence[object]], scale: Scale, set: Setting, top: float = 0.0) -> list[TextBox]:
    """Each word over the middle of its range, in narrow lines, pushed aside where it would touch the next."""
    placed = []
    for word, low, high in bands:
        middle = (scale.at(float(str(low))) + scale.at(float(str(high)))) / 2
        limit = set.faces.widest(str(word).split(), set.muted)
        placed.append(set.text(str(word), set.muted, (middle, top), limit, align="centre"))
    widths = [text.box.right - text.box.left for text in placed]
    lefts = apart([text.box.left for text in placed], widths, (scale.left, scale.right), BETWEEN)
    foot = max(text.box.bottom for text in placed)
    return [
        TextBox(text.lines, text.type, text.box.moved(left - text.box.left, foot - text.box.bottom), "centre")
        for text, left in zip(placed, lefts, strict=True)
    ]


def _beside(plan: Plan, row: Judged, scale: Scale, top: float) -> float:
    set = plan.setting
    foot = _label(plan, row, top, scale.left - 14)
    middle = max((top + foot) / 2, top + BAR / 2)
    _bar(plan, row, scale, middle)
    return max(foot, middle + BAR / 2, middle + set.style.small_size / 2)


def _over(plan: Plan, row: Judged, scale: Scale, top: float) -> float:
    foot = _label(plan, row, top, scale.right - scale.left - 4)
    middle = foot + 2.5 + BAR / 2
    _bar(plan, row, scale, middle)
    return middle + BAR / 2 + 1


def _label(plan: Plan, row: Judged, top: float, limit: float) -> float:
    record, note, _ = row
    x = 0.0 if plan.setting.width >= WIDE else INSET + 2
    foot = plan.write(str(record["label"]), plan.setting.body, (x, top), limit).box.bottom
    return plan.write(note, plan.setting.muted, (x, foot + 1), limit).box.bottom if note else foot


def _bar(plan: Plan, row: Judged, scale: Scale, middle: float) -> None:
    """A bar for a range, a diamond for a single number; its words beyond its end, or before it near the edge."""
    record, _, fate = row
    low, high = amount(record["low"]), amount(record["high"])
    left, right, half = scale.at(low), scale.at(high), BAR / 2
    if high > low:
        fates.bar(plan, Box(left, middle - half, right, middle + half), fate)
    else:
        left, right = left - half, right + half
        fates.diamond(plan, Box(left, middle - half, right, middle + half), fate)
    _reach(plan, (low, high), (left, right), (scale, middle), solid=fate in (None, "happened"))


def _reach(
    plan: Plan, values: tuple[float, float], bar: tuple[float, float], place: tuple[Scale, float], *, solid: bool
) -> None:
    """The per cents beyond the bar's end, else before its start, else within it."""
    set, (low, high), (left, right), (scale, middle) = plan.setting, values, bar, place
    words = stated_per_cent(high, set.language)
    if low != high:
        words = f"{number(low, set.language)}–{words}"
    type, y, width = set.strong, middle - set.strong.size * 0.5, set.faces.width(words, set.strong)
    if right + 5 + width <= scale.right:
        plan.write(words, type, (right + 5, y))
    elif left - 5 - width >= scale.left:
        plan.write(words, type, (left - 5, y), align="right")
    else:
        inside = Type(set.style.small_size, set.style.paper if solid else set.style.ink, SEMIBOLD)
        at = (right - 4, middle - inside.size * 0.5)
        if not solid:
            width = set.faces.width(words, inside)
            plan.rectangle(
                Box(at[0] - width - 2, middle - BAR / 2 + 1, at[0] + 2, middle + BAR / 2 - 1), set.style.paper
            )
        plan.write(words, inside, at, align="right")


def _bands(plan: Plan, bands: Sequence[Sequence[float]], scale: Scale, reach: tuple[float, float]) -> None:
    """The ranges shaded by turns, under all that was laid out; the ends of the scale belong to the outer two."""
    head, foot = reach
    under = []
    for at, (_, low, high) in enumerate(bands):
        low, high = 0 if at == 0 else low, 100 if at == len(bands) - 1 else high
        box = Box(scale.at(low), head, scale.at(high), foot)
        under.append((box, blend(plan.style.house, plan.style.paper, TINTS[at % 2])))
    steps, plan.ink = plan.ink, []
    for box, tint in under:
        plan.rectangle(box, tint)
    plan.ink += steps


def axis(plan: Plan, scale: Scale, bands: Sequence[Sequence[float]], foot: float) -> float:
    """Nothing, the whole and the ranges' edges along the foot, without those too near others to be read."""
    set, y = plan.setting, foot + 4
    plan.line([(scale.left, foot), (scale.right, foot)], Stroke(plan.style.ink, 0.7))
    first = plan.write(number(0, set.language), set.muted, (scale.left, y)).box
    last = plan.write(stated_per_cent(100, set.language), set.muted, (scale.right, y), align="right").box
    placed = [first, last]
    for edge in sorted({*(low for _, low, _ in bands[1:]), *(high for _, _, high in bands[:-1])}):
        text = set.text(number(edge, set.language), set.muted, (scale.at(edge), y), align="centre")
        if not any(text.box.overlaps(other, 3) for other in placed):
            plan.texts.append(text)
            placed.append(text.box)
    return first.bottom + 1
