"""Choosing a chart's rows: an Ask and column names go in, the rows to draw come out, or faults with a next step."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from pydantic import Field, StrictStr

from iria_reports.composing.charts.kind import Ask, ChartOptions, NothingLeft
from iria_reports.errors import Fault, InputFaults
from iria_reports.report import CellValue, Column, DataTable
from iria_reports.writing.match import suggest

SOURCE_ID = "source_id"
ID_COLUMNS = ("event_id", "id")
KNOWN_ON = "known_on"
LONGEST_WORD = 30  # a word is never broken, and a longer one would leave a chart no room


class ChosenRows(ChartOptions):
    """The options of a chart that can draw some rows of its table."""

    only: tuple[StrictStr, ...] | None = Field(None, description="Draws these rows only: their ids in `id-column`.")
    id_column: StrictStr | None = Field(
        None, description="The column that holds the ids named in `only`; event_id or id if left out."
    )


@dataclass(frozen=True)
class Row:
    """One row and its number in the Ask, by which a fault finds its place."""

    at: int
    cells: dict[str, Any]


@dataclass
class Findings:
    """The faults met so far; raised together."""

    ask: Ask
    faults: list[Fault] = field(default_factory=list)

    def add(self, message: str, advice: str, *, row: Row | None = None, column: str | None = None) -> None:
        """Notes a fault: of a row's cell, of an option by its YAML key, or of the chart as a whole."""
        self.faults.append(self.ask.fault(row.at if row else None, column, message, advice))

    def stop(self) -> None:
        """Raises what was found, if anything."""
        if self.faults:
            raise InputFaults(self.faults)

    def nothing_left(self, what: str, advice: str) -> NoReturn:
        """Raises NothingLeft: there is no event, place or statement to draw."""
        raise NothingLeft([self.ask.fault(None, None, f"no {what} is left to draw", advice)])

    def require(self, wanted: dict[str, str]) -> None:
        """Stops where a column named by an option is not in the table; `wanted` is column by YAML key."""
        names = [column.name for column in self.ask.table.columns]
        for key, name in wanted.items():
            if name not in names:
                advice = suggest(name, names) or f"the table has {', '.join(names)}"
                self.add(f"the table has no column {name!r}", advice, column=key)
        self.stop()

    def held(self, wanted: Iterable[str], values: Collection[str], column: str, *, key: str) -> None:
        """A fault of the option `key` for each value wanted that no row has in the column, known or later."""
        later = {str(cells.get(column)) for cells in self.ask.later}
        for value in wanted:
            if value not in values and value not in later:
                advice = suggest(value, list(values)) or f"the column holds {', '.join(sorted(values))}"
                self.add(f"no row has {value!r} in the column {column!r}", advice, column=key)

    def number(self, row: Row, column: str) -> float | None:
        """A number of zero or more, or None with a fault noted."""
        value = row.cells.get(column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if value >= 0:
                return float(value)
            self.add(f"{value} is below zero", "only values of zero or more can be drawn", row=row, column=column)
        elif value is None:
            self.add(
                "there is no value to draw", "fill it in, or leave the row out with `only`", row=row, column=column
            )
        else:
            self.add(f"{value!r} is not a number", "write digits only", row=row, column=column)
        return None

    def signed_number(self, row: Row, column: str) -> float | None:
        """A number that may be below zero, or None with a fault noted."""
        value = row.cells.get(column)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        return self.number(row, column)

    def words(self, row: Row, column: str, longest: int) -> str:
        """A label in one line, with a fault noted where it is missing or too long to print."""
        cell = row.cells.get(column)
        words = "" if cell is None else " ".join(str(cell).split())
        if not words:
            self.add("the row has no label", "every row drawn needs one", row=row, column=column)
        elif len(words) > longest:
            message = f"the label has {len(words)} characters, more than {longest}"
            self.add(message, "write a shorter one", row=row, column=column)
        else:
            self.unbroken(words, row, column)
        return words

    def unbroken(self, words: str, row: Row, column: str) -> None:
        """A fault for a word that no line has room for."""
        widest = max((len(word) for word in words.split()), default=0)
        if widest > LONGEST_WORD:
            message = f"the label has a word of {widest} characters, more than {LONGEST_WORD}"
            self.add(message, "write a shorter one, or part it with a hyphen and a space", row=row, column=column)

    def day(self, row: Row, column: str) -> date | None:
        """A date, or None with a fault noted."""
        value = row.cells.get(column)
        if isinstance(value, date):
            return value
        message = "there is no date" if value is None else f"{value!r} is not a date"
        self.add(message, "write it as 2022-01-05", row=row, column=column)
        return None


def has(ask: Ask, column: str) -> bool:
    """Whether the table has the column."""
    return any(one.name == column for one in ask.table.columns)


def chosen(ask: Ask, options: ChosenRows, findings: Findings) -> list[Row]:
    """All rows, or those named in `only`; an id that no row has is a fault."""
    rows = [Row(at, cells) for at, cells in enumerate(ask.rows)]
    if options.only is None:
        return rows
    ids = ids_of(rows, options, findings)
    kept = named_ids(options.only, ids, findings, key="only", column=id_column(ask, options))
    return [row for row, name in zip(rows, ids, strict=True) if name in kept]


def id_column(ask: Ask, options: ChosenRows) -> str:
    """The column of ids, named by the analyst or of a usual name."""
    return options.id_column or next((name for name in ID_COLUMNS if has(ask, name)), ID_COLUMNS[0])


def ids_of(rows: Sequence[Row], options: ChosenRows, findings: Findings) -> list[str]:
    """The rows' ids; a table without a column of them is a fault."""
    column = id_column(findings.ask, options)
    findings.require({"id-column": column})
    return [str(row.cells.get(column)) for row in rows]


def named_ids(names: Sequence[str], ids: Sequence[str], findings: Findings, *, key: str, column: str) -> list[str]:
    """Those of the names that are ids; one that no row has, known or later, is a fault of the option `key`."""
    ask = findings.ask
    later = {str(cells.get(column)) for cells in ask.later}
    for name in names:
        if name not in ids and name not in later:
            advice = suggest(name, ids) or f"look it up in the column {column!r}"
            findings.add(f"no row known by {ask.as_of} has the id {name!r}", advice, column=key)
    return [name for name in names if name in ids]


def printed_label(ask: Ask, column: str, otherwise: str) -> str:
    """The label a table's column carries, where it has one of its own."""
    label = next((one.label for one in ask.table.columns if one.name == column), "")
    return label if label and label != column else otherwise


def source_columns(ask: Ask) -> list[str]:
    """The columns a row rests on; one called other_... only corroborates, and is cited by whoever wants it."""
    columns = [one for one in ask.table.columns if one.type == "sources" or one.name == SOURCE_ID]
    return [one.name for one in columns if not one.name.startswith("other")]


def with_sources(ask: Ask, table: DataTable, rows: Sequence[Row]) -> DataTable:
    """The table with a last column of source ids, where its rows name any; `rows` in the order of the table's."""
    names = source_columns(ask)
    cells = ["; ".join(dict.fromkeys(_ids(row, names))) or None for row in rows]
    if not any(cells):
        return table
    added = Column(name="sources", label="Sources", type="sources")
    lines: list[tuple[CellValue, ...]] = [(*line, cell) for line, cell in zip(table.rows, cells, strict=True)]
    return DataTable(columns=(*table.columns, added), rows=tuple(lines))


def _ids(row: Row, names: Sequence[str]) -> list[str]:
    parts = (part.strip() for name in names for part in str(row.cells.get(name) or "").split(";"))
    return [part for part in parts if part]


def merged(ask: Ask, rows: Sequence[Row]) -> Row:
    """One row that carries the sources of several; of none, an empty one."""
    names = source_columns(ask)
    cells = {name: "; ".join(str(row.cells[name]) for row in rows if row.cells.get(name)) for name in names}
    return Row(rows[0].at if rows else 0, cells)


def plain(value: float | None) -> int | float | None:
    """A whole number without its point; nothing where there is none."""
    return int(value) if value is not None and value == int(value) else value


def capitalised(words: str) -> str:
    """The words with a capital at their start, the rest as it is."""
    return words[:1].upper() + words[1:]


def sources_of(table: DataTable) -> tuple[str, ...]:
    """Every source id of the table, in order of first use."""
    cells = (str(record.get("sources") or "") for record in table.records())
    return tuple(dict.fromkeys(part.strip() for cell in cells for part in cell.split(";") if part.strip()))


def known_on(rows: Sequence[Row]) -> date | None:
    """The latest day any of the rows was known."""
    days = (row.cells.get(KNOWN_ON) for row in rows)
    return max((day for day in days if isinstance(day, date)), default=None)
