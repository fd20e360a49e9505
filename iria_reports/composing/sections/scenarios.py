"""Scenarios: what may come, how probable each is, and what to watch for; the chart is drawn from the same values."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from iria_reports.composing.asof import item_inlines
from iria_reports.composing.bench import Bench
from iria_reports.composing.charts.kind import Ask
from iria_reports.composing.charts.scenarios import SCENARIOS as CHART
from iria_reports.composing.charts.scenarios import ScenariosOptions as ChartOptions
from iria_reports.composing.charts.wording import listing, number, stated_per_cent
from iria_reports.composing.sections.charts import footer
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import ListOptions, listed, meta, part, said, words_alone
from iria_reports.composing.words import word
from iria_reports.errors import Fault, InputFaults
from iria_reports.report import Block, Column, DataTable, Entries, Entry, Figure, Part, Section, plain
from iria_reports.writing.fields import Choices, Line, Passage
from iria_reports.writing.inlines import cited
from iria_reports.writing.nodes import Loc

PerCent = Annotated[float, Field(ge=0, le=100)]
NUMBERS = ("probability", "low", "high")


class ScenarioOptions(Choices):
    """One scenario. Scenarios are one set, whose probabilities make 100: all readers get all of them, or none."""

    name: Line = Field(description="Its name, in a few words.")
    probability: PerCent | None = Field(None, description="Per cent; given to all of them, or to none.")
    low: PerCent | None = Field(None, description="The lower end of a range round it.")
    high: PerCent | None = Field(None, description="The range's upper end.")
    text: Passage | None = Field(None, description="How it goes, in a sentence or two with [@id] citations.")
    indicators: tuple[Passage, ...] = Field((), description="What would show that it is coming, one sentence each.")


class ScenariosSection(ListOptions):
    """What may come: a chart of the probabilities, then each scenario with what to watch for."""

    kind: Literal["scenarios"] = Field(description="What may come, how probable, and what to watch for.")
    scenarios: tuple[ScenarioOptions, ...] = Field((), description="One item for each.")
    title: Line | None = Field(None, description="The finding over the chart; made from the values if left out.")
    until: Line | None = Field(None, description="By when, as printed in the chart: by the end of 2022.")
    form: Literal["ranked", "bar"] = Field("ranked", description="A bar for each, or one bar in parts.")


def make(options: ScenariosSection, loc: Loc, bench: Bench) -> Section | None:
    told = [_entry(one, (*loc, "scenarios", at), bench) for at, one in enumerate(options.scenarios)]
    given = [one.probability is not None for one in options.scenarios]
    blocks: list[Block] = []
    if any(given) and not all(given):
        at = given.index(False)
        bench.fault((*loc, "scenarios", at), "no probability", "give one to every scenario, or to none")
    elif any(given):
        blocks += _figure(options, told, loc, bench)
    if any(entry.parts for entry in told) or not any(given):
        about = meta("scenarios-told", (*loc, "scenarios"), bench)
        blocks += [Entries(meta=about, items=tuple(told), together=True)] if told else []
    return listed(options, loc, bench, blocks)


def _entry(scenario: ScenarioOptions, loc: Loc, bench: Bench) -> Entry:
    points = tuple(said(one, (*loc, "indicators", at), bench) for at, one in enumerate(scenario.indicators))
    watch = Part(label=word("watch", bench.language), points=points)
    return Entry(
        term=said(scenario.name, (*loc, "name"), bench),
        tags=_per_cents(scenario, bench.language),
        parts=(*part("", scenario.text, (*loc, "text"), bench), *([watch] if points else [])),
        origin=bench.origin(loc),
    )


def _per_cents(scenario: ScenarioOptions, language: str) -> tuple[str, ...]:
    if scenario.probability is None:
        return ()
    share = stated_per_cent(scenario.probability, language)
    if scenario.low is None or scenario.high is None:
        return (share,)
    return (share, f"{number(scenario.low, language)}–{stated_per_cent(scenario.high, language)}")


def _figure(options: ScenariosSection, told: Sequence[Entry], loc: Loc, bench: Bench) -> list[Block]:
    """The chart of the probabilities; no figure, and faults on the bench, where they cannot be drawn."""
    try:
        meaning = CHART.read(
            _ask(options, told, loc, bench), ChartOptions(form=options.form, until=options.until or "")
        )
    except InputFaults as found:
        bench.faults += found.faults
        return []
    days = [bench.spec.sources[name].known_on for name in meaning.sources if name in bench.spec.sources]
    about = meta(options.id or "scenarios", loc, bench)
    known = {"sources": meaning.sources, "known_on": max((day for day in days if day), default=None)}
    title = words_alone(options.title or "", (*loc, "title"), bench)
    figure = Figure(
        meta=about.model_copy(update=known),
        kind="scenarios",
        title=title or _finding(options, told, bench.language),
        subtitle=meaning.subtitle,
        alternative=meaning.alternative,
        options=meaning.options,
        table=meaning.table,
        footer=footer(meaning, bench),
    )
    return [figure]


def _ask(options: ScenariosSection, told: Sequence[Entry], loc: Loc, bench: Bench) -> Ask:
    """What the chart kind is handed: a row for each scenario, its faults told at the value in the specification."""
    columns = [Column(name="name", label="name")]
    columns += [Column(name=name, label=name, type="number") for name in NUMBERS]
    columns.append(Column(name="source_id", label="Sources", type="sources"))
    rows = [_row(one, entry) for one, entry in zip(options.scenarios, told, strict=True)]

    def fault(row: int | None, column: str | None, message: str, advice: str) -> Fault:
        at: Loc = (*loc, "scenarios") if row is None else (*loc, "scenarios", row, column or "name")
        return Fault(bench.spec.where.place(at), bench.spec.where.name(at), message, advice)

    return Ask(
        rows=tuple(rows),
        table=DataTable(columns=tuple(columns), rows=tuple(tuple(row.values()) for row in rows)),
        fault=fault,
        title=options.title or "",
        language=bench.language,
        as_of=bench.rendition.as_of,
    )


def _row(scenario: ScenarioOptions, entry: Entry) -> dict[str, Any]:
    numbers = {name: getattr(scenario, name) for name in NUMBERS}
    return {"name": plain(entry.term), **numbers, "source_id": "; ".join(cited(item_inlines(entry))) or None}


def _finding(options: ScenariosSection, told: Sequence[Entry], language: str) -> str:
    """The most probable of them, in words; in figures alone where we have no words of the language."""
    shares = [one.probability or 0 for one in options.scenarios]
    names = [f"“{plain(one.term)}”" for one, share in zip(told, shares, strict=True) if share == max(shares)]
    most, share = listing(names, language), stated_per_cent(max(shares), language)
    if len(names) == len(shares) or language.split("-")[0] != "en":
        return f"{most}: {share}"
    return f"{most} {'is' if len(names) == 1 else 'are'} the most probable, at {share}"


SCENARIOS = SectionKind("scenarios", (ScenariosSection,), make)
