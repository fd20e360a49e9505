"""Small multiples: rows of dated values go in; out come lines over time with their gaps, one panel a series."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any, Literal

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import filled, note
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    capitalised,
    chosen,
    known_on,
    plain,
    printed_label,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import grain, listing, number, short_day, span
from iria_reports.report import Column, DataTable
from iria_reports.writing.fields import IsoDate

MOST_PANELS = 24
LONGEST_LABEL = 60
EVEN, MOSTLY, MISSING = 0.25, 0.6, 1.75  # a step that far from the usual is uneven; so many are even; so long is a gap


class SmallMultiplesOptions(ChosenRows):
    """What the analyst chooses for small multiples."""

    series: StrictStr = Field("series", description="The column that sorts rows into panels.")
    date: StrictStr = Field("date", description="The column of the day a value stands for.")
    value: StrictStr = Field("value", description="The column of the value; an empty cell is a gap in the line.")
    beside: StrictStr = Field(
        "beside",
        description="The column that says why a value is not one of the line: another source, or a count since cut. It "
        "is drawn as a hollow dot and told under the panels.",
    )
    panels: dict[StrictStr, StrictStr] | None = Field(
        None, description="Panels in order: value in the series column, and the title printed; others are left out."
    )
    scale: Literal["common", "own"] = Field(
        "common", description="One scale for all panels, or one of its own for each, which the subtitle then says."
    )
    across: int | None = Field(None, ge=1, le=6, description="Panels in a row, where they fit; the house chooses.")
    longest_gap: int | None = Field(
        None,
        ge=1,
        description="Days between two values beyond which they are not joined; if left out, a step left out is a gap "
        "where values come at even steps.",
    )
    start: IsoDate | None = Field(None, alias="from", description="The first day shown; the first value's if left out.")
    end: IsoDate | None = Field(None, alias="to", description="The last day shown; the last value's if left out.")
    unit: StrictStr = Field("", description="What is measured, as printed: deaths, people, tenge a litre.")


@dataclass(frozen=True)
class Point:
    """One day of a series; no value is a gap, and `beside` says why one is not of the line."""

    row: Row
    day: date
    value: float | None
    beside: str = ""


@dataclass(frozen=True)
class Line:
    """A series by its printed title, in order of time; `others` are the values that stand beside the line."""

    title: str
    points: tuple[Point, ...]
    others: tuple[Point, ...] = ()

    @property
    def known(self) -> list[tuple[date, float]]:
        return [(point.day, point.value) for point in self.points if point.value is not None]

    @property
    def all(self) -> tuple[Point, ...]:
        return (*self.points, *self.others)


def read(ask: Ask, options: SmallMultiplesOptions) -> Meaning:
    """The series of the chosen rows, each with its points in order of time."""
    findings = Findings(ask)
    wanted = {"series": options.series, "date": options.date, "value": options.value}
    findings.require(wanted | ({"beside": options.beside} if options.beside != "beside" else {}))
    rows = chosen(ask, options, findings)
    titles = _titles(rows, options, findings)
    findings.stop()
    lines = [_line(value, title, rows, options, findings) for value, title in titles.items()]
    findings.stop()
    lines = [line for line in lines if line.points]
    if not lines:
        findings.nothing_left("value", "widen `from`, `to`, `panels` or `only`, or fill the table")
    if len(lines) > MOST_PANELS:
        advice = "choose the series that matter with `panels`"
        findings.add(f"{len(lines)} panels are more than the {MOST_PANELS} that fit on a page", advice, column="series")
    for line in lines:
        if not line.known:
            advice = "leave the series out with `panels`"
            findings.add(f"{line.title} has no value at all", advice, row=line.points[0].row, column=options.value)
    findings.stop()
    days = [day for line in lines for day, _ in line.known]
    return _meaning(ask, options, lines, (options.start or min(days), options.end or max(days)))


def _titles(rows: list[Row], options: SmallMultiplesOptions, findings: Findings) -> dict[str, str]:
    """Printed title by value in the series column, in the order of the panels."""
    first: dict[str, Row] = {}
    for row in rows:
        value = row.cells.get(options.series)
        if value is None:
            findings.add("the row belongs to no series", f"fill in {options.series!r}", row=row, column=options.series)
        else:
            first.setdefault(str(value), row)
    if options.panels is None:
        return {value: findings.words(row, options.series, LONGEST_LABEL) for value, row in first.items()}
    findings.held(options.panels, first, options.series, key="panels")
    for value, title in options.panels.items():
        if len(title) > LONGEST_LABEL:
            message = f"the title of {value!r} has {len(title)} characters, more than {LONGEST_LABEL}"
            findings.add(message, "write a shorter one", column="panels")
    return dict(options.panels)


def _line(value: str, title: str, rows: list[Row], options: SmallMultiplesOptions, findings: Findings) -> Line:
    points: dict[date, Point] = {}
    others = []
    for row in rows:
        if str(row.cells.get(options.series)) != value:
            continue
        one = _point(row, options, findings)
        if one is None:
            continue
        if one.day in points and not one.beside:
            advice = "choose one with `only`, or say in the column `beside` why it stands beside the line"
            findings.add(f"{title} has a second value on {one.day}", advice, row=row, column=options.date)
        if (options.start or one.day) <= one.day <= (options.end or one.day):
            if one.beside:
                others.append(one)
            else:
                points[one.day] = one
    others.sort(key=lambda one: one.day)
    return Line(title, tuple(points[day] for day in sorted(points)), tuple(others))


def _point(row: Row, options: SmallMultiplesOptions, findings: Findings) -> Point | None:
    day, beside = findings.day(row, options.date), note(findings, row, options.beside, LONGEST_LABEL)
    empty = row.cells.get(options.value) is None and not beside
    value = None if empty else findings.signed_number(row, options.value)
    return None if day is None else Point(row, day, value, beside)


def _breaks(line: Line, options: SmallMultiplesOptions) -> list[int]:
    """The points before which the line is broken, by their number, besides those without a value."""
    days = [point.day for point in line.points]
    steps = [(after - before).days for before, after in pairwise(days)]
    if options.longest_gap is not None:
        return [at + 1 for at, step in enumerate(steps) if step > options.longest_gap]
    usual = median(steps) if steps else 0
    even = sum(abs(step - usual) <= EVEN * usual for step in steps) >= MOSTLY * len(steps)
    return [at + 1 for at, step in enumerate(steps) if step > usual * MISSING] if even and len(steps) > 2 else []


def _meaning(ask: Ask, options: SmallMultiplesOptions, lines: list[Line], window: tuple[date, date]) -> Meaning:
    rows = [point.row for line in lines for point in line.all]
    table = with_sources(ask, _table(ask, options, lines), rows)
    breaks, begun = [], 0
    for line in lines:
        breaks += [begun + at for at in _breaks(line, options)]
        begun += len(line.all)
    days = [*window, *(point.day for line in lines for point in line.all)]
    time = span(days, ask.language)
    drawn: dict[str, Any] = {
        "panels": [line.title for line in lines],
        "scale": options.scale,
        "across": options.across,
        "breaks": breaks,
        "aside": _asides(lines, ask.language),
        "from": window[0].isoformat(),
        "to": window[1].isoformat(),
        "grain": grain(days),
    }
    scale = "; each panel has its own scale" if options.scale == "own" and len(lines) > 1 else ""
    measured = capitalised(options.unit or printed_label(ask, options.value, "values"))
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{measured}, {time}{scale}",
        alternative=_alternative(ask, options, lines, time),
        sources=sources_of(table),
        known_on=known_on(rows),
    )


def _table(ask: Ask, options: SmallMultiplesOptions, lines: list[Line]) -> DataTable:
    columns = (
        Column(name="series", label=printed_label(ask, options.series, "Series")),
        Column(name="date", label=printed_label(ask, options.date, "Date"), type="date"),
        Column(name="value", label=printed_label(ask, options.value, "Value"), type="number", unit=options.unit),
    )
    why = Column(name="beside", label="Not in the line")
    rows = [(line.title, point.day, plain(point.value), point.beside or None) for line in lines for point in line.all]
    return filled((*columns, why), rows)


def _asides(lines: list[Line], language: str) -> list[str]:
    """Detained, 5,800 on 9 Jan (the presidency) and 12,000 on 13 Jan (a press agency): one for each such line."""
    told = []
    for line in (line for line in lines if line.others):
        values = [
            f"{number(one.value or 0, language)} on {short_day(one.day, language)} ({one.beside})"
            for one in line.others
        ]
        told.append(f"{line.title}, {listing(values, language)}")
    return told


def _alternative(ask: Ask, options: SmallMultiplesOptions, lines: list[Line], time: str) -> str:
    language = ask.language
    unit = f" ({options.unit})" if options.unit else ""
    what = f"Lines over time in {len(lines)} panels" if len(lines) > 1 else "A line over time"
    parts = [f"{what}{unit}, {time}: {_course(lines, language)}"]
    lasts = sorted(((line.known[-1][1], line.title) for line in lines), key=lambda one: -one[0])
    if len(lines) > 2 and lasts[0][0] > lasts[1][0] and lasts[-1][0] < lasts[-2][0]:
        highest, lowest = (f"{title} ({number(value, language)})" for value, title in (lasts[0], lasts[-1]))
        parts.append(f"the last value is highest for {highest} and lowest for {lowest}")
    if len(lines) == 2:
        told = [f"{value} for {title}" for value, title in ((number(v, language), title) for v, title in lasts)]
        parts.append(f"the last value is {listing(told, language)}")
    gaps = sum(len(line.known) < len(line.points) or bool(_breaks(line, options)) for line in lines)
    if gaps:
        parts.append("values are missing" + (f" in {gaps} of them" if len(lines) > 1 else ""))
    if asides := _asides(lines, language):
        parts.append(f"not in the lines: {'; '.join(asides)}")
    return "; ".join(parts) + "."


def _course(lines: list[Line], language: str) -> str:
    """4 end higher than they begin and 2 lower."""
    if len(lines) == 1:
        (line,) = lines
        first, last = line.known[0][1], line.known[-1][1]
        if len(line.known) == 1:
            return f"{line.title}, {number(last, language)}"
        return f"{line.title}, from {number(first, language)} to {number(last, language)}"
    ends = [line.known[-1][1] - line.known[0][1] for line in lines]
    counts = (
        (sum(end > 0 for end in ends), "higher than they begin"),
        (sum(end < 0 for end in ends), "lower"),
        (sum(end == 0 for end in ends), "where they began"),
    )
    told = [f"{count} end {where}" for count, where in counts if count]
    return listing(told, language)


SMALL_MULTIPLES = ChartKind("small-multiples", "lines over time, one panel a series", SmallMultiplesOptions, read)
