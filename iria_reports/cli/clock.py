"""A time zone goes in; a clock that tells the time there comes out. No other place looks at the clock for an issue."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime


def house_clock(zone: str) -> Callable[[], datetime]:
    """The time in the house's zone, by the tz database that is locked with the program and not the machine's own."""
    zoneinfo.reset_tzpath(to=())
    here = zoneinfo.ZoneInfo(zone)
    return lambda: datetime.now(here).replace(microsecond=0)
