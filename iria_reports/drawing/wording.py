"""The ink of a scale of likelihood words: a figure and a style go in; the words over their ranges, as SVG, come out."""

from pathlib import Path

from iria_reports.drawing.boxes import Box
from iria_reports.drawing.colour import blend
from iria_reports.drawing.likelihood import INSET, Scale, axis, scale_words
from iria_reports.drawing.plan import Plan, setting
from iria_reports.drawing.style import Style
from iria_reports.report import Figure

BAR = 11.0
TINTS = (0.85, 0.45)


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The scale as SVG."""
    return lay_out(figure, style, language).svg()


def lay_out(figure: Figure, style: Style, language: str) -> Plan:
    """One bar from 0 to 100, each range in a shade of its own and under its word; a gap stays empty."""
    plan, bands = Plan(setting(figure, style, language)), figure.options["scale"]
    scale = Scale(INSET, plan.setting.width - INSET)
    words = scale_words(bands, scale, plan.setting)
    plan.texts += words
    top = max(word.box.bottom for word in words) + 4
    for at, (_, low, high) in enumerate(bands):
        tint = blend(style.house, style.paper, TINTS[at % 2])
        plan.rectangle(Box(scale.at(low), top, scale.at(high), top + BAR), tint)
    plan.height = axis(plan, scale, bands, top + BAR)
    return plan
