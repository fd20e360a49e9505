"""Conflicting figures: rows of statements go in; out comes who said how much of what, and what still stands. No ink."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import filled, label
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    capitalised,
    chosen,
    has,
    known_on,
    plain,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import day_month, listing, number, short_day
from iria_reports.report import Column

MOST_LINES = 64
LONGEST_LABEL, LONGEST_SCOPE = 90, 90
LINE, SCOPE_LINE = 35, 42  # characters to a line in the text column, the figure's among them
BETWEEN_ROWS, BETWEEN_GROUPS = 0.5, 1.3  # lines


class ConflictingOptions(ChosenRows):
    """What the analyst chooses for conflicting figures."""

    label: StrictStr = Field("label", description="The column of who said it.")
    date: StrictStr = Field("date", description="The column of the day it was said.")
    value: StrictStr = Field("value", description="The column of the number; the lower end of a range.")
    value_high: StrictStr = Field("value_high", description="The column of a range's upper end, where there is one.")
    scope: StrictStr = Field(
        "scope", description="The column of what is counted; those that count the same go together."
    )
    withdrawn: StrictStr = Field("withdrawn_on", description="The column of the day it was withdrawn, where it was.")
    unit: StrictStr = Field("", description="What is counted, as printed: deaths, people, tenge a litre.")


@dataclass(frozen=True)
class Statement:
    """One number as somebody gave it; `withdrawn` only where that was known by the as-of day."""

    row: Row
    said: date
    value: float
    high: float | None
    speaker: str
    scope: str
    withdrawn: date | None


def read(ask: Ask, options: ConflictingOptions) -> Meaning:
    """The statements of the chosen rows, in groups by what is counted, in order of time."""
    findings = Findings(ask)
    wanted = {"label": options.label, "date": options.date, "value": options.value}
    for key, name, usual in (
        ("value-high", options.value_high, "value_high"),
        ("scope", options.scope, "scope"),
        ("withdrawn", options.withdrawn, "withdrawn_on"),
    ):
        wanted |= {key: name} if name != usual else {}
    findings.require(wanted)
    statements = [one for row in chosen(ask, options, findings) if (one := _statement(row, options, findings))]
    findings.stop()
    if not statements:
        findings.nothing_left("statement", "widen `only`")
    lines = _lines(statements)
    if lines > MOST_LINES:
        message = f"{len(statements)} statements need some {lines} lines, more than the {MOST_LINES} that fit on a page"
        findings.add(message, "choose those that matter with `only`, or draw two charts")
    findings.stop()
    order = list(dict.fromkeys(one.scope for one in statements))
    statements.sort(key=lambda one: (order.index(one.scope), one.said, one.row.at))
    return _meaning(ask, options, statements)


def _lines(statements: list[Statement]) -> int:
    """How many lines they take in the text column, space between them included; long figures leave names less room."""
    figure = max((len(f"{one.value:,.0f}{one.high or 0:,.0f}") for one in statements), default=0)
    room = max(LINE - figure, 9)
    names = [ceil(len(one.speaker) / room) + (one.withdrawn is not None) + BETWEEN_ROWS for one in statements]
    headings = [ceil(len(scope) / SCOPE_LINE) + BETWEEN_GROUPS for scope in {one.scope for one in statements}]
    return ceil(sum(names) + sum(headings))


def _statement(row: Row, options: ConflictingOptions, findings: Findings) -> Statement | None:
    said, value = findings.day(row, options.date), findings.number(row, options.value)
    high = None if row.cells.get(options.value_high) is None else findings.number(row, options.value_high)
    speaker = label(findings, row, options.label, LONGEST_LABEL)
    scope = ""
    if has(findings.ask, options.scope):
        scope = label(findings, row, options.scope, LONGEST_SCOPE)
    withdrawn = None if row.cells.get(options.withdrawn) is None else findings.day(row, options.withdrawn)
    if said is None or value is None:
        return None
    if high is not None and high < value:
        message = f"the range ends at {high:g}, below its start at {value:g}"
        findings.add(message, "swap the two", row=row, column=options.value_high)
    if withdrawn is not None and withdrawn > findings.ask.as_of:
        withdrawn = None
    if withdrawn is not None and withdrawn < said:
        message = f"withdrawn on {withdrawn}, before it was said on {said}"
        findings.add(message, "check both dates", row=row, column=options.withdrawn)
    return Statement(row, said, value, high if high != value else None, speaker, scope, withdrawn)


def _meaning(ask: Ask, options: ConflictingOptions, statements: list[Statement]) -> Meaning:
    columns = (
        Column(name="scope", label="Counts"),
        Column(name="date", label="Date", type="date"),
        Column(name="label", label="Given by"),
        Column(name="value", label="Figure", type="number", unit=options.unit),
        Column(name="value_high", label="Up to", type="number", unit=options.unit),
        Column(name="withdrawn_on", label="Withdrawn", type="date"),
    )
    rows = [
        (one.scope or None, one.said, one.speaker, plain(one.value), plain(one.high), one.withdrawn)
        for one in statements
    ]
    table = with_sources(ask, filled(columns, rows), [one.row for one in statements])
    years = len({one.said.year for one in statements}) > 1
    days = [f"{short_day(one.said, ask.language)} {one.said.year if years else ''}".strip() for one in statements]
    drawn: dict[str, Any] = {
        "days": days,
        "notes": [f"withdrawn {short_day(one.withdrawn, ask.language)}" if one.withdrawn else "" for one in statements],
    }
    unit = capitalised(options.unit) or "Figures"
    struck = "; hollow and struck out: withdrawn" if any(one.withdrawn for one in statements) else ""
    grouped = ", by what is counted" if len({one.scope for one in statements}) > 1 else ""
    year = "" if years else f", {statements[0].said.year}"
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{unit} as each source gave them{grouped}{year}{struck}",
        alternative=_alternative(ask, options, statements),
        sources=sources_of(table),
        known_on=known_on([one.row for one in statements]),
    )


def _figure(one: Statement, language: str) -> str:
    low = number(one.value, language)
    return low if one.high is None else f"{low} to {number(one.high, language)}"


def _alternative(ask: Ask, options: ConflictingOptions, statements: list[Statement]) -> str:
    language = ask.language
    scopes = list(dict.fromkeys(one.scope for one in statements))
    standing = [one for one in statements if one.withdrawn is None]
    gone = [one for one in statements if one.withdrawn is not None]
    count = "One figure" if len(statements) == 1 else f"{len(statements)} figures"
    what = f"{count} ({options.unit})" if options.unit else count
    parts = [f"{what} from {len({one.speaker for one in statements})} sources"]
    if len({one.speaker for one in statements}) == 1:
        parts = [f"{what} from {statements[0].speaker}"]
    told = [_range([one for one in standing if one.scope == scope], language) for scope in scopes]
    spread = [f"{told_one} for {scope}" if scope else told_one for scope, told_one in zip(scopes, told, strict=True)]
    spread = [one for one, found in zip(spread, told, strict=True) if found]
    if len(spread) > 4:
        spread = [*spread[:3], f"{len(spread) - 3} other counts"]
    parts += [f"what stands is {listing(spread, language)}" if spread else "none of them stands"]
    if gone:
        names = [f"{_figure(one, language)} ({day_month(one.withdrawn or one.said, language)})" for one in gone[:3]]
        names += [f"{len(gone) - 3} more"] if len(gone) > 3 else []
        parts.append(f"withdrawn {'was' if len(gone) == 1 else 'were'} {listing(names, language)}")
    return "; ".join(parts) + "."


def _range(standing: list[Statement], language: str) -> str:
    """From the lowest to the highest figure of one way of counting."""
    if not standing:
        return ""
    low, high = min(one.value for one in standing), max(one.high or one.value for one in standing)
    return number(low, language) if low == high else f"{number(low, language)} to {number(high, language)}"


CONFLICTING = ChartKind("conflicting", "who said how much of what", ConflictingOptions, read)
