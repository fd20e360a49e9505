"""The time axis along the foot of a plot: a scale goes in; rule, ticks and their words are put on the sheet."""

from iria_reports.drawing.faces import Faces, Type
from iria_reports.drawing.scale import TimeScale, ticks
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style

AXIS_FOOT = 24.0
TICK = 3.0


def below_axis(sheet: Sheet, scale: TimeScale, foot: float, setting: tuple[Faces, Style, str]) -> None:
    """A rule at `foot`, and under it the days, with months or years under those."""
    faces, style, language = setting
    small = Type(style.small_size, style.muted)
    fine, upper = ticks(scale, faces, small, language)
    sheet.line([(scale.left - 8, foot), (scale.right, foot)], Stroke(style.ink, 0.7))
    first = foot + TICK + small.size
    for tick in fine:
        x = scale.middle(tick.day)
        sheet.line([(x, foot), (x, foot + TICK)], Stroke(style.muted, 0.5))
        sheet.words((x, first), tick.words, small, "centre")
    for tick in upper:
        near = min((one for one in fine if one.day >= tick.day), key=lambda one: one.day, default=None)
        if near is not None:
            x = scale.middle(near.day) - faces.width(near.words, small) / 2
            room = scale.right - faces.width(tick.words, small)
            sheet.words((min(x, room), first + small.leading), tick.words, small)
