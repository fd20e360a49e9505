"""A chart as a section: its kind reads the rows known by the as-of day; out comes a figure, or a section of its own."""

from typing import Any, Literal

from pydantic import Field, create_model

from iria_reports.composing.bench import Bench, SectionOptions, narrowed, record
from iria_reports.composing.charts import CHARTS
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning, NothingLeft
from iria_reports.composing.charts.map import MAP
from iria_reports.composing.charts.timeline import TIMELINE
from iria_reports.composing.charts.wording import day
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.words import ended, labelled, phrase, word
from iria_reports.errors import Fault, InputFaults
from iria_reports.report import Figure, Meta, Section
from iria_reports.writing.fields import Line, Passage, TableId, slugify
from iria_reports.writing.nodes import Loc
from iria_reports.writing.tables import ReadTable

FEW_SOURCES = 4


class DrawnOptions(SectionOptions):
    """What every section that draws a table has. Without a heading it belongs to the section before it."""

    data: TableId = Field(description="The table it draws, by its id in `data:`.")
    title: Line = Field(description="The finding in words: what the chart shows.")
    subtitle: Line | None = Field(None, description="What is measured, in which unit; made from the data if left out.")
    alternative: Passage | None = Field(
        None, description="One sentence with the finding for those who cannot see it; made from the data if left out."
    )
    width: Literal["column", "full"] = Field("column", description="As wide as the text, or over the whole page.")
    heading: Line | None = Field(None, description="Makes it a section of its own under this heading.")


class ChartSection(DrawnOptions):
    """What every chart has; its kind adds its own options. Without a heading it belongs to the section before it."""

    kind: Literal["chart"] = Field(description="A chart.")


def _options(kind: Any) -> type[SectionOptions]:
    chart: Any = (Literal[kind.name], Field(description=f"The kind of chart: {kind.label}."))
    return create_model(f"{kind.options.__name__}Section", __base__=(ChartSection, kind.options), chart=chart)


def _shorthand(kind: ChartKind) -> SectionKind:
    """`kind: timeline` for `kind: chart` and `chart: timeline`."""
    named: Any = (Literal[kind.name], Field(description=f"A chart: {kind.label}."))
    chart: Any = (Literal[kind.name], Field(kind.name, description="Says the same again, and may be left out."))
    name = f"{kind.options.__name__}Shorthand"
    options: tuple[Any, ...] = (create_model(name, __base__=(ChartSection, kind.options), kind=named, chart=chart),)
    return SectionKind(kind.name, options, make)


def make(options: Any, loc: Loc, bench: Bench) -> Section | None:
    table = bench.spec.tables.get(options.data)
    if table is None or table.faults:
        return None
    rows = bench.rows(table)
    bench.check_row_sources(table, rows)
    kind = next(one for one in CHARTS if one.name == options.chart)
    try:
        meaning = kind.read(_ask(options, loc, bench, (table, rows)), options)
    except InputFaults as found:
        if bench.rendition.leave_out_later and len(rows) < len(table.rows) and isinstance(found, NothingLeft):
            bench.left_out.add(("figure", options.id or slugify(options.title)))
            return None
        bench.faults += found.faults
        return None
    bench.speak(meaning.spoken, (*loc, "data"))
    figure = _figure(options, loc, bench, meaning)
    return Section(
        id=f"chart-{figure.meta.id}" if not options.heading else slugify(options.heading),
        kind="chart",
        title=options.heading or "",
        blocks=(figure,),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def _ask(options: Any, loc: Loc, bench: Bench, chosen: tuple[ReadTable, list[int]]) -> Ask:
    table, rows = chosen

    def fault(row: int | None, column: str | None, message: str, advice: str) -> Fault:
        if row is None:
            at = (*loc, column) if column else loc
            return Fault(bench.spec.where.place(at), bench.spec.where.name(at), message, advice)
        return Fault(table.place(rows[row], column), column or "", message, advice)

    records = tuple({**bench.record(table, row), "known_on": bench.known_on(table, row)} for row in rows)
    return Ask(
        rows=records,
        table=table.table.model_copy(update={"rows": tuple(tuple(bench.record(table, r).values()) for r in rows)}),
        fault=fault,
        title=options.title,
        language=bench.language,
        as_of=bench.rendition.as_of,
        scale=bench.scale,
        later=_left_out(table, rows) if bench.rendition.leave_out_later else (),
        maps=bench.spec.maps,
    )


def _left_out(table: ReadTable, rows: list[int]) -> tuple[dict[str, Any], ...]:
    kept = set(rows)
    return tuple(dict(record(table.table, row)) for row in range(len(table.rows)) if row not in kept)


def _figure(options: Any, loc: Loc, bench: Bench, meaning: Meaning) -> Figure:
    meta = Meta(
        id=options.id or slugify(options.title),
        origin=bench.origin(loc),
        known_on=meaning.known_on,
        sources=meaning.sources,
    )
    return Figure(
        meta=narrowed(meta, options),
        kind=options.chart,
        title=options.title,
        subtitle=options.subtitle or meaning.subtitle,
        alternative=options.alternative or meaning.alternative,
        options=meaning.options,
        table=meaning.table,
        width=options.width,
        footer=footer(meaning, bench),
    )


def footer(meaning: Meaning, bench: Bench) -> str:
    """The source line under a chart, and the day it stands on."""
    names = [bench.spec.sources[name].publisher for name in meaning.sources if name in bench.spec.sources]
    publishers = list(dict.fromkeys(names))
    as_of = ended(f"{word('as-of', bench.language)} {day(bench.rendition.as_of, bench.language)}")
    if not publishers:
        return as_of
    if len(publishers) <= FEW_SOURCES:
        return f"{labelled('source', bench.language)} {ended('; '.join(publishers))} {as_of}"
    house = bench.spec.settings.house.short_name
    named = phrase("several-sources", bench.language, house=house, count=len(meaning.sources))
    return f"{labelled('source', bench.language)} {named}. {as_of}"


CHART = SectionKind("chart", tuple(_options(kind) for kind in CHARTS), make)
SHORTHANDS = (_shorthand(TIMELINE), _shorthand(MAP))
