"""A CSV file or workbook as a spreadsheet saves it goes in; untyped rows come out, each cell with its place."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from iria_reports.errors import Fault, Place
from iria_reports.writing.files import read_text
from iria_reports.writing.packed import cells_without_value, too_large

MOST_ROWS = 20_000
MOST_COLUMNS = 200


@dataclass(frozen=True)
class RawRow:
    """Cells by column name, stripped. `line` is the row's first line in a CSV, its row number in a workbook."""

    path: str
    line: int
    cells: dict[str, str]
    columns: tuple[str, ...]
    sheet: str = ""

    def place(self, column: str = "") -> Place:
        """Of a cell in a CSV: line and the number of the column; in a workbook: sheet and cell address."""
        index = self.columns.index(column) + 1 if column in self.columns else 1
        cell = f"{self.sheet}!{column_letter(index)}{self.line}" if self.sheet else ""
        return Place(self.path, self.line, index, cell)


@dataclass
class RawTable:
    path: str
    columns: tuple[str, ...] = ()
    rows: list[RawRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_rows(file: Path, name: str, *, sheet: str | None = None) -> RawTable:
    """The rows of a .csv or .xlsx file; faults inside the table, never raised."""
    table = RawTable(name)
    if not file.is_file():
        near = sorted(other.name for other in file.parent.glob("*") if other.suffix.lower() in (".csv", ".xlsx"))
        advice = f"the folder holds {', '.join(near[:6])}" if near else "check the folder"
        table.faults.append(Fault(Place(name), "", "no such file", advice))
    elif (ending := file.suffix.lower()) == ".xlsx":
        _read_workbook(file, table, sheet)
    elif ending == ".csv":
        _read_csv(file, table)
    else:
        message = f"{file.suffix or 'a file without an ending'} is not a table"
        table.faults.append(Fault(Place(name), "", message, "save it as CSV UTF-8 (.csv) or as a workbook (.xlsx)"))
    if len(table.rows) > MOST_ROWS:
        message = f"{len(table.rows):,} rows are more than a report can use ({MOST_ROWS:,})"
        table.faults.append(Fault(Place(name), "", message, "keep the rows the report needs"))
        table.rows.clear()
    if len(table.columns) > MOST_COLUMNS:
        message = f"{len(table.columns):,} columns are more than a report can use ({MOST_COLUMNS})"
        table.faults = [Fault(Place(name), "", message, "keep the columns the report needs")]
        table.columns, table.rows = (), []
    return table


def _read_csv(file: Path, table: RawTable) -> None:
    text, faults = read_text(file, table.path)
    table.faults += faults
    if not text.strip():
        if not faults:
            table.faults.append(Fault(Place(table.path), "", "is empty", "the first line names the columns"))
        return
    heading = text.lstrip("\n ;,\t").split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if table.columns:
                    _take_row(cells, line, table)
                else:
                    _take_columns([cell.strip() for cell in cells], table, line=line)
            line = reader.line_num + 1
    except csv.Error as error:
        table.faults.append(Fault(Place(table.path, line), "", f"not readable as CSV ({error})", "check the quotes"))


def _take_columns(names: list[str], table: RawTable, *, line: int, sheet: str = "") -> None:
    while names and not names[-1]:
        names.pop()
    table.columns = tuple(names)
    for index, name in enumerate(names):
        cell = f"{sheet}!{column_letter(index + 1)}{line}" if sheet else ""
        place = Place(table.path, line, index + 1, cell)
        if not name:
            table.faults.append(Fault(place, "", f"column {index + 1} has no name", "name it in the first line"))
        elif name in names[:index]:
            table.faults.append(Fault(place, name, "two columns have this name", "rename one of them"))


def _take_row(cells: list[str], line: int, table: RawTable, *, sheet: str = "") -> None:
    width = len(table.columns)
    if width == 1 and not table.rows and sum(bool(cell.strip()) for cell in cells) > 1:
        place = Place(table.path, line, cell=f"{sheet}!A{line}" if sheet else "")
        message = f"the headings seem to be on row {line}, under the title {table.columns[0][:40]!r}"
        table.faults.append(Fault(place, "", message, "take out what stands above them"))
        _take_columns([cell.strip() for cell in cells], table, line=line, sheet=sheet)
        return
    if any(cell.strip() for cell in cells[width:]):
        message = f"{len(cells)} cells where the first line names {width} columns"
        advice = "put cells that hold the separator in quotes"
        table.faults.append(Fault(Place(table.path, line, width + 1), "", message, advice))
    padded = [cell.strip() for cell in cells[:width]] + [""] * (width - len(cells))
    named = dict(zip(table.columns, padded, strict=True))
    table.rows.append(RawRow(table.path, line, named, table.columns, sheet))


def _read_workbook(file: Path, table: RawTable, sheet: str | None) -> None:
    try:
        if too_large(file):
            table.faults.append(Fault(Place(table.path), "", "too large a workbook", "save the one sheet as CSV UTF-8"))
            return
        book = CalamineWorkbook.from_path(file)
        names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]  # not a chart's sheet
        if sheet is None and not names:
            table.faults.append(Fault(Place(table.path), "", "has no sheet with cells", "put the table in a sheet"))
            return
        if sheet is not None and sheet not in names:
            table.faults.append(Fault(Place(table.path), "sheet", f"no sheet {sheet!r}", f"it has {', '.join(names)}"))
            return
        title = sheet or names[0]
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        valueless = cells_without_value(file, title)
    except (OSError, zipfile.BadZipFile, CalamineError) as error:
        message = f"not readable as a workbook ({error.__class__.__name__})"
        table.faults.append(Fault(Place(table.path), "", message, "open it and save it again as .xlsx"))
        return
    for cell in valueless:
        message = "a formula that gave an error or was never calculated"
        place = Place(table.path, cell=f"{title}!{cell}")
        table.faults.append(Fault(place, "", message, "mend it, or write the value, and save the workbook again"))
    for number, cells in enumerate(rows, 1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        if table.columns:
            _take_row(texts, number, table, sheet=title)
        else:
            _take_columns(texts, table, line=number, sheet=title)
    if not table.columns:
        message = f"sheet {title!r} is empty"
        table.faults.append(Fault(Place(table.path), "", message, "the first line names the columns"))


def column_letter(number: int) -> str:
    """A workbook's name for its column `number`, from 1: A to Z, then AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
