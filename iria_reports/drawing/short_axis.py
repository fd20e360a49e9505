"""A short time axis: a scale goes in; its first and last day in words, and the places of its ticks, come out."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from iria_reports.composing.charts.wording import Grain, at_grain
from iria_reports.drawing.faces import ASCENT, Faces, Type
from iria_reports.drawing.scale import TimeScale
from iria_reports.drawing.texts import Text

APART = 3.0  # points between two ticks, at least
BETWEEN = 6.0
YEARS, MONTHS = 3 * 365, 75  # days from which years, and months, are enough to name an end by


def between_ends(scale: TimeScale, top: float, grain: Grain, setting: tuple[Faces, Type, str]) -> list[Text]:
    """The first day at the left end and the last at the right; on a second line where they would touch."""
    faces, type, language = setting
    days = (scale.end - scale.start).days
    coarse: Grain = "year" if days >= YEARS else "month" if days >= MONTHS and grain == "day" else grain
    first, last = (at_grain(day, coarse, language) for day in (scale.start, scale.end))
    line = top + type.size * ASCENT + 2
    if first == last:
        return [Text(first, ((scale.left + scale.right) / 2, line), type, "centre")]
    width = faces.width(last, type)
    touching = faces.width(first, type) + width + BETWEEN > scale.right - scale.left
    end = (max(scale.right, scale.left + width), line + type.leading * touching)
    return [Text(first, (scale.left, line), type), Text(last, end, type, "right")]


def ticks_at(scale: TimeScale, days: Sequence[date]) -> list[float]:
    """The days with a value; where those stand too close, the turns of the months, or of the years; or none."""
    every = [scale.start + timedelta(number) for number in range(1, (scale.end - scale.start).days + 1)]
    months = [scale.at(day) for day in every if day.day == 1]
    years = [scale.at(day) for day in every if (day.month, day.day) == (1, 1)]
    for places in ([scale.middle(day) for day in sorted(set(days))], months, years):
        if all(after - before >= APART for before, after in pairwise(places)):
            return places
    return []
