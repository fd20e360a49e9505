"""Reported figures: rows of statements go in; out comes who said which number when, and what was withdrawn. No ink."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import filled, note
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    chosen,
    known_on,
    plain,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import day, day_month, listing, number, period, short_day
from iria_reports.report import Column, DataTable
from iria_reports.writing.fields import IsoDate

MOST_STATEMENTS = 40
LONGEST_LABEL = 90
OWN = "our own sum"


class ReportedOptions(ChosenRows):
    """What the analyst chooses for reported figures."""

    value: StrictStr = Field("value", description="The column of the number reported; the lower end of a range.")
    value_high: StrictStr = Field("value_high", description="The column of a range's upper end, where there is one.")
    date: StrictStr = Field("date", description="The column of the day it was said.")
    label: StrictStr = Field("label", description="The column of who said it.")
    withdrawn: StrictStr = Field("withdrawn_on", description="The column of the day it was withdrawn, where it was.")
    series: StrictStr | None = Field(None, description="Keeps only rows with this value in the column `series`.")
    scope: StrictStr = Field(
        "scope", description="The column of what is counted: only figures that count the same are joined by a line."
    )
    own: StrictStr = Field(
        "own",
        description="The column that says how the house reckoned a figure itself, where it did: its mark is hollow, "
        "and no line leads to it.",
    )
    unit: StrictStr = Field("", description="What is counted, as printed: deaths, people, tenge a litre.")
    scale_from: float = Field(
        0.0, ge=0, description="The foot of the scale, where figures lie close together far above zero; it is told."
    )
    start: IsoDate | None = Field(
        None, alias="from", description="The first day shown; the first statement's if left out."
    )
    end: IsoDate | None = Field(None, alias="to", description="The last day shown; the last statement's if left out.")


@dataclass(frozen=True)
class Statement:
    """One number as somebody gave it; `withdrawn` only where that was known by the as-of day.

    own  how the house reckoned it, where nobody gave it
    """

    row: Row
    said: date
    value: float
    high: float | None
    speaker: str
    withdrawn: date | None
    scope: str | None = None
    own: str | None = None


def read(ask: Ask, options: ReportedOptions) -> Meaning:
    """The statements of the chosen rows, in order of time."""
    findings = Findings(ask)
    wanted = {"date": options.date, "value": options.value, "label": options.label}
    wanted |= {"series": "series"} if options.series is not None else {}
    for key, name, usual in (
        ("value-high", options.value_high, "value_high"),
        ("withdrawn", options.withdrawn, "withdrawn_on"),
        ("scope", options.scope, "scope"),
        ("own", options.own, "own"),
    ):
        wanted |= {key: name} if name != usual else {}
    findings.require(wanted)
    rows = _in_series(chosen(ask, options, findings), options, findings)
    statements = [one for row in rows if (one := _statement(row, options, findings))]
    findings.stop()
    start = options.start or min((one.said for one in statements), default=date.min)
    end = options.end or max((one.said for one in statements), default=date.max)
    if end < start:
        findings.add(f"the chart ends on {end}, before it starts on {start}", "check `from` and `to`", column="to")
    statements = sorted((one for one in statements if start <= one.said <= end), key=lambda one: (one.said, one.row.at))
    if not statements:
        findings.nothing_left("statement", "widen `series`, `from`, `to` or `only`")
    if len(statements) > MOST_STATEMENTS:
        message = f"{len(statements)} statements are more than the {MOST_STATEMENTS} that can be labelled"
        findings.add(message, "choose those that matter with `only` or `series`")
    for one in statements:
        if one.value < options.scale_from:
            message = f"{one.value:g} lies below the foot of the scale, {options.scale_from:g}"
            findings.add(message, "lower `scale-from`, or leave the row out", row=one.row, column=options.value)
    findings.stop()
    return _meaning(ask, options, statements, (start, end))


def _in_series(rows: list[Row], options: ReportedOptions, findings: Findings) -> list[Row]:
    if options.series is None:
        return rows
    findings.held([options.series], {str(row.cells.get("series")) for row in rows}, "series", key="series")
    return [row for row in rows if row.cells.get("series") == options.series]


def _statement(row: Row, options: ReportedOptions, findings: Findings) -> Statement | None:
    said, value = findings.day(row, options.date), findings.number(row, options.value)
    high = None if row.cells.get(options.value_high) is None else findings.number(row, options.value_high)
    speaker = " ".join(str(row.cells.get(options.label) or "").split())
    if not speaker:
        findings.add("nobody is named for the figure", "say who gave it", row=row, column=options.label)
    elif len(speaker) > LONGEST_LABEL:
        message = f"the label has {len(speaker)} characters, more than {LONGEST_LABEL}"
        findings.add(message, "name the speaker in a few words", row=row, column=options.label)
    withdrawn = None if row.cells.get(options.withdrawn) is None else findings.day(row, options.withdrawn)
    if said is None or value is None:
        return None
    if high is not None and high < value:
        message = f"the range ends at {high:g}, below its start at {value:g}"
        findings.add(message, "swap the two", row=row, column=options.value_high)
    if withdrawn is not None and withdrawn < said:
        message = f"withdrawn on {withdrawn}, before it was said on {said}"
        findings.add(message, "check both dates", row=row, column=options.withdrawn)
    if withdrawn is not None and withdrawn > findings.ask.as_of:
        withdrawn = None
    scope = str(row.cells[options.scope]) if row.cells.get(options.scope) else None
    own = note(findings, row, options.own, LONGEST_LABEL) or None
    return Statement(row, said, value, high if high != value else None, speaker, withdrawn, scope, own)


def _meaning(ask: Ask, options: ReportedOptions, statements: list[Statement], window: tuple[date, date]) -> Meaning:
    rows = [one.row for one in statements]
    table = with_sources(ask, _table(ask, options, statements), rows)
    drawn: dict[str, Any] = {
        "from": window[0].isoformat(),
        "to": window[1].isoformat(),
        "stands_to": min(window[1], max(ask.as_of, statements[-1].said)).isoformat(),
        "unit": options.unit,
        "scale_from": options.scale_from,
        "own": [one.own is not None for one in statements],
        "own_name": OWN if any(one.own for one in statements) else "",
        "notes": [f"withdrawn {short_day(one.withdrawn, ask.language)}" if one.withdrawn else "" for one in statements],
    }
    begun = f"; the scale begins at {number(options.scale_from, ask.language)}" if options.scale_from else ""
    given = period(statements[0].said, statements[-1].said, ask.language)
    unit = f"{options.unit[:1].upper()}{options.unit[1:]} as reported" if options.unit else "Figures as reported"
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{unit}, each as it stood on the day it was given, {given}{begun}",
        alternative=_alternative(ask, options, statements),
        sources=sources_of(table),
        known_on=known_on(rows),
    )


def _table(ask: Ask, options: ReportedOptions, statements: list[Statement]) -> DataTable:
    """Columns that hold nothing are left out, so a withdrawal not yet known leaves no trace."""
    columns = (
        Column(name="date", label="Date", type="date"),
        Column(name="value", label="Figure", type="number", unit=options.unit),
        Column(name="value_high", label="Up to", type="number", unit=options.unit),
        Column(name="label", label="Given by"),
        Column(name="scope", label="Counts"),
        Column(name="withdrawn_on", label="Withdrawn", type="date"),
        Column(name="own", label="Our own sum of"),
    )
    rows = [
        (one.said, plain(one.value), plain(one.high), one.speaker, one.scope, one.withdrawn, one.own)
        for one in statements
    ]
    return filled(columns, rows)


def _figure(one: Statement, language: str) -> str:
    low = number(one.value, language)
    return low if one.high is None else f"{low} to {number(one.high, language)}"


def _lines(standing: list[Statement]) -> str:
    counts = Counter(one.scope for one in standing)
    if len(counts) == 1:
        return "Line"
    return "Points" if max(counts.values()) == 1 else "Lines, one for each way of counting,"


def _alternative(ask: Ask, options: ReportedOptions, statements: list[Statement]) -> str:
    language = ask.language
    standing = [one for one in statements if one.withdrawn is None and one.own is None]
    own = [one for one in statements if one.withdrawn is None and one.own is not None]
    gone = [one for one in statements if one.withdrawn is not None]
    what = f"reported figures ({options.unit})" if options.unit else "reported figures"
    parts = []
    if len(standing) > 1:
        first, last = standing[0], standing[-1]
        parts.append(
            f"{_lines(standing)} of {len(statements)} {what} "
            f"from {_figure(first, language)} on {day_month(first.said, language)} "
            f"to {_figure(last, language)} on {day(last.said, language)}"
        )
    elif standing:
        only = standing[0]
        parts.append(f"One of the {what} stands: {_figure(only, language)} on {day(only.said, language)}")
    else:
        parts.append(f"None of {len(statements)} {what} stands")
    if gone:
        told = [
            f"{_figure(one, language)} was withdrawn on {day_month(one.withdrawn or one.said, language)}"
            for one in gone
        ]
        parts.append(f"the figure of {listing(told, language)}")
    if own:
        told = [f"{_figure(one, language)} on {day_month(one.said, language)}" for one in own]
        parts.append(f"{OWN} is {listing(told, language)}")
    highest = max(standing, key=lambda one: one.high or one.value, default=None)
    if highest and len(standing) > 2 and highest is not standing[-1]:
        parts.append(f"the highest was {_figure(highest, language)} on {day_month(highest.said, language)}")
    return "; ".join(parts) + "."


REPORTED = ChartKind("reported", "figures as successively reported", ReportedOptions, read)
