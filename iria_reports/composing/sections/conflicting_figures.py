"""Conflicting figures: a table of statements goes in; out come a chart of their spread and a table of their status."""

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field, StrictStr

from iria_reports.composing.bench import Bench
from iria_reports.composing.charts.cells import filled
from iria_reports.composing.charts.conflicting import ConflictingOptions
from iria_reports.composing.charts.wording import short_date
from iria_reports.composing.sections.charts import DrawnOptions
from iria_reports.composing.sections.charts import make as make_chart
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.widths import width_of
from iria_reports.composing.words import word
from iria_reports.report import CellValue, Column, Figure, Section, Table
from iria_reports.writing.fields import Line, slugify
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.nodes import Loc
from iria_reports.writing.tables import ids

SUPPORT = "Support"
STATEMENTS = "Who gave which figure, and whether it stands"
Key = tuple[CellValue, ...]


class ConflictingFiguresOptions(DrawnOptions, ConflictingOptions):
    """Figures that disagree, from one table: a chart of their spread, then who gave which and whether it stands."""

    chart: ClassVar[str] = "conflicting"
    kind: Literal["conflicting-figures"] = Field(description="Figures that disagree, as chart and table.")
    table_title: Line = Field(STATEMENTS, description="What the table shows; the chart has `title`.")
    grade: StrictStr | None = Field(
        None,
        description="The column of how well each figure is supported, such as grade or confidence; the grades of its "
        "sources if left out.",
    )


def make(options: ConflictingFiguresOptions, loc: Loc, bench: Bench) -> Section | None:
    read = bench.spec.tables.get(options.data)
    columns = {column.name: column.label for column in read.table.columns} if read else {}
    if options.grade and columns and options.grade not in columns:
        advice = suggest_or_list(options.grade, columns)
        bench.fault((*loc, "grade"), f"no column {options.grade!r} in the table {options.data!r}", advice)
    section = make_chart(options, loc, bench)
    if section is None:
        bench.left_out |= {("table", f"{name}-table") for kind, name in bench.left_out if kind == "figure"}
        return None
    (figure,) = section.blocks
    assert isinstance(figure, Figure)
    table = _table(figure, options, _graded(columns.get(options.grade or "", "Grade")), bench)
    title = options.heading or ""
    return section.model_copy(
        update={"id": slugify(title or figure.meta.id), "kind": "conflicting-figures", "blocks": (figure, table)}
    )


def _graded(label: str) -> str:
    """The head of the column of grades: a report's confidence is that of its judgements, so a figure has support."""
    return SUPPORT if label.lower() == "confidence" else label


def _table(figure: Figure, options: ConflictingFiguresOptions, graded: str, bench: Bench) -> Table:
    """Of the same statements in the same order: who, when, how much, how well supported, and whether it stands."""
    unit = options.unit
    columns = (
        Column(name="scope", label="What is counted"),
        Column(name="label", label="Given by"),
        Column(name="date", label="On", type="date"),
        Column(name="value", label="Figure", type="number", unit=unit),
        Column(name="value_high", label="Up to", type="number", unit=unit),
        Column(name="grade", label=graded),
        Column(name="status", label="Status"),
        Column(name="sources", label="Sources", type="sources"),
    )
    grades = _grades(options, bench)
    rows = [_row(record, options, grades, bench) for record in figure.table.records()]
    table = filled(columns, [tuple(row.get(column.name) for column in columns) for row in rows])
    return Table(
        meta=figure.meta.model_copy(update={"id": f"{figure.meta.id}-table"}),
        title=options.table_title,
        table=table,
        width=width_of(table) or "tight",
    )


def _row(
    record: dict[str, CellValue], options: ConflictingFiguresOptions, grades: dict[Key, CellValue], bench: Bench
) -> dict[str, CellValue]:
    withdrawn = record.get("withdrawn_on")
    status = word("stands", bench.language)
    if isinstance(withdrawn, date):
        status = f"{word('withdrawn', bench.language)} {short_date(withdrawn, bench.language)}"
    return {**record, "status": status, "grade": _grade(record, options, grades, bench)}


def _grade(
    record: dict[str, CellValue], options: ConflictingFiguresOptions, grades: dict[Key, CellValue], bench: Bench
) -> CellValue:
    if options.grade:
        return grades.get((record["date"], record["label"], record["value"], record.get("scope")))
    sources = (bench.spec.sources.get(name) for name in ids(str(record.get("sources") or "")))
    return ", ".join(dict.fromkeys(one.grade for one in sources if one and one.grade)) or None


def _grades(options: ConflictingFiguresOptions, bench: Bench) -> dict[Key, CellValue]:
    """What the column of `grade` holds, by the statement: its day, speaker, figure and what is counted."""
    read = bench.spec.tables[options.data]
    records = [bench.record(read, row) for row in range(len(read.rows))] if options.grade else []
    names = (options.date, options.label, options.value, options.scope)
    return {_key(record, names): record.get(options.grade or "") for record in records}


def _key(record: dict[str, Any], names: tuple[str, ...]) -> Key:
    return tuple(" ".join(cell.split()) if isinstance(cell := record.get(name), str) else cell for name in names)


CONFLICTING_FIGURES = SectionKind("conflicting-figures", (ConflictingFiguresOptions,), make)
