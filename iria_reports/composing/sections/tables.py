"""Tables: one from the report's data, or the annex with the data behind every figure."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import PRIMARY_SOURCES, Bench, HeadedOptions, SectionOptions, narrowed
from iria_reports.composing.charts.wording import day, listing
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.widths import FULL_MEASURE, least_room, that_fit, width_of
from iria_reports.composing.words import ended, labelled, word
from iria_reports.report import Column, DataTable, Figure, Meta, Section, Table
from iria_reports.writing.fields import Line, TableId, slugify
from iria_reports.writing.nodes import Loc
from iria_reports.writing.tables import ReadTable

MOST_ROWS = 1_000


class TableOptions(SectionOptions):
    """A table of the data, printed. Without a heading it belongs to the section before it."""

    kind: Literal["table"] = Field(description="A table of the data.")
    data: TableId = Field(description="The table, by its id in `data:`.")
    title: Line = Field(description="What the table shows.")
    columns: tuple[Line, ...] = Field((), description="The columns to print, in order; all if left out.")
    labels: dict[str, Line] = Field(default_factory=dict, description="Printed names of columns.")
    heading: Line | None = Field(None, description="Makes it a section of its own under this heading.")


class AnnexOptions(HeadedOptions):
    """The data behind the figures, one table for each figure before it."""

    kind: Literal["annex"] = Field(description="The data behind the figures.")


def make_table(options: TableOptions, loc: Loc, bench: Bench) -> Section | None:
    read = bench.spec.tables.get(options.data)
    if read is None or read.faults:
        return None
    there = [column.name for column in read.table.columns]
    for index, name in enumerate(options.columns):
        if name not in there:
            bench.fault((*loc, "columns", index), f"no column {name!r}", f"the table has {', '.join(there)}")
    rows = bench.rows(read)
    bench.check_row_sources(read, rows)
    if bench.rendition.leave_out_later and read.rows and not rows:
        bench.left_out.add(("table", options.id or slugify(options.title)))
        return None
    if len(rows) > MOST_ROWS:
        advice = "choose fewer rows; the whole table can travel as an attachment of a chart"
        bench.fault((*loc, "data"), f"{len(rows):,} rows are too many to print (at most {MOST_ROWS:,})", advice)
        return None
    table = _table(options, loc, bench, (read, rows))
    if table is None:
        return None
    return Section(
        id=slugify(options.heading) if options.heading else f"table-{table.meta.id}",
        kind="table",
        title=options.heading or "",
        blocks=(table,),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def _table(options: TableOptions, loc: Loc, bench: Bench, chosen: tuple[ReadTable, list[int]]) -> Table | None:
    """The table as it can be printed: the house leaves columns out where it chose the table, an analyst is asked to."""
    read, rows = chosen
    sources = tuple(dict.fromkeys(name for row in rows for name in bench.sources_in_time(read, row)))
    known = max((day for row in rows if (day := bench.known_on(read, row))), default=None)
    meta = Meta(id=options.id or slugify(options.title), origin=bench.origin(loc), known_on=known, sources=sources)
    whole = _pick(read, rows, options, bench)
    width, table = width_of(whole), whole
    fitting = that_fit(whole, PRIMARY_SOURCES)
    if width in (None, "tight") and fitting and not bench.spec.choices.sections:
        table = _only(whole, fitting)
        width = width_of(table)
    if width is None:
        columns = "column" if len(whole.columns) == 1 else f"{len(whole.columns)} columns"
        needed = f"“{options.title}” needs {least_room(whole):.0f} mm for its {columns}"
        message = f"{needed}, and the page has {FULL_MEASURE:g} mm"
        advice = f"choose columns with `columns: [...]`, such as [{', '.join(fitting)}]"
        bench.fault(loc, message, advice if fitting else "shorten its longest words")
        return None
    return Table(
        meta=narrowed(meta, options),
        title=options.title,
        table=table,
        width=width,
        whole=None if table is whole else whole,
        footer=_footer(table, whole, bench),
    )


def _only(table: DataTable, names: Sequence[str]) -> DataTable:
    kept = [index for index, column in enumerate(table.columns) if column.name in names]
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return DataTable(columns=tuple(table.columns[index] for index in kept), rows=rows)


def _footer(table: DataTable, whole: DataTable, bench: Bench) -> str:
    """The day the table stands on, and what of it stands only in the attached data."""
    as_of = ended(f"{word('as-of', bench.language)} {day(bench.rendition.as_of, bench.language)}")
    printed = {column.name for column in table.columns}
    left_out = [column.label for column in whole.columns if column.name not in printed]
    if not left_out:
        return as_of
    return f"{labelled('left-out', bench.language)} {listing(left_out, bench.language)}. {as_of}"


def _pick(read: ReadTable, rows: list[int], options: TableOptions, bench: Bench) -> DataTable:
    names = [column.name for column in read.table.columns]
    wanted = [names.index(name) for name in options.columns if name in names] or list(range(len(names)))
    columns = [read.table.columns[i] for i in wanted]
    labelled = [Column(**{**c.model_dump(), "label": options.labels.get(c.name, c.label)}) for c in columns]
    cells = tuple(tuple(list(bench.record(read, row).values())[i] for i in wanted) for row in rows)
    return DataTable(columns=tuple(labelled), rows=cells)


def make_annex(options: AnnexOptions, loc: Loc, bench: Bench) -> Section | None:
    figures = [block for section in bench.sections for block in section.blocks if isinstance(block, Figure)]
    tables = []
    for figure in figures:
        meta = figure.meta.model_copy(update={"id": f"data-{figure.meta.id}"})
        tables.append(Table(meta=narrowed(meta, options), title=figure.title, table=figure.table))
    if not tables and (bench.faults or bench.spec.faults or bench.left_out):
        return None  # the charts are missing for a reason that is told already
    if not tables:
        bench.fault(loc, "there is no figure before the annex", "put the annex after the charts, or take it out")
        return None
    return Section(
        id=options.id or "annex",
        kind="annex",
        title=options.heading or word("annex", bench.language),
        blocks=tuple(tables),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


TABLE = SectionKind("table", (TableOptions,), make_table)
ANNEX = SectionKind("annex", (AnnexOptions,), make_annex)
