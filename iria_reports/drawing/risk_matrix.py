"""The ink of a risk matrix: a figure and a style go in; shaded cells with risks or their numbers, as SVG, come out."""

from dataclasses import dataclass
from pathlib import Path

from iria_reports.composing.charts.wording import number, stated_per_cent
from iria_reports.drawing.amounts import amount
from iria_reports.drawing.boxes import Box
from iria_reports.drawing.colour import blend, legible
from iria_reports.drawing.faces import SEMIBOLD, Type
from iria_reports.drawing.measure import POINTS_PER_MM, TALLEST
from iria_reports.drawing.plan import Plan, Setting, setting
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import CellValue, Figure

Record = dict[str, CellValue]
RADIUS = 6.2
PAD, GAP = 5.0, 4.0  # within a cell, and between two risks
DOT = 1.6
LOWEST, LOWEST_BROKEN = 17.0, 24.0  # the height of an empty row, its label in one line or in several
SHADE = 0.42  # of the accent in the darkest cell
NARROW = 92.0  # a cell narrower than this holds numbers only


@dataclass(frozen=True)
class Grid:
    """The cells' left edges and width; the words of the rows from the top, and the risks in each cell.

    named   whether the cells hold names, else numbers
    broken  whether a row's word takes several lines, its range under it, else its range stands beside it
    """

    left: float
    width: float
    words: tuple[tuple[str, float, float], ...]
    impacts: tuple[str, ...]
    risks: dict[tuple[str, str], list[Record]]
    named: bool
    broken: bool

    def at(self, impact: int) -> float:
        return self.left + impact * self.width


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The matrix as SVG."""
    return lay_out(figure, style, language).svg()


def lay_out(figure: Figure, style: Style, language: str) -> Plan:
    """Names in the cells where these are wide enough and the matrix fits on a page; else numbers and a list."""
    named = _laid_out(figure, setting(figure, style, language), named=True)
    if named is not None and named.height <= TALLEST:
        return named
    listed = _laid_out(figure, setting(figure, style, language), named=False)
    assert listed is not None
    return listed


def _laid_out(figure: Figure, set: Setting, *, named: bool) -> Plan | None:
    plan, impacts = Plan(set), tuple(figure.options["impacts"])
    words = tuple((str(word), float(low), float(high)) for word, low, high in reversed(figure.options["words"]))
    left = max(_labels_width(words, set), _text_column(set, len(impacts)))
    broken = (set.width - left) / len(impacts) < NARROW
    if broken:
        left = max(set.faces.widest(word.split(), set.small) for word, _, _ in words) + 22
    width = (set.width - left) / len(impacts)
    if named and width < NARROW:
        return None
    risks: dict[tuple[str, str], list[Record]] = {}
    for record in figure.table.records():
        risks.setdefault((str(record["likelihood"]), str(record["impact"])), []).append(record)
    grid = Grid(left, width, words, impacts, risks, named, broken)
    head = plan.write(figure.options["axis"], set.muted, (left, 0), set.width - left).box.bottom + 3
    heads = [plan.write(one, set.strong, (grid.at(at) + PAD, head), width - PAD) for at, one in enumerate(impacts)]
    top = max(one.box.bottom for one in heads) + 4
    for at in range(len(words)):
        top = _row(plan, grid, at, top)
    plan.height = top + 1
    if not named:
        plan.height = _list(plan, list(figure.table.records()), top + 9)
    return plan


def _text_column(set: Setting, columns: int) -> float:
    """Where the text begins under a figure over the whole measure, if the cells keep room for names there; or 0."""
    left = set.width - set.style.column_mm * POINTS_PER_MM
    return left if left > 0 and (set.width - left) / columns >= NARROW else 0.0


def _labels_width(words: tuple[tuple[str, float, float], ...], set: Setting) -> float:
    """What the words of the rows take in one line, their ranges beside them."""
    reaches = set.faces.widest([_reach(low, high, set) for _, low, high in words], set.muted)
    return set.faces.widest([word for word, _, _ in words], set.small) + 8 + reaches + 10


def _reach(low: float, high: float, set: Setting) -> str:
    return f"{number(low, set.language)}–{stated_per_cent(high, set.language)}"


def _label(plan: Plan, grid: Grid, at: int, top: float) -> float:
    """A row's word and range. The least foot of the row comes back."""
    set, (word, low, high) = plan.setting, grid.words[at]
    if not grid.broken:
        middle = top + PAD + RADIUS - set.small.size * 0.5
        plan.write(word, set.small, (0, middle))
        plan.write(_reach(low, high, set), set.muted, (grid.left - 10, middle), align="right")
        return top + LOWEST
    text = plan.write(word, set.small, (0, top + 3), grid.left - 8)
    return max(
        plan.write(_reach(low, high, set), set.muted, (0, text.box.bottom + 0.5)).box.bottom + 3, top + LOWEST_BROKEN
    )


def _row(plan: Plan, grid: Grid, at: int, top: float) -> float:
    """One likelihood: its word and range at the left, its cells; as high as the fullest. The foot comes back."""
    steps, plan.ink = plan.ink, []
    foot = _label(plan, grid, at, top)
    for column, impact in enumerate(grid.impacts):
        risks = grid.risks.get((grid.words[at][0], impact), [])
        cell = (grid.at(column), top, grid.width)
        inside = (_named if grid.named else _numbered)(plan, risks, cell)
        foot = max(foot, inside)
    risks_ink, plan.ink = plan.ink, steps
    rank = len(grid.words) - 1 - at
    for column in range(len(grid.impacts)):
        grave = (rank / (len(grid.words) - 1) + column / (len(grid.impacts) - 1)) / 2
        box = Box(grid.at(column), top, grid.at(column) + grid.width, foot)
        tint = blend(plan.style.accent, plan.style.paper, 0.04 + grave**1.3 * SHADE)
        plan.rectangle(box, tint, Stroke(plan.style.paper, 1.4))
    plan.ink += risks_ink
    return foot


def _named(plan: Plan, risks: list[Record], cell: tuple[float, float, float]) -> float:
    """Each risk by its name, one under the other."""
    left, top, width = cell
    y = top + PAD
    for record in risks:
        plan.circle((left + PAD + DOT, y + RADIUS), DOT, plan.style.ink)
        start = left + PAD + 2 * DOT + 4
        text = plan.write(str(record["label"]), plan.setting.small, (start, y + 2.2), left + width - 3 - start)
        y = max(text.box.bottom, y + 2 * RADIUS) + GAP / 2
    return y - GAP / 2 + PAD if risks else top


def _numbered(plan: Plan, risks: list[Record], cell: tuple[float, float, float]) -> float:
    """Numbers only, in rows from the left."""
    left, top, width = cell
    pitch = 2 * RADIUS + GAP
    across = max(1, int((width - 2 * PAD + GAP) / pitch))
    for at, record in enumerate(risks):
        x, y = left + PAD + RADIUS + at % across * pitch, top + PAD + RADIUS + at // across * pitch
        _mark(plan, record, (x, y))
    return top + 2 * PAD - GAP + -(-len(risks) // across) * pitch


def _mark(plan: Plan, record: Record, centre: tuple[float, float]) -> None:
    plan.circle(centre, RADIUS, plan.style.ink, Stroke(plan.style.paper, 0.6))
    words = number(amount(record["number"]), plan.setting.language)
    inside = Type(plan.style.small_size, legible(plan.style.ink, plan.style.paper, plan.style.ink), SEMIBOLD)
    plan.write(words, inside, (centre[0], centre[1] - inside.size * 0.49), align="centre")


def _list(plan: Plan, records: list[Record], top: float) -> float:
    """What the numbers stand for, in two columns. The foot comes back."""
    set, half, foot = plan.setting, -(-len(records) // 2) if len(records) > 3 else len(records), top
    width = set.width / (2 if len(records) > 3 else 1)
    for column, some in enumerate((records[:half], records[half:])):
        y = top
        for record in some:
            x = column * width
            _mark(plan, record, (x + RADIUS + 0.5, y + RADIUS))
            start = x + 2 * RADIUS + 5
            text = plan.write(str(record["label"]), set.small, (start, y + 2.2), width - 2 * RADIUS - 13)
            y = max(text.box.bottom, y + 2 * RADIUS) + GAP
        foot = max(foot, y)
    return foot
