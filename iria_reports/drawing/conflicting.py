"""The ink of conflicting figures: a figure and a style go in; a table with a scale beside it, as SVG, comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.amounts import amount, gridlines
from iria_reports.drawing.boxes import Box, upright_line
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import SEMIBOLD, Type
from iria_reports.drawing.plan import Plan, setting
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import CellValue, Figure

RADIUS = 2.8
GAP, GROUP_GAP = 4.6, 7.0
BETWEEN = 9.0  # columns
SCALE = 0.36  # of the width
CROSS = 2.3
HEADROOM = 1.06  # so that the dot of the highest figure stands clear of the edge


@dataclass(frozen=True)
class Entry:
    """A row of the table, its day and its note as printed."""

    record: dict[str, CellValue]
    day: str
    note: str

    @property
    def scope(self) -> str:
        return str(self.record.get("scope") or "")


@dataclass(frozen=True)
class Columns:
    """Where the speakers start, the figures end and the scale lies; `at` is a value's place on it."""

    speaker: float
    figure_end: float
    figure: float
    left: float
    right: float
    at: Callable[[float], float]


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The table as SVG."""
    return lay_out(figure, style, language).svg()


def lay_out(figure: Figure, style: Style, language: str) -> Plan:
    """A heading for each way of counting, under it a row for each statement; one scale for all of them."""
    plan = Plan(setting(figure, style, language))
    days, notes = figure.options["days"], figure.options["notes"]
    entries = [Entry(*one) for one in zip(figure.table.records(), days, notes, strict=True)]
    most = max(max(amount(one.record["value"]), amount(one.record.get("value_high"))) for one in entries)
    most *= HEADROOM
    columns = _columns(plan, entries, most or 1.0)
    top = _axis(plan, columns, most) + 3
    head, ground = top, plan.ink
    plan.ink = []
    for scope, group in groupby(entries, key=lambda one: one.scope):
        top = _group(plan, scope, list(group), columns, top)
    _grid(plan, columns, most, (head - 3, top))
    plan.ink = ground + plan.ink
    plan.height = top + 1
    return plan


def _figure_words(entry: Entry, language: str) -> str:
    low, high = amount(entry.record["value"]), entry.record.get("value_high")
    return number(low, language) if high is None else f"{number(low, language)}–{number(amount(high), language)}"


def _bold(plan: Plan, *, gone: bool) -> Type:
    return Type(plan.style.text_size, plan.style.muted if gone else plan.style.house, SEMIBOLD)


def _columns(plan: Plan, entries: list[Entry], most: float) -> Columns:
    set = plan.setting
    day = set.faces.widest([one.day for one in entries], set.muted)
    figure = set.faces.widest([_figure_words(one, set.language) for one in entries], _bold(plan, gone=False))
    left, right = set.width * (1 - SCALE), set.width - RADIUS - 1
    end = left - BETWEEN - RADIUS
    return Columns(day + BETWEEN, end, figure, left, right, lambda value: left + value / most * (right - left))


def _axis(plan: Plan, columns: Columns, most: float) -> float:
    """The scale's round numbers over the rows, as many as fit."""
    set, last, foot = plan.setting, None, 0.0
    for value in gridlines(most):
        text = set.text(number(value, set.language), set.muted, (columns.at(value), 0), align="centre")
        text = (
            text if text.box.right <= set.width else set.text(text.lines[0], set.muted, (set.width, 0), align="right")
        )
        if columns.at(value) <= columns.right + 0.1 and (last is None or not text.box.overlaps(last, 4)):
            plan.texts.append(text)
            last, foot = text.box, text.box.bottom
    return foot + 2


def _grid(plan: Plan, columns: Columns, most: float, reach: tuple[float, float]) -> None:
    steps, plan.ink = plan.ink, []
    for value in gridlines(most):
        x = columns.at(value)
        for piece in upright_line(x, reach, [text.box for text in plan.texts], clear=0.5):
            plan.line(piece, Stroke(plan.style.ink if value == 0 else plan.style.rule, 0.4))
    plan.ink += steps


def _group(plan: Plan, scope: str, entries: list[Entry], columns: Columns, top: float) -> float:
    """What is counted over a rule, and its rows. The foot comes back."""
    set = plan.setting
    plan.line([(0, top), (set.width, top)], Stroke(plan.style.ink, 0.6))
    top += GAP
    if scope:
        top = plan.write(scope, set.strong, (0, top), columns.left - BETWEEN).box.bottom + GAP - 1
    for at, entry in enumerate(entries):
        if at:
            y = top - GAP / 2
            plan.line([(0, y), (columns.left - BETWEEN, y)], Stroke(plan.style.rule, 0.3))
        top = _row(plan, entry, columns, top) + GAP
    return top + GROUP_GAP - GAP


def _row(plan: Plan, entry: Entry, columns: Columns, top: float) -> float:
    set, gone = plan.setting, bool(entry.note)
    plan.write(entry.day, set.muted, (0, top))
    limit = columns.figure_end - columns.figure - BETWEEN - columns.speaker
    type = set.muted if gone else set.small
    foot = plan.write(str(entry.record["label"]), type, (columns.speaker, top), max(limit, 40.0)).box.bottom
    if gone:
        accent = Type(plan.style.small_size, plan.style.accent, SEMIBOLD)
        foot = plan.write(entry.note, accent, (columns.speaker, foot + 1), max(limit, 40.0)).box.bottom
    bold = _bold(plan, gone=gone)
    words = plan.write(_figure_words(entry, set.language), bold, (columns.figure_end, top - 0.4), align="right")
    middle = top + set.small.size * 0.5
    if gone:
        y = words.box.top + bold.size * 0.5
        plan.line([(words.box.left - 1.5, y), (words.box.right + 1.5, y)], Stroke(plan.style.accent, 0.9))
    _mark(plan, entry, columns, middle)
    return foot


def _mark(plan: Plan, entry: Entry, columns: Columns, y: float) -> None:
    """A dot at the end of a stem, or a bar for a range; hollow, dashed and crossed out where it was withdrawn."""
    low, high, gone = amount(entry.record["value"]), entry.record.get("value_high"), bool(entry.note)
    colour = plan.style.accent if gone else plan.style.house
    x = columns.at(low)
    stem = Stroke(blend(colour, plan.style.paper, 0.5), 0.8, (2.0, 1.6) if gone else ())
    if x - RADIUS > columns.left:
        plan.line([(columns.left, y), (x - RADIUS, y)], stem)
    edge = Stroke(colour, 1.1)
    fill = plan.style.paper if gone else colour
    if high is None:
        plan.circle((x, y), RADIUS, fill, edge)
        end = x
    else:
        end = columns.at(amount(high))
        plan.mark(Box(x, y - RADIUS, max(end, x + 1), y + RADIUS), fill, edge)
    if gone:
        middle = (x + end) / 2
        for tilt in (1, -1):
            arm = CROSS + RADIUS
            plan.line([(middle - arm, y - CROSS * tilt), (middle + arm, y + CROSS * tilt)], Stroke(colour, 0.9))
