"""A cell of a table by the names an analyst gives: its row and column are found, and its value is put in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from iria_reports.composing.charts.wording import day, joined, stated
from iria_reports.report import CellValue
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.tables import ReadTable, ids

ID_COLUMNS = ("id", "event_id")
ENDS = (("_low", "_high"), ("_min", "_max"))
DAY_AND_MONTH = re.compile(r"(?<=\d) (?=\D)")  # no line may end between them
WITHDRAWN_ON, WITHDRAWN_SOURCE = "withdrawn_on", "withdrawn_source"


class CannotQuote(Exception):
    """Why there is nothing to quote; its advice is the next step."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True)
class Cell:
    """One cell, or the two ends of a range, in a row as it stood on the as-of day."""

    table: ReadTable
    row: int
    columns: tuple[str, ...]
    cells: Mapping[str, CellValue]

    def values(self) -> tuple[CellValue, ...]:
        return tuple(self.cells[name] for name in self.columns)

    def known_later(self) -> date | None:
        """The day that the file has and the row, as it stood, has not: of a withdrawal or an end still to come."""
        names = [column.name for column in self.table.table.columns]
        written = self.table.table.rows[self.row][names.index(self.columns[0])]
        return written if isinstance(written, date) and written != self.values()[0] else None

    def sources(self, primary: Sequence[str]) -> tuple[str, ...]:
        """The ids it rests on: its row's, or, for the day of a withdrawal, the withdrawal's where it has its own."""
        own = self.withdrawn_by() if self.columns[0] == WITHDRAWN_ON else ()
        return own or tuple(primary)

    def withdrawn_by(self) -> tuple[str, ...]:
        return tuple(ids(str(self.cells.get(WITHDRAWN_SOURCE) or "")))


def readings(table: ReadTable) -> dict[str, tuple[str, ...]]:
    """The columns that a name reads: itself; with its `_high` a range; a range by its stem, such as `deaths` for
    deaths_min and deaths_max.

    Where a column has both `_low` and `_high` it is the best estimate between them, and stands alone.
    """
    names = [column.name for column in table.table.columns]
    read: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
    for low, high in ENDS:
        for stem in [name.removesuffix(low) for name in names if name.endswith(low)]:
            if stem not in names and stem + high in names:
                read[stem] = (stem + low, stem + high)
    for name in names:
        if f"{name}_high" in names and f"{name}_low" not in names:
            read[name] = (name, f"{name}_high")
    return read


def row_named(table: ReadTable, name: str) -> int:
    """The row by its id, or by the words of its first column where there are no ids. Raises CannotQuote."""
    column = next((one for one in ID_COLUMNS if table.rows and one in table.rows[0].columns), None)
    column = column or table.table.columns[0].name
    names = [" ".join(row.cells[column].split()) for row in table.rows]
    wanted = " ".join(name.split())
    found = [at for at, one in enumerate(names) if one == wanted]
    if not found:
        message = f"no row {wanted!r} in the table {table.id!r}, whose rows are named by {column!r}"
        raise CannotQuote(message, suggest_or_list(wanted, dict.fromkeys(names)))
    if len(found) > 1:
        message = f"{len(found)} rows of the table {table.id!r} are named {wanted!r}"
        raise CannotQuote(message, "give the table a column `id` that tells them apart")
    return found[0]


def quoted_words(cell: Cell, language: str) -> str:
    """The value as the language writes it, with every digit that the table has. Raises CannotQuote."""
    values = cell.values()
    kind = next(one.type for one in cell.table.table.columns if one.name == cell.columns[0])
    if kind == "sources":
        raise CannotQuote(f"the column {cell.columns[0]!r} holds sources, not a number", "cite them: [@id]")
    if values[0] is None:
        place = cell.table.place(cell.row, cell.columns[0])
        raise CannotQuote(f"there is nothing in the cell {place}", "fill it in, or take the statement out")
    low = _words(values[0], language)
    if values[-1] is not None:
        high = _words(values[-1], language)
        return low if low == high else joined(low, high, language)
    if cell.columns[1].removesuffix("_high") != cell.columns[0]:
        place = cell.table.place(cell.row, cell.columns[1])
        raise CannotQuote(
            f"the range has no end in the cell {place}", f"fill it in, or quote {cell.columns[0]!r} alone"
        )
    return low


def _words(value: CellValue, language: str) -> str:
    if isinstance(value, date):
        return DAY_AND_MONTH.sub("\N{NO-BREAK SPACE}", day(value, language))
    if isinstance(value, (int, float)):
        return stated(value, language)
    return str(value)
