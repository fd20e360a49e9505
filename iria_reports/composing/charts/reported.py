"""Reported figures: rows of statements go in; out comes who said which number when, and what was withdrawn. No ink."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field, StrictStr

from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    chosen,
    known_on,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import day, day_month, listing, number, period, short_day
from iria_reports.report import Column, DataTable
from iria_reports.writing.fields import IsoDate
from iria_reports.writing.match import suggest

MOST_STATEMENTS = 40
LONGEST_LABEL = 90


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
    unit: StrictStr = Field("", description="What is counted, as printed: deaths, people, tenge a litre.")
    start: IsoDate | None = Field(
        None, alias="from", description="The first day shown; the first statement's if left out."
    )
    end: IsoDate | None = Field(None, alias="to", description="The last day shown; the last statement's if left out.")


@dataclass(frozen=True)
class Statement:
    """One number as somebody gave it; `withdrawn` only where that was known by the as-of day."""

    row: Row
    said: date
    value: float
    high: float | None
    speaker: str
    withdrawn: date | None
    scope: str | None = None


def read(ask: Ask, options: ReportedOptions) -> Meaning:
    """The statements of the chosen rows, in order of time."""
    findings = Findings(ask)
    wanted = {"date": options.date, "value": options.value, "label": options.label}
    wanted |= {"series": "series"} if options.series is not None else {}
    for key, name, usual in (
        ("value-high", options.value_high, "value_high"),
        ("withdrawn", options.withdrawn, "withdrawn_on"),
        ("scope", options.scope, "scope"),
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
    findings.stop()
    return _meaning(ask, options, statements, (start, end))


def _in_series(rows: list[Row], options: ReportedOptions, findings: Findings) -> list[Row]:
    if options.series is None:
        return rows
    known = sorted({str(row.cells.get("series")) for row in rows})
    later = {str(cells.get("series")) for cells in findings.ask.later}
    if options.series not in known and options.series not in later:
        advice = suggest(options.series, known) or f"the table has {', '.join(known)}"
        findings.add(f"no row is of the series {options.series!r}", advice, column="series")
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
    return Statement(row, said, value, high if high != value else None, speaker, withdrawn, scope)


def _meaning(ask: Ask, options: ReportedOptions, statements: list[Statement], window: tuple[date, date]) -> Meaning:
    rows = [one.row for one in statements]
    table = with_sources(ask, _table(ask, options, statements), rows)
    drawn: dict[str, Any] = {
        "from": window[0].isoformat(),
        "to": window[1].isoformat(),
        "stands_to": min(window[1], max(ask.as_of, statements[-1].said)).isoformat(),
        "unit": options.unit,
        "notes": [f"withdrawn {short_day(one.withdrawn, ask.language)}" if one.withdrawn else "" for one in statements],
    }
    said_first, said_last = statements[0].said, statements[-1].said
    unit = f"{options.unit[:1].upper()}{options.unit[1:]} as reported" if options.unit else "Figures as reported"
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{unit}, each as it stood on the day it was given, {period(said_first, said_last, ask.language)}",
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
    )
    rows = [
        (one.said, _plain(one.value), _plain(one.high), one.speaker, one.scope, one.withdrawn) for one in statements
    ]
    kept = [at for at, column in enumerate(columns) if any(row[at] is not None for row in rows)]
    return DataTable(
        columns=tuple(columns[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in rows)
    )


def _plain(value: float | None) -> int | float | None:
    return int(value) if value is not None and value == int(value) else value


def _figure(one: Statement, language: str) -> str:
    low = number(one.value, language)
    return low if one.high is None else f"{low} to {number(one.high, language)}"


def _lines(standing: list[Statement]) -> str:
    counts = len({one.scope for one in standing})
    return "Line" if counts == 1 else "Lines, one for each way of counting,"


def _alternative(ask: Ask, options: ReportedOptions, statements: list[Statement]) -> str:
    language = ask.language
    standing = [one for one in statements if one.withdrawn is None]
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
    highest = max(standing, key=lambda one: one.high or one.value, default=None)
    if highest and len(standing) > 2 and highest is not standing[-1]:
        parts.append(f"the highest was {_figure(highest, language)} on {day_month(highest.said, language)}")
    return "; ".join(parts) + "."


REPORTED = ChartKind("reported", "figures as successively reported", ReportedOptions, read)
