"""A workbook's packed XML goes in: whether it is safe to read, and which cells have no value to be read, come out.

The reader of workbooks takes what a formula gave when the file was saved; an error such as #REF! it hands over as an
empty cell, which a report would print as "no figure".
"""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from iria_reports.writing.files import MOST_BYTES

MOST_UNPACKED = 64_000_000
MOST_CELLS = 4_000_000
CELL_NAME = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
VALUE = re.compile(rb"<v\b[^>]*>[^<]+</v>|<is>")
TYPE = re.compile(rb"""\bt=["']([a-zA-Z]+)["']""")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def too_large(file: Path) -> bool:
    """Whether reading the workbook would take too much memory: one cell far out makes a sheet as large as its corner.

    Raises OSError or BadZipFile.
    """
    if file.stat().st_size > MOST_BYTES:
        return True
    with zipfile.ZipFile(file) as packed:
        entries = packed.infolist()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            return True
        sheets = [_unpacked(packed, entry) for entry in entries if entry.filename.startswith("xl/worksheets/")]
    return any(_area(sheet) > MOST_CELLS for sheet in sheets)


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, unpacked no further than its stated size, which a zip bomb states too small."""
    with packed.open(entry) as content:
        return content.read(entry.file_size + 1)


def _area(sheet: bytes) -> int:
    """How many cells lie between A1 and the last row and column that a cell of the sheet names (ECMA-376, 18.18.7)."""
    rows, columns = 0, 0
    for letters, digits in CELL_NAME.findall(sheet):
        rows, columns = max(rows, int(digits)), max(columns, column_number(letters.decode()))
    return rows * columns


def column_number(letters: str) -> int:
    """The number, from 1, of the column a workbook calls `letters`: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cells_without_value(file: Path, sheet: str) -> list[str]:
    """The names of the cells of a sheet whose formula gave an error, or was never calculated (ECMA-376, 18.3.1.4)."""
    with zipfile.ZipFile(file) as packed:
        part = _part(packed, sheet)
        data = packed.read(part) if part else b""
    found = []
    for attributes, content in CELL.findall(data):
        kind = TYPE.search(attributes)
        error = kind is not None and kind[1] == b"e"
        blank = kind is not None and kind[1] == b"str"  # a formula that gave an empty text
        missing = b"<f" in content and not blank and not VALUE.search(content)
        if (error or missing) and (name := CELL_NAME.search(attributes)):
            found.append((name[1] + name[2]).decode())
    return found


def _part(packed: zipfile.ZipFile, sheet: str) -> str | None:
    """The entry that holds a sheet, by way of the workbook's list of sheets and its relations; None where unclear."""
    try:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return None
    wanted = next((one.get(RELATION) for one in book.iter(f"{MAIN}sheet") if one.get("name") == sheet), None)
    target = next((one.get("Target") for one in relations if wanted and one.get("Id") == wanted), None)
    name = target.removeprefix("/") if target and target.startswith("/") else f"xl/{target}"
    return name if name in packed.namelist() else None
