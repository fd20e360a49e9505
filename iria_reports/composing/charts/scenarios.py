"""Scenarios: rows of what may come go in; out comes how probable each is, together 100 per cent. No ink."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import filled, label, named_once, note, share
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    chosen,
    has,
    known_on,
    plain,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import listing, number, stated_per_cent
from iria_reports.errors import ruled
from iria_reports.report import Column

MOST_SCENARIOS = 7
LONGEST_NAME, LONGEST_SUMMARY = 60, 160
OFF = 0.01  # what adding decimals may do


class ScenariosOptions(ChosenRows):
    """What the analyst chooses for scenarios."""

    name: StrictStr = Field("name", description="The column of the scenario's name.")
    probability: StrictStr = Field("probability", description="The column of its probability; together they make 100.")
    summary: StrictStr = Field("summary", description="The column of how it goes, in one line.")
    low: StrictStr = Field("low", description="The column of the lower end of a range round the probability.")
    high: StrictStr = Field("high", description="The column of the range's upper end.")
    form: Literal["ranked", "bar"] = Field(
        "ranked", description="A bar for each, the most probable first, or one bar in parts as the table has them."
    )
    until: StrictStr = Field("", description="By when, as printed: by the end of 2022.")


@dataclass(frozen=True)
class Scenario:
    """What may come, how it goes in a line, its probability and the range round it."""

    row: Row
    name: str
    summary: str
    probability: float
    low: float | None
    high: float | None


def read(ask: Ask, options: ScenariosOptions) -> Meaning:
    """The scenarios of the chosen rows, in the order they are drawn."""
    findings = Findings(ask)
    wanted = {"name": options.name, "probability": options.probability}
    for key, column in (("summary", options.summary), ("low", options.low), ("high", options.high)):
        wanted |= {key: column} if column != key else {}
    findings.require(wanted)
    scenarios = [one for row in chosen(ask, options, findings) if (one := _scenario(row, options, findings))]
    named_once(findings, [(one.row, one.name) for one in scenarios], options.name)
    findings.stop()
    total = sum(one.probability for one in scenarios)
    if not scenarios:
        findings.nothing_left("scenario", "widen `only`")
    elif len(scenarios) > MOST_SCENARIOS:
        message = f"{len(scenarios)} scenarios are more than the {MOST_SCENARIOS} a reader can hold apart"
        findings.add(message, "join those that differ least")
    elif abs(total - 100) > OFF:
        advice = "write per cents: 40, not 0.4" if abs(total - 1) < OFF else "give what is missing to a scenario"
        message = f"the probabilities add up to {total:g}, not to 100"
        findings.faults += ruled("scenarios-sum", [ask.fault(None, "data", message, advice)])
    findings.stop()
    if options.form == "ranked":
        scenarios.sort(key=lambda one: (-one.probability, one.row.at))
    return _meaning(ask, options, scenarios)


def _scenario(row: Row, options: ScenariosOptions, findings: Findings) -> Scenario | None:
    name = label(findings, row, options.name, LONGEST_NAME)
    summary = note(findings, row, options.summary, LONGEST_SUMMARY)
    probability = share(findings, row, options.probability)
    low, high = (
        None if row.cells.get(column) is None else share(findings, row, column)
        for column in (options.low, options.high)
    )
    if probability is None:
        return None
    if (low is None) != (high is None):
        findings.add("the range has one end only", "give both ends, or none", row=row, column=options.low)
    elif low is not None and high is not None and not low <= probability <= high:
        message = f"{probability:g} lies outside its own range, {low:g} to {high:g}"
        findings.add(message, "check all three", row=row, column=options.probability)
    return Scenario(row, name, summary, probability, low, high)


def _meaning(ask: Ask, options: ScenariosOptions, scenarios: list[Scenario]) -> Meaning:
    ranges = has(ask, options.low) and any(one.low is not None for one in scenarios)
    columns = (
        Column(name="name", label="Scenario"),
        Column(name="summary", label="In short"),
        Column(name="probability", label="Probability", type="number", unit="%"),
        Column(name="low", label="From", type="number", unit="%"),
        Column(name="high", label="To", type="number", unit="%"),
    )
    rows = [
        (one.name, one.summary or None, plain(one.probability), plain(one.low), plain(one.high)) for one in scenarios
    ]
    table = with_sources(ask, filled(columns, rows), [one.row for one in scenarios])
    until = f" {options.until}" if options.until else ""
    drawn: dict[str, Any] = {"form": options.form}
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"Probability{until}, per cent{', and the range we give it' if ranges else ''}; together 100",
        alternative=_alternative(ask, options, scenarios),
        sources=sources_of(table),
        known_on=known_on([one.row for one in scenarios]),
    )


def _alternative(ask: Ask, options: ScenariosOptions, scenarios: list[Scenario]) -> str:
    ranked = sorted(scenarios, key=lambda one: (-one.probability, one.row.at))
    told = [_told(one, ask.language) for one in ranked]
    until = f" {options.until}" if options.until else ""
    if len(ranked) == 1:
        return f"One scenario{until}: {told[0]}."
    return f"{len(ranked)} scenarios{until}, the most probable first: {listing(told, ask.language)}."


def _told(one: Scenario, language: str) -> str:
    words = f"“{one.name}” {stated_per_cent(one.probability, language)}"
    if one.low is None or one.high is None:
        return words
    return f"{words} ({number(one.low, language)} to {stated_per_cent(one.high, language)})"


SCENARIOS = ChartKind("scenarios", "what may come, together 100 per cent", ScenariosOptions, read)
