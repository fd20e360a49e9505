"""The ink of a calibration chart: a score and a style go in; what was said beside what came, as SVG, comes out.

A row for each likelihood: the range it stands for as a bar, the share that came true as a dot, and the range in which
the true share lies as a line through it. Rows, not a scatter: with few judgements dots would lie on one another.
"""

from iria_reports.composing.charts.wording import number, stated_per_cent
from iria_reports.drawing.boxes import Box
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import Faces
from iria_reports.drawing.likelihood import BESIDE, INSET, Scale
from iria_reports.drawing.measure import POINTS_PER_MM
from iria_reports.drawing.plan import Plan, Setting
from iria_reports.drawing.sheet import Stroke
from iria_reports.drawing.style import Style
from iria_reports.judging.score import FEW, Said, Score

BAR, DOT, GAP = 9.0, 3.2, 8.0
TINT = 0.3
STEPS = (20, 40, 60, 80)
TITLE = "What we said, and what came of it"


def calibration(score: Score, style: Style, language: str) -> bytes:
    """The chart as SVG."""
    return lay_out(score, style, language).svg()


def lay_out(score: Score, style: Style, language: str) -> Plan:
    """Title, one row for each likelihood said, a scale from 0 to 100 under them, and how far to trust it."""
    width = style.full_mm * POINTS_PER_MM
    plan = Plan(Setting(style, Faces(style.fonts, style.family), language, width))
    scale = Scale(width * BESIDE, width - INSET - DOT)
    top = plan.write(TITLE, plan.setting.strong, (0, 0)).box.bottom + 1
    top = plan.write(subtitle(score), plan.setting.muted, (0, top), width).box.bottom + GAP
    head = top
    for said in reversed(score.said):
        top = _row(plan, said, scale, top) + GAP
    foot = _axis(plan, scale, (head, top - GAP / 2))
    plan.height = plan.write(caution(score), plan.setting.muted, (0, foot + 5), width).box.bottom + 2
    return plan


def subtitle(score: Score) -> str:
    """What the marks are."""
    judgements = "judgement" if score.count == 1 else "judgements"
    return (
        f"{score.count} {judgements}; bar: the range of what we said; dot: the share that came true; line: where the "
        "true share lies, with 95 per cent confidence (Wilson)"
    )


def caution(score: Score) -> str:
    """The score, and whether it means anything."""
    told = (
        f"Brier score {score.brier:.3f} (0 is best; always saying 50 per cent scores {score.even:.3f}, always saying "
        f"how often such things came true {score.base_rate:.3f})."
    )
    return f"{told} With fewer than {FEW} judgements nothing can be concluded." if score.few else told


def _row(plan: Plan, said: Said, scale: Scale, top: float) -> float:
    set, style = plan.setting, plan.style
    label = plan.write(said.words, set.body, (0, top), scale.left - 14)
    told = f"{number(said.low, set.language)}–{stated_per_cent(said.high, set.language)}: {said.came} of {said.count}"
    foot = plan.write(told, set.muted, (0, label.box.bottom + 1), scale.left - 14).box.bottom
    middle = (top + foot) / 2
    tint = blend(style.house, style.paper, TINT)
    plan.rectangle(Box(scale.at(said.low), middle - BAR / 2, scale.at(said.high), middle + BAR / 2), tint)
    low, high = (scale.at(100 * end) for end in said.interval)
    plan.line([(low, middle), (high, middle)], Stroke(style.ink, 0.9))
    for end in (low, high):
        plan.line([(end, middle - 3), (end, middle + 3)], Stroke(style.ink, 0.9))
    plan.circle((scale.at(100 * said.share), middle), DOT, style.accent, Stroke(style.paper, 0.8))
    return max(foot, middle + BAR / 2)


def _axis(plan: Plan, scale: Scale, reach: tuple[float, float]) -> float:
    """A fine line at each fifth, named at the foot."""
    set, (head, foot) = plan.setting, reach
    rows, plan.ink = plan.ink, []
    for step in (0, *STEPS, 100):
        plan.line([(scale.at(step), head - 3), (scale.at(step), foot)], Stroke(plan.style.rule, 0.4))
    plan.ink += rows
    plan.line([(scale.left, foot), (scale.right, foot)], Stroke(plan.style.ink, 0.7))
    for step in STEPS:
        plan.write(number(step, set.language), set.muted, (scale.at(step), foot + 3), align="centre")
    plan.write(number(0, set.language), set.muted, (scale.left, foot + 3))
    last = plan.write(stated_per_cent(100, set.language), set.muted, (scale.right, foot + 3), align="right")
    return last.box.bottom
