"""Days, numbers and lists: values and a language go in; text as its readers write it comes out."""

import math
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent


def locale_of(language: str) -> Locale:
    """The locale of a BCP 47 tag; plain English is British, and a tag babel does not know is too."""
    if language == "en":
        return Locale("en", "GB")
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")


def day(when: date, language: str) -> str:
    """5 January 2022"""
    return format_date(when, "long", locale_of(language))


def moment(when: datetime, language: str) -> str:
    """5 January 2022, 09:00 UTC+6"""
    minutes = round((when.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}" if minutes else ""
    return f"{day(when, language)}, {when:%H:%M} UTC{offset}"


def day_in_brief(when: date, language: str) -> str:
    """5 Jan 2022"""
    return format_skeleton("yMMMd", when, locale=locale_of(language))


def full_month_year(when: date, language: str) -> str:
    """January 2022"""
    return format_skeleton("yMMMM", when, locale=locale_of(language))


def day_month(when: date, language: str) -> str:
    """5 January"""
    return format_skeleton("MMMMd", when, locale=locale_of(language))


def short_day(when: date, language: str) -> str:
    """5 Jan"""
    return format_skeleton("MMMd", when, locale=locale_of(language))


def short_date(when: date, language: str) -> str:
    """5 Jan 2022"""
    return format_skeleton("yMMMd", when, locale=locale_of(language))


def month(when: date, language: str) -> str:
    """January"""
    return format_date(when, "LLLL", locale_of(language))


def month_year(when: date, language: str) -> str:
    """Jan 2022"""
    return format_skeleton("yMMM", when, locale=locale_of(language))


def period(start: date, end: date, language: str) -> str:
    """5 to 20 January 2022, with nothing said twice."""
    if start == end:
        return day(start, language)
    first = day(start, language)
    if start.year == end.year:
        first = day_month(start, language)
        if start.month == end.month and first[0].isdigit() and language.split("-")[0] == "en":
            first = str(start.day)
    return f"{first}{_joint(language)}{day(end, language)}"


Grain = Literal["year", "month", "day"]


def grain(days: Collection[date]) -> Grain:
    """What the days stand for: years where no year has two of them, months where no month has, else days."""
    different = set(days)
    if len({when.year for when in different}) == len(different) > 1:
        return "year"
    months = {(when.year, when.month) for when in different}
    return "month" if len(months) == len(different) > 1 else "day"


def at_grain(when: date, fine: Grain, language: str) -> str:
    """2022, Jan 2022 or 5 Jan."""
    if fine == "year":
        return str(when.year)
    return month_year(when, language) if fine == "month" else short_day(when, language)


def span(days: Collection[date], language: str) -> str:
    """2012 to 2022, Jan 2021 to Mar 2022 or 5 to 20 January 2022, as the days stand for years, months or days."""
    start, end, fine = min(days), max(days), grain(days)
    if fine == "day":
        return period(start, end, language)
    return _joint(language).join(at_grain(when, fine, language) for when in (start, end))


def _joint(language: str) -> str:
    return " to " if language.split("-")[0] == "en" else " – "


def number(value: float, language: str) -> str:
    """7,939 or −3.5; up to two decimals where there are any, and more where a small number would look like none."""
    places = 2 if value == 0 or abs(value) >= 0.01 else 1 - math.floor(math.log10(abs(value)))
    written = format_decimal(round(value, places), f"#,##0.{'#' * places}", locale_of(language))
    return real_minus(written)


def stated(value: float, language: str) -> str:
    """12,345.678: a number with every digit it was given with."""
    return real_minus(format_decimal(value, "#,##0.###############", locale_of(language)))


def joined(first: str, last: str, language: str) -> str:
    """225 to 240: the two ends of a range, in words."""
    return f"{first}{_joint(language)}{last}"


def change(value: float, language: str) -> str:
    """+12 or −3.5: a difference, with its sign."""
    written = number(value, language)
    return f"+{written}" if value > 0 and written != number(0, language) else written


def percent_change(value: float, language: str) -> str:
    """+12% or −3.2%: a change in hundredths, with its sign; tenths below ten."""
    rounded = round(value, 1 if abs(value) < 10 else None)
    written = format_percent(round(rounded / 100, 3), locale=locale_of(language), decimal_quantization=False)
    return real_minus(f"+{written}" if rounded > 0 else written)


def real_minus(written: str) -> str:
    """A written number with a minus sign where the keyboard has a hyphen."""
    return written.replace("-", "−")


def per_cent(value: float, language: str) -> str:
    """40%; with a decimal near nothing and near the whole, where a round number would say either: 0.4%, <0.1%."""
    near = 0 < value < 1 or 99 < value < 100
    shown = Decimal(str(value)).quantize(Decimal("0.1" if near else "1"), ROUND_HALF_UP)
    sign = ""
    if near and shown in (0, 100):
        sign, shown = ("<", Decimal("0.1")) if shown == 0 else (">", Decimal("99.9"))
    return sign + format_percent(shown / 100, locale=locale_of(language), decimal_quantization=False)


def rounded_sum(shares: Sequence[float]) -> Decimal:
    """What shares add up to as `per_cent` writes them."""
    near = [0 < value < 1 or 99 < value < 100 for value in shares]
    rounded = (
        Decimal(str(value)).quantize(Decimal("0.1" if close else "1"), ROUND_HALF_UP)
        for value, close in zip(shares, near, strict=True)
    )
    return sum(rounded, Decimal(0))


def stated_per_cent(value: float, language: str) -> str:
    """12.5%: a per cent as somebody gave it, to two decimals at most."""
    stated = Decimal(str(round(value, 2))).normalize()
    return format_percent(stated / 100, locale=locale_of(language), decimal_quantization=False)


def reach(low: float, high: float, language: str) -> str:
    """55–80%: a range of per cents."""
    return f"{number(low, language)}–{stated_per_cent(high, language)}"


def listing(items: Sequence[str], language: str) -> str:
    """a, b and c"""
    return format_list(list(items), "standard", locale_of(language))
