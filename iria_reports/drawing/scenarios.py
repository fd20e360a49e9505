"""The ink of scenarios: a figure and a style go in; ranked bars, or one bar in lettered parts, as SVG, come out."""

from pathlib import Path
from string import ascii_uppercase

from iria_reports.composing.charts.wording import number, stated_per_cent
from iria_reports.drawing.amounts import amount
from iria_reports.drawing.boxes import Box, apart
from iria_reports.drawing.colour import blend, legible, shades
from iria_reports.drawing.faces import SEMIBOLD, Type
from iria_reports.drawing.plan import Plan, setting
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import CellValue, Figure

Record = dict[str, CellValue]
BESIDE = 8.0  # between the per cents at the left and their bars
BAR, ONE_BAR = 9.0, 34.0
GAP = 13.0  # from scenario to scenario
CAP = 3.2  # half of the stroke that ends a range


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The scenarios as SVG."""
    return lay_out(figure, style, language).svg()


def lay_out(figure: Figure, style: Style, language: str) -> Plan:
    """A bar under each name, filled as far as the scenario is probable; or one bar, and its letters' names under it."""
    plan = Plan(setting(figure, style, language))
    records = list(figure.table.records())
    if figure.options["form"] == "bar":
        plan.height = _one_bar(plan, records)
        return plan
    large = _figure_type(plan)
    shares = [stated_per_cent(amount(one["probability"]), language) for one in records]
    start = plan.setting.faces.widest(shares, large) + BESIDE
    top = 1.0
    for at, record in enumerate(records):
        if at:
            y = top - GAP / 2
            plan.line([(0, y), (plan.setting.width, y)], Stroke(plan.style.rule, 0.4))
        top = _ranked(plan, record, start, top) + GAP
    plan.height = top - GAP + 2
    return plan


def _figure_type(plan: Plan) -> Type:
    return Type(plan.style.text_size + 5, plan.style.house, SEMIBOLD)


def _ranked(plan: Plan, record: Record, start: float, top: float) -> float:
    """The per cent large at the left; name, bar and summary beside it. The foot comes back.

    The bar lies on a track from 0 to 100, as a judgement's likelihood does on page one: a scenario of 60 per cent that
    filled the measure would look certain.
    """
    set, large = plan.setting, _figure_type(plan)
    share = stated_per_cent(amount(record["probability"]), set.language)
    plan.write(share, large, (start - BESIDE, top - 1), align="right")
    limit = set.width - start
    name = plan.write(str(record["name"]), set.strong, (start, top), limit)
    ranged = record.get("low") is not None and record.get("high") is not None
    words = ""
    if ranged:
        words = f"{number(amount(record['low']), set.language)}–{stated_per_cent(amount(record['high']), set.language)}"
    room = limit - (set.faces.width(words, set.muted) + 10 if words else 0)
    middle = name.box.bottom + 3 + BAR / 2
    end = start + amount(record["probability"]) / 100 * room
    plan.rectangle(Box(start, middle - BAR / 2, start + room, middle + BAR / 2), plan.style.rule)
    plan.mark(Box(start, middle - BAR / 2, end, middle + BAR / 2), plan.style.house)
    if ranged:
        _range(plan, record, (start, room / 100), middle)
        plan.write(words, set.muted, (start + room + 6, middle - set.muted.size * 0.5))
    foot = middle + BAR / 2
    if record.get("summary"):
        foot = plan.write(str(record["summary"]), set.muted, (start, foot + 3), limit).box.bottom
    return max(foot, top + large.size)


def _range(plan: Plan, record: Record, scale: tuple[float, float], middle: float) -> None:
    """A line with capped ends from low to high, light where it lies on the bar and dark beyond."""
    start, unit = scale
    low, high = start + amount(record["low"]) * unit, start + amount(record["high"]) * unit
    end = start + amount(record["probability"]) * unit
    light, dark = Stroke(plan.style.paper, 1.1), Stroke(plan.style.ink, 1.1)
    plan.marks.append(Box(low, middle - CAP, high, middle + CAP))
    for left, right, stroke, cap in ((low, end, light, low), (end, high, dark, high)):
        if right - left > 0.5:
            plan.line([(left, middle), (right, middle)], stroke)
            plan.line([(cap, middle - CAP), (cap, middle + CAP)], stroke)


def _one_bar(plan: Plan, records: list[Record]) -> float:
    """One bar in parts with letters over them, and a line for each letter under it. The foot comes back."""
    set, fills = plan.setting, shades(plan.style.house, plan.style.paper, len(records))
    top, parts, left = set.strong.leading + 5, [], 0.0
    for record, fill in zip(records, fills, strict=True):
        right = left + amount(record["probability"]) / 100 * set.width
        parts.append((left, right))
        if right - left > 0.2:
            edge = Stroke(plan.style.paper, min(1.2, (right - left) / 3))
            plan.mark(Box(left, top, right, top + ONE_BAR), fill, edge)
        inside = Type(set.style.text_size + 1.5, legible(fill, set.style.ink, set.style.paper), SEMIBOLD)
        words = stated_per_cent(amount(record["probability"]), set.language)
        if set.faces.width(words, inside) <= right - left - 7:
            plan.write(words, inside, (left + 5, top + (ONE_BAR - inside.size) / 2))
        left = right
    _letters(plan, parts, top)
    foot = top + ONE_BAR + 8
    for at, record in enumerate(records):
        foot = _line(plan, record, (ascii_uppercase[at], fills[at]), foot) + 5
    return foot - 3


def _letters(plan: Plan, parts: list[tuple[float, float]], top: float) -> None:
    """A letter over each part, pushed aside where it would touch the next, and then tied to its part."""
    set = plan.setting
    widths = [set.faces.width(letter, set.strong) for letter in ascii_uppercase[: len(parts)]]
    wishes = [
        left + 5 if right - left > width + 10 else (left + right - width) / 2
        for (left, right), width in zip(parts, widths, strict=True)
    ]
    places = apart(wishes, widths, (0.0, set.width), 4.0)
    for at, ((left, right), x) in enumerate(zip(parts, places, strict=True)):
        text = plan.write(ascii_uppercase[at], set.strong, (x, 0))
        if right - left <= widths[at] + 10:
            foot = (min((left + right) / 2, set.width - 0.3), top)
            plan.line([(x + widths[at] / 2, text.box.bottom), foot], Stroke(plan.style.muted, 0.5))


def _line(plan: Plan, record: Record, key: tuple[str, str], top: float) -> float:
    """Letter, per cent, name and summary of one scenario."""
    set, (letter, fill) = plan.setting, key
    side = set.strong.size + 3
    box = Box(0, top, side, top + side)
    plan.mark(box, fill, Stroke(blend(plan.style.house, plan.style.paper, 0.5), 0.4))
    inside = Type(set.strong.size, legible(fill, plan.style.ink, plan.style.paper), SEMIBOLD)
    plan.write(letter, inside, (side / 2, top + 1.6), align="centre")
    words = stated_per_cent(amount(record["probability"]), set.language)
    if record.get("low") is not None and record.get("high") is not None:
        low, high = number(amount(record["low"]), set.language), stated_per_cent(amount(record["high"]), set.language)
        words = f"{words} ({low}–{high})"
    limit = set.width - side - 6
    name = plan.write(f"{record['name']}  {words}", set.strong, (side + 6, top + 1.6), limit)
    if not record.get("summary"):
        return max(name.box.bottom, box.bottom)
    return plan.write(str(record["summary"]), set.muted, (side + 6, name.box.bottom + 1), limit).box.bottom
