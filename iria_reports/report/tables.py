"""DataTable: typed cells in columns, the data of every chart and table."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from pydantic import ValidationInfo, field_validator

from iria_reports.report.frozen import Frozen

CellValue = str | int | float | date | None
ColumnType = Literal["text", "number", "date", "sources"]


class Column(Frozen):
    """One column: `name` as in the file, `label` as printed, `unit` after the label where there is one."""

    name: str
    label: str
    type: ColumnType = "text"
    unit: str = ""


class DataTable(Frozen):
    """Typed cells in columns. A `sources` cell holds source ids separated by semicolons."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...] = ()

    @field_validator("rows", mode="before")
    @classmethod
    def _typed_again(cls, rows: Any, info: ValidationInfo) -> Any:
        """JSON has no dates: in a column of dates its strings are dates again."""
        dated = [index for index, column in enumerate(info.data.get("columns", ())) if column.type == "date"]
        if not any(isinstance(row[index], str) for row in rows for index in dated):
            return rows
        return [[_day(cell) if index in dated else cell for index, cell in enumerate(row)] for row in rows]

    def records(self) -> Iterator[dict[str, CellValue]]:
        """Each row as a dictionary by column name."""
        names = [column.name for column in self.columns]
        for row in self.rows:
            yield dict(zip(names, row, strict=True))


def _day(cell: Any) -> Any:
    return date.fromisoformat(cell) if isinstance(cell, str) else cell
