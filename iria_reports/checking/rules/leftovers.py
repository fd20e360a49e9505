"""Rules on what should not go out as it stands: what was left to do, and cells that a spreadsheet would run."""

import re
from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.sheet import Sheet
from iria_reports.composing.remarks import TO_WRITE
from iria_reports.errors import Fault, Place
from iria_reports.report import Heading, plain

LEFT = re.compile(
    r"\b(?:TODO|FIXME|TKTK|TBC|TBD|XXX+)\b|\bTK\b(?=[.,;:!?)\]]|$| [a-z])"
    r"|\?\?\?|\[(?:[Ww]rite|[Ii]nsert|[Cc]heck|[Aa]dd|[Cc]ite|[Ss]ource|TO DO|to do)\b[^\]]*\]|[Ll]orem ipsum"
)
ADVICE = "write it, or take it out"
# What spreadsheets take for a formula when they open a CSV (OWASP, CSV Injection); a signed number or a dash is none.
FORMULA = re.compile(r"[=@\t\r]|[+-]\s*[A-Za-z(@=]")


def leftovers(sheet: Sheet) -> Iterator[Fault]:
    for passage in sheet.passages:
        for match in LEFT.finditer(passage.text) if not passage.text.startswith(TO_WRITE) else ():
            place = sheet.places.of(passage, match.start(), len(match[0]))
            yield Fault(place, "", f"“{match[0]}” is left to do", ADVICE)
    yield from _in_headings(sheet)
    yield from _in_values(sheet)
    yield from _in_tables(sheet)


def _in_headings(sheet: Sheet) -> Iterator[Fault]:
    for part in sheet.spec.prose:
        if match := LEFT.search(part.heading):
            yield Fault(part.place, "", f"“{match[0]}” is left to do", ADVICE)
        for block in part.blocks:
            if isinstance(block, Heading) and (match := LEFT.search(plain(block.inlines))):
                origin = block.meta.origin
                place = Place(origin.path, origin.line, origin.column)
                yield Fault(place, "", f"“{match[0]}” is left to do", ADVICE)


def _in_values(sheet: Sheet) -> Iterator[Fault]:
    """In the specification; statements and bases of judgements are passages, told already."""
    where = sheet.spec.where
    for loc, value in _strings(where.data, ()):
        match = LEFT.search(value) if loc[-1:] not in (("statement",), ("basis",)) and loc[:1] != ("checks",) else None
        if match:
            place = where.place_in(loc, match[0], value[: match.start()])
            yield Fault(place, where.name(loc), f"“{match[0]}” is left to do", ADVICE)


def _strings(value: object, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*loc, index))


def _in_tables(sheet: Sheet) -> Iterator[Fault]:
    for table in sheet.spec.tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                if match := LEFT.search(cell):
                    yield Fault(row.place(column), column, f"“{match[0]}” is left to do", ADVICE)


def formulas(sheet: Sheet) -> Iterator[Fault]:
    for table in sheet.spec.tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                if FORMULA.match(cell):
                    message = f"“{cell[:30]}” would run as a formula where a reader opens the attached data"
                    yield Fault(row.place(column), column, message, "begin it with a word")


LEFTOVERS = (
    Rule(
        "leftover",
        "warning",
        "TODO, TK, XXX, TBC, [insert ...] or [Write here ...] in prose, a title or a table.",
        "It was meant for the desk, and would be printed.",
        Example("prose", "The port handled TK tonnes in 2021. [@a]"),
        Example("prose", "The port handled 300 tonnes in 2021. [@a]"),
        leftovers,
    ),
    Rule(
        "formula-cell",
        "warning",
        "A cell of a table that a spreadsheet takes for a formula: it begins with =, @, or a sign before a letter.",
        "The data travel with the PDF as CSV, as they are; a spreadsheet that opens them runs such a cell (OWASP, CSV "
        "Injection).",
        find=formulas,
    ),
)
