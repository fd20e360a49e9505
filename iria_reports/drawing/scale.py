"""The time scale: first and last day and a width go in; the place of any day and the ticks to print come out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from iria_reports.composing.charts.wording import locale_of, month_year
from iria_reports.drawing.faces import Faces, Type

EACH_DAY, EACH_WEEK, EACH_MONTH, EACH_QUARTER, EACH_YEAR = "day", "week", "month", "quarter", "year"
ROOM = 5.0


@dataclass(frozen=True)
class Tick:
    """A day, and the words at it; `centred` where the words stand for the whole day, else they start at it."""

    day: date
    words: str
    centred: bool = False


@dataclass(frozen=True)
class TimeScale:
    """From the start of the first day at `left` to the end of the last at `right`, in points."""

    start: date
    end: date
    left: float
    right: float

    @property
    def per_day(self) -> float:
        return (self.right - self.left) / ((self.end - self.start).days + 1)

    def at(self, day: date, share: float = 0.0) -> float:
        """The place of a day's start, or of a share of that day; days outside are moved to the edge."""
        place = self.left + ((day - self.start).days + share) * self.per_day
        return min(max(place, self.left), self.right)

    def middle(self, day: date) -> float:
        return self.at(day, 0.5)


def ticks(scale: TimeScale, faces: Faces, type: Type, language: str) -> tuple[list[Tick], list[Tick]]:
    """The fine ticks, as many as fit, and above them the months or years they belong to.

    An axis that starts within a month names that month too, where the next leaves room.
    """
    steps: list[tuple[Callable[[date], bool], Callable[[date], str], str]] = [
        (lambda day: True, lambda day: str(day.day), EACH_DAY),
        (lambda day: day.day in (1, 8, 15, 22, 29), lambda day: str(day.day), EACH_WEEK),
        (lambda day: day.day == 1, lambda day: _month(day, language), EACH_MONTH),
        (lambda day: day.day == 1 and day.month % 3 == 1, lambda day: _month(day, language), EACH_QUARTER),
        (lambda day: day.day == 1 and day.month == 1, lambda day: str(day.year), EACH_YEAR),
    ]
    days = [scale.start + timedelta(number) for number in range((scale.end - scale.start).days + 1)]
    for falls, words, name in steps:
        fine = [Tick(day, words(day), name == EACH_DAY) for day in days if falls(day)]
        if name in (EACH_MONTH, EACH_QUARTER) and not falls(scale.start):
            begun = Tick(scale.start, words(scale.start))
            fine = [begun, *fine] if _fits([begun, *fine[:1]], scale, faces, type) else fine
        if _fits(fine, scale, faces, type):
            break
    if name == EACH_YEAR:
        return fine[:: max(1, round(40 / max(scale.per_day * 365, 1)))], []
    if name in (EACH_DAY, EACH_WEEK):
        return fine, _upper(days, scale, lambda day: (day.day == 1, month_year(day, language)))
    return fine, _upper(days, scale, lambda day: (day.day == 1 and day.month == 1, str(day.year)))


def _month(day: date, language: str) -> str:
    return str(locale_of(language).months["stand-alone"]["abbreviated"][day.month])


def _fits(fine: list[Tick], scale: TimeScale, faces: Faces, type: Type) -> bool:
    if not fine:
        return False
    widest = faces.widest([tick.words for tick in fine], type)
    places = [scale.at(tick.day) for tick in fine]
    return all(after - before >= widest + ROOM for before, after in pairwise(places))


def _upper(days: list[date], scale: TimeScale, turn: Callable[[date], tuple[bool, str]]) -> list[Tick]:
    """A tick at the first day shown and at every turn; the first is dropped where the next follows too closely."""
    found = [Tick(day, turn(day)[1]) for at, day in enumerate(days) if at == 0 or turn(day)[0]]
    if len(found) > 1 and scale.at(found[1].day) - scale.at(found[0].day) < 44:
        found = found[1:]
    return found
