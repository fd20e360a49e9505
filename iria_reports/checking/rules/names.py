"""The rule on names that changed on a day: names.csv has the names, their days and who says so."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.passages import Sentence
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.writing.prose import MONTHS
from iria_reports.writing.sources import last_day

WHEN = re.compile(rf"(?:(?:(\d{{1,2}})[\s ])?({'|'.join(MONTHS)})[\s ](?:(\d{{1,2}}),? )?)?\b((?:19|20)\d\d)\b")


@dataclass(frozen=True)
class Span:
    """A time in which a thing had this name."""

    name: str
    begin: date
    end: date
    instead: str
    exempt: str

    def holds(self, begin: date, end: date) -> bool:
        return self.begin <= end and begin <= self.end


@cache
def spans() -> dict[str, tuple[Span, ...]]:
    """The times of each name."""
    rows = csv.DictReader(io.StringIO(files("iria_reports.checking").joinpath("names.csv").read_text("utf-8")))
    read = [
        Span(row["name"], first_day(row["from"]), last_day(row["until"]) or date.max, row["instead"], row["except"])
        for row in rows
    ]
    return {name: tuple(group) for name, group in groupby(sorted(read, key=lambda one: one.name), lambda one: one.name)}


def first_day(text: str) -> date:
    """The first day of a year, month or day; of always where it is empty."""
    year, month, day, *_ = [int(part) for part in text.split("-") if part] + [0, 0, 0]
    return date(year, month or 1, day or 1) if year else date.min


def out_of_time(sheet: Sheet) -> Iterator[Fault]:
    for sentence in sheet.sentences():
        for name, times in spans().items():
            exempt = "|".join(one.exempt for one in times if one.exempt)
            after = rf"(?!\s+(?:{exempt})\b)" if exempt else ""
            match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-]){after}", sentence.own, re.IGNORECASE)
            if match and not _fits(sentence, times, sheet):
                yield sheet.fault(sentence, (match.start(), match[0]), *_told(match[0], times))


def _fits(sentence: Sentence, times: tuple[Span, ...], sheet: Sheet) -> bool:
    """Whether it was so called on the as-of day or on a day that the sentence names, or the other name stands by it."""
    as_of = sheet.report.as_of
    days = [(as_of, as_of), *(_meant(match) for match in WHEN.finditer(sentence.text))]
    explained = any(one.instead.casefold() in sentence.text.casefold() for one in times)
    return explained or any(one.holds(*day) for one in times for day in days)


def _meant(match: re.Match[str]) -> tuple[date, date]:
    """The first and the last day that `5 March 2022`, `March 2022` or `2022` may mean."""
    year, month, day = int(match[4]), match[2], match[1] or match[3]
    text = f"{year}"
    if month:
        text += f"-{MONTHS.index(month) + 1:02}"
        if day and (whole := last_day(f"{text}-{int(day):02}")):
            return whole, whole
    return first_day(text), last_day(text) or date(year, 12, 31)


def _told(name: str, times: tuple[Span, ...]) -> tuple[str, str]:
    spoken = " and ".join(_spoken(one) for one in times)
    return f"“{name}” was its name {spoken}, not then", f"write “{times[0].instead}”, or name both"


def _spoken(one: Span) -> str:
    begin = f"from {one.begin}" if one.begin > date.min else ""
    return f"{begin} {f'to {one.end}' if one.end < date.max else ''}".strip()


NAMES = (
    Rule(
        "name-by-date",
        "warning",
        "A name that the place or body did not bear on the day the sentence speaks of, nor on the as-of day.",
        "A reader who knows the country stops trusting the rest; the names, their days and who says so stand in "
        "`checking/names.csv`.",
        Example("prose", "The president returned to Astana on 8 January 2022. [@a]"),
        Example("prose", "The president returned to Nur-Sultan on 8 January 2022. [@a]"),
        out_of_time,
    ),
)
