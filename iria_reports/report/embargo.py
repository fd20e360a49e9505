"""An embargo as it is written goes in; the moment from which a report may be given to everybody comes out."""

import re
from datetime import UTC, date, datetime, time, tzinfo

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?)?")


def embargo_of(text: str) -> date | datetime:
    """A day, or a moment with or without its offset. Raises ValueError: written otherwise, or none in the calendar.

    >>> embargo_of("2022-01-20"), embargo_of("2022-01-20 09:00")
    (datetime.date(2022, 1, 20), datetime.datetime(2022, 1, 20, 9, 0))
    """
    if not MOMENT.fullmatch(text):
        raise ValueError("not a day or a moment")
    return datetime.fromisoformat(text) if len(text) > len("2022-01-20") else date.fromisoformat(text)


def embargo_ends(text: str, zone: tzinfo) -> datetime:
    """The moment that an embargo ends: a day as it begins; what has no offset is in `zone`, the house's.

    Where clocks are put back and show a time twice, and where they are put forward and never show it, the later counts.

    Raises ValueError.
    """
    until = embargo_of(text)
    if not isinstance(until, datetime):
        until = datetime.combine(until, time())
    if until.tzinfo:
        return until
    return max((until.replace(tzinfo=zone, fold=fold) for fold in (0, 1)), key=datetime.timestamp)


def is_released(text: str, now: datetime) -> bool:
    """Whether the embargo is over, or there is none; one that cannot be read is not. `now` is in the house's zone."""
    if not text:
        return True
    try:
        # Two values of one zone would be compared by what its clocks show (Python's datetime, "aware").
        return now.timestamp() >= embargo_ends(text, now.tzinfo or UTC).timestamp()
    except ValueError:
        return False
