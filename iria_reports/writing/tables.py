"""Untyped rows go in; a typed table comes out: numbers, ISO dates, source ids, text; a Fault for each bad cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from iria_reports.desk import Desk
from iria_reports.errors import Fault, Place
from iria_reports.report import CellValue, Column, ColumnType, DataTable
from iria_reports.writing.fields import ISO_DATE, days_meant
from iria_reports.writing.rows import RawRow, RawTable, read_rows
from iria_reports.writing.sources import last_day

NUMBER = re.compile(r"[-+−]?\d+(\.\d+)?")
GROUPED = re.compile(r"[-+−]?\d{1,3}([   ]\d{3})+([.,]\d+)?|[-+−]?\d{1,3}(,\d{3})+(\.\d+)?|[-+−]?\d+,\d+")
MOST_DIGITS = 15  # what a spreadsheet keeps of a number (IEEE 754, binary64)
LIKE_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
SERIAL = re.compile(r"[2-6]\d{4}")  # a day as spreadsheets count them: 1954 to 2091
FIRST_SERIAL = date(1899, 12, 30)  # of Excel's 1900 date system, from March 1900 on (ECMA-376, 18.17.4.1)
WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}.*")
PARTIAL = re.compile(r"\d{4}(-\d{2})?")
SOURCE_COLUMNS = {"source", "sources", "source_id", "source_ids", "other_source_ids", "withdrawn_source"}
DATE_COLUMNS = {"date", "end_date", "or_date", "known_on", "withdrawn_on"}
NUMBER_COLUMNS = {"lat", "lon", "value", "value_high", "value_low"}


@dataclass(frozen=True)
class ReadTable:
    """A typed table, the place of each row, and what was wrong with it."""

    id: str
    path: str
    table: DataTable
    rows: tuple[RawRow, ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    leave_out_later: bool = False

    def place(self, row: int | None, column: str | None) -> Place:
        """The place of a cell (row counted from 0), or of the file."""
        if row is None or row >= len(self.rows):
            return Place(self.path)
        return self.rows[row].place(column or "")


def load_table(desk: Desk, file: str, table_id: str, *, sheet: str | None, types: dict[str, str]) -> ReadTable:
    """The table in reports/data/`file`, its columns typed as declared, as their name says, or as their cells show."""
    path = desk.data / file
    raw = read_rows(path, desk.name_of(path), sheet=sheet)
    faults = list(raw.faults)
    for name in types:
        if raw.columns and name not in raw.columns:
            faults.append(Fault(Place(raw.path), name, "no such column", f"it has {', '.join(raw.columns)}"))
    columns = tuple(
        Column(name=name, label=name.replace("_", " ").strip().capitalize(), type=column_type(raw, name, types))
        for name in raw.columns
    )
    rows = tuple(tuple(_cell(row, column, faults) for column in columns) for row in raw.rows)
    faults += [fault for column in columns if column.type == "date" for fault in _foreign_dates(raw.rows, column.name)]
    return ReadTable(table_id, raw.path, DataTable(columns=columns, rows=rows), tuple(raw.rows), tuple(faults))


def column_type(raw: RawTable, name: str, types: dict[str, str]) -> ColumnType:
    """Declared, or known by its name, or dates or numbers where at least four cells in five are."""
    declared = types.get(name)
    if declared in ("text", "number", "date", "sources"):
        return declared  # type: ignore[return-value]
    if name in SOURCE_COLUMNS:
        return "sources"
    if name in DATE_COLUMNS:
        return "date"
    if name in NUMBER_COLUMNS:
        return "number"
    filled = [row.cells[name] for row in raw.rows if row.cells[name]]
    enough = 0.8 * len(filled)
    if filled and sum(bool(ISO_DATE.fullmatch(cell)) for cell in filled) >= enough:
        return "date"
    if filled and sum(bool(NUMBER.fullmatch(cell)) for cell in filled) >= enough:
        return "number"
    return "text"


def _cell(row: RawRow, column: Column, faults: list[Fault]) -> CellValue:
    text = row.cells[column.name]
    if column.type == "sources":
        return "; ".join(ids(text)) or None
    if not text or column.type == "text":
        return text or None
    if column.type == "number":
        return _number(text, row, column, faults)
    return _date(text, row, column, faults)


def ids(text: str) -> list[str]:
    """The source ids in a cell: analysts separate them by semicolons or commas."""
    return [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]


def _number(text: str, row: RawRow, column: Column, faults: list[Fault]) -> CellValue:
    shown = text if len(text) <= 40 else f"{text[:37]}..."
    message = f"{shown!r} is not a number"
    if NUMBER.fullmatch(text):
        plain = text.replace("−", "-")
        if len(re.sub(r"\D", "", plain).strip("0")) <= MOST_DIGITS and len(plain) <= 2 * MOST_DIGITS:
            return float(plain) if "." in plain else int(plain)
        message = f"{shown!r} has more digits than a number can keep ({MOST_DIGITS})"
    advice = "write digits with a point and no group separators" if GROUPED.fullmatch(text) else _as_text(column)
    faults.append(Fault(row.place(column.name), column.name, message, advice))
    return None


def _date(text: str, row: RawRow, column: Column, faults: list[Fault]) -> CellValue:
    if ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            message, advice = f"{text!r} is no day in the calendar", "correct it"
    elif PARTIAL.fullmatch(text) and column.name == "known_on" and (day := last_day(text)):
        return day
    elif PARTIAL.fullmatch(text):
        message, advice = f"{text!r} is not a whole date", "give the day, or set the column to text"
    else:
        return None  # told once for the whole column, by _foreign_dates
    faults.append(Fault(row.place(column.name), column.name, message, advice))
    return None


def _foreign_dates(rows: list[RawRow], column: str) -> Iterator[Fault]:
    """One fault for all cells of a column without an ISO date: a spreadsheet that saves rewrites them all."""
    wrong = [row for row in rows if row.cells[column] and not LIKE_ISO.fullmatch(row.cells[column])]
    if not wrong:
        return
    texts = [row.cells[column] for row in wrong]
    lines = [str(row.line) for row in wrong[1:]]
    shown = f"{', '.join(lines[:5])}{', …' if len(lines) > 5 else ''}"
    more = ""
    if lines:
        more = f", nor is 1 more (line {shown})" if len(lines) == 1 else f", nor are {len(lines)} more (lines {shown})"
    yield Fault(wrong[0].place(column), column, f"{texts[0]!r} is not an ISO date{more}", _date_to_write(texts))


def _date_to_write(texts: list[str]) -> str:
    """What to write for the first of `texts`: the days it may mean, also counted by a spreadsheet or with an hour."""
    meant = days_meant(*texts)
    if SERIAL.fullmatch(texts[0]):
        meant = (FIRST_SERIAL + timedelta(days=int(texts[0])),)
    elif timed := WITH_TIME.fullmatch(texts[0]):
        return f"write {timed[1]}, without the time"
    if meant:
        return f"write {' or '.join(map(str, meant))}; in a spreadsheet, give the column the format yyyy-mm-dd"
    return "write year-month-day, such as 2022-01-20"


def _as_text(column: Column) -> str:
    return f"correct it, or say `columns: {{{column.name}: text}}` for this table"
