"""A Spec's embargo and the report's day go in; the embargo as it is printed and kept comes out, or a warning."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from iria_reports.errors import Fault
from iria_reports.report.embargo import embargo_ends, embargo_of
from iria_reports.writing.spec import Spec


def embargo_on(spec: Spec, day: date) -> str:
    """The embargo that a report of this day bears: a day, or a moment with its offset; "" where it is over by then."""
    text = spec.choices.embargo
    if text is None or _over(spec, text, day):
        return ""
    if not isinstance(embargo_of(text), datetime):
        return text
    return embargo_ends(text, ZoneInfo(spec.settings.time_zone)).isoformat(timespec="minutes")


def embargo_over(spec: Spec, day: date) -> Iterator[Fault]:
    """A warning for an embargo that ended before the day."""
    text = spec.choices.embargo
    if text is not None and _over(spec, text, day):
        message = f"the embargo of {text} is over on the report's day, {day}, and is not printed"
        yield Fault(spec.where.place(("embargo",)), "embargo", message, "take it out, or correct it")


def _over(spec: Spec, text: str, day: date) -> bool:
    zone = ZoneInfo(spec.settings.time_zone)
    return embargo_ends(text, zone).timestamp() < datetime.combine(day, time(), zone).timestamp()
