"""Days, numbers and lists: values and a language go in; text as its readers write it comes out."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

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


def day_month(when: date, language: str) -> str:
    """5 January"""
    return format_skeleton("MMMMd", when, locale=locale_of(language))


def short_day(when: date, language: str) -> str:
    """5 Jan"""
    return format_skeleton("MMMd", when, locale=locale_of(language))


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
        if start.month == end.month and language.split("-")[0] == "en":
            first = str(start.day)
    joint = " to " if language.split("-")[0] == "en" else " – "
    return f"{first}{joint}{day(end, language)}"


def number(value: float, language: str) -> str:
    """7,939; up to two decimals where there are any."""
    return format_decimal(round(value, 2), "#,##0.##", locale_of(language))


def per_cent(value: float, language: str) -> str:
    """40%; with a decimal near nothing and near the whole, where a round number would say either: 0.4%, <0.1%."""
    near = 0 < value < 1 or 99 < value < 100
    shown = Decimal(str(value)).quantize(Decimal("0.1" if near else "1"), ROUND_HALF_UP)
    sign = ""
    if near and shown in (0, 100):
        sign, shown = ("<", Decimal("0.1")) if shown == 0 else (">", Decimal("99.9"))
    return sign + format_percent(shown / 100, locale=locale_of(language), decimal_quantization=False)


def stated_per_cent(value: float, language: str) -> str:
    """12.5%: a per cent as somebody gave it, to two decimals at most."""
    stated = Decimal(str(round(value, 2))).normalize()
    return format_percent(stated / 100, locale=locale_of(language), decimal_quantization=False)


def listing(items: Sequence[str], language: str) -> str:
    """a, b and c"""
    return format_list(list(items), "standard", locale_of(language))
