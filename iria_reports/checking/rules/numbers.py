"""Rules on numbers in prose and the tables that the prose refers to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.passages import Passage, Sentence
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.report import DataTable, Figure, Table
from iria_reports.writing.prose import MONTHS
from iria_reports.writing.tables import ids

MONTH = "|".join(MONTHS)
NUMBER = re.compile(
    rf"(?<![\w.,/’–-])(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w/’–-]|[.,:]\d|[\s ](?:{MONTH})\b)"
)
DAY = re.compile(rf"(?<!\d)(\d{{1,2}})[\s ]({MONTH})\b")
CLAUSE = re.compile(r"[,;:](?!\d)|\b(?:and|but|while|against|after|from|than|of the|of a)\b")
YEARS = range(1900, 2101)
SHORTEST_LABEL = 4
NOT_LABELS = {"unit", "note", "confidence", "id", "type", "event_type", "scope", "sources", "source_id"}
ADDS = re.compile(r"\b(?:total|in all|all told|altogether|together|combined|sum|adds?|added)\b", re.IGNORECASE)
RECKONED = re.compile(
    rf"{ADDS.pattern}|\b(?:makes?|comes? to|leaves?|left|remaining|rest|less|difference|subtract\w*|our own)\b", re.I
)
RUNNING = re.compile(r"\b(?:cumulative|running total|so far|to date|toll)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """A number in a sentence: its offset, its characters and its value."""

    start: int
    text: str
    value: float


def numbers(text: str, begin: int = 0) -> list[Said]:
    """The numbers of a text that count something: no years, days or ordinals."""
    found = [Said(begin + m.start(), m[0], float(m[0].replace(",", ""))) for m in NUMBER.finditer(text)]
    return [one for one in found if not (len(one.text) == 4 and one.value in YEARS)]


def contradicted(sheet: Sheet) -> Iterator[Fault]:
    told = set()
    for passage, block in _referring(sheet):
        for sentence in passage.sentences:
            for begin, clause in _clauses(sentence.own):
                for fault in _contradiction(sheet, sentence, (begin, clause), block):
                    told.add(fault.where)
                    yield fault
    yield from (fault for fault in misread(sheet) if fault.where not in told)


def _contradiction(sheet: Sheet, sentence: Sentence, part: tuple[int, str], block: Figure | Table) -> Iterator[Fault]:
    begin, clause = part
    said, rows = numbers(clause, begin), _rows_named(clause, block.table)
    if len(said) != 1 or len(rows) != 1 or not _concerns(sentence, rows[0][1], block):
        return
    label, row = rows[0]
    there = [value for value in row.values() if isinstance(value, int | float)]
    sums = _wrong_sums(block) if _is_running(block) else ()  # told by the other rule
    known = [*there, *_elsewhere(block.table), *sums]
    if there and not any(_same(said[0], value) for value in known):
        listed = " or ".join(f"{value:,}" for value in there[:3])
        message = f"{said[0].text}, but for “{label}” {block.label or block.title} has {listed}"
        yield sheet.fault(sentence, (said[0].start, said[0].text), message, "correct the text or the table")


def misread(sheet: Sheet) -> Iterator[Fault]:
    """A number one digit off from the only such number that the tables have from the sources cited beside it."""
    tables = [block for block in sheet.report.blocks() if isinstance(block, Figure | Table)]
    everywhere = {value for block in tables for value in _elsewhere(block.table)}
    for passage in sheet.passages if tables else ():
        for sentence in passage.sentences if passage.role != "quotation" else ():
            said = numbers(sentence.own) if not RECKONED.search(sentence.own) else []
            given = {one.value for one in said}
            rows = _rows_cited(sentence, tables) if said else {}
            for one in said:
                near = {value for value in rows if _one_digit_off(one, value) and value not in given}
                if len(near) == 1 and one.value not in everywhere and one.text not in " ".join(rows.values()):
                    value = near.pop()
                    message = f"{one.text}, but from the source cited here a table has {value:,g} ({rows[value]})"
                    yield sheet.fault(sentence, (one.start, one.text), message, "correct the text or the table")


def _rows_cited(sentence: Sentence, tables: list[Figure | Table]) -> dict[float, str]:
    """Each large number in a row that rests on a source cited with the sentence, and what that row says of it."""
    cited = sentence.sources
    found: dict[float, str] = {}
    for block in tables if cited else ():
        for row in block.table.records():
            if cited & _sources(row):
                words = ", ".join(cell for key, cell in row.items() if isinstance(cell, str) and "source" not in key)
                found |= {float(cell): words for cell in row.values() if isinstance(cell, int | float) and cell >= 100}
    return found


def _sources(row: dict[str, Any]) -> set[str]:
    """The ids of the sources of a row."""
    return {name for key, cell in row.items() if "source" in key and isinstance(cell, str) for name in ids(cell)}


def _one_digit_off(said: Said, value: float) -> bool:
    one, other = said.text.replace(",", ""), f"{value:g}"
    apart = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and apart == 1 and not _same(said, value)


def added_up(sheet: Sheet) -> Iterator[Fault]:
    for passage, block in _resting(sheet):
        sums = _wrong_sums(block) if _is_running(block) else {}
        for sentence in passage.sentences if sums else ():
            for said in numbers(sentence.own) if ADDS.search(sentence.own) else ():
                if said.value in sums and said.value not in _cells(block.table):
                    parts = " + ".join(f"{part:,g}" for part in sums[said.value])
                    message = f"{said.text} is {parts}, which are counts of the same total at different times"
                    advice = "give the latest count"
                    yield sheet.fault(sentence, (said.start, said.text), message, advice)


def _referring(sheet: Sheet) -> Iterator[tuple[Passage, Figure | Table]]:
    """Each passage with each figure and table that it refers to."""
    blocks: dict[tuple[str, str], Figure | Table] = {
        (block.type, block.meta.id): block for block in sheet.report.blocks() if isinstance(block, Figure | Table)
    }
    for passage in sheet.passages:
        for name in dict.fromkeys((reference.kind, reference.target) for _, reference in passage.references):
            if name in blocks and passage.role != "quotation":
                yield passage, blocks[name]


def _resting(sheet: Sheet) -> Iterator[tuple[Passage, Figure | Table]]:
    """Each passage with each figure and table that it refers to, or two of whose sources it cites."""
    referring = list(_referring(sheet))
    yield from referring
    for block in sheet.report.blocks():
        if isinstance(block, Figure | Table):
            sources = set[str]().union(*(_sources(row) for row in block.table.records()))
            for passage in sheet.passages:
                if len(sources & set(passage.sources)) > 1 and (passage, block) not in referring:
                    yield passage, block


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for match in CLAUSE.finditer(text):
        yield begin, text[begin : match.start()]
        begin = match.end()
    yield begin, text[begin:]


def _rows_named(clause: str, table: DataTable) -> list[tuple[str, dict[str, Any]]]:
    """The rows that the clause names, by a cell of text that no other row has or by their day, each with that name."""
    found: dict[int, tuple[str, dict[str, Any]]] = {}
    days = {f"{int(day)} {month}" for day, month in DAY.findall(clause)}
    rows = list(table.records())
    for column in table.columns:
        if column.name in NOT_LABELS or column.type not in ("text", "date"):
            continue
        for at, row in enumerate(rows):
            cell, label = row[column.name], _label(row[column.name])
            if not label or sum(_label(other[column.name]) == label for other in rows) > 1:
                continue
            named = label in days if isinstance(cell, date) else _names(clause, label)
            if named:
                found.setdefault(at, (label, row))
    return list(found.values())


def _label(cell: object) -> str:
    if isinstance(cell, date):
        return f"{cell.day} {cell:%B}"
    return cell if isinstance(cell, str) and len(cell) >= SHORTEST_LABEL else ""


def _names(clause: str, label: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", clause, re.IGNORECASE))


def _concerns(sentence: Sentence, row: dict[str, Any], block: Figure | Table) -> bool:
    """Whether the sentence speaks of the table: it cites the row's source, or refers to it and cites nothing else."""
    cited = {name for names in sentence.citations for name in names}
    own = _sources(row)
    if cited and own:
        return bool(cited & own)
    spans = [at for at, reference in sentence.passage.references if reference.target == block.meta.id]
    return any(sentence.start <= at <= sentence.end for at in spans)


def _cells(table: DataTable) -> list[float]:
    """Every number of the table."""
    return [cell for row in table.rows for cell in row if isinstance(cell, int | float)]


def _elsewhere(table: DataTable) -> list[float]:
    """Every number of the table and the total of each of its columns."""
    columns = [[c for c in cells if isinstance(c, int | float)] for cells in zip(*table.rows, strict=True)]
    return [*_cells(table), *(sum(cells) for cells in columns if cells)]


def _same(said: Said, value: float) -> bool:
    """Whether the number said is the value, as exactly as it is said."""
    decimals = len(said.text.partition(".")[2])
    zeros = len(said.text.replace(",", "")) - len(said.text.replace(",", "").rstrip("0")) if not decimals else 0
    return abs(said.value - value) <= 0.5 * 10.0 ** (zeros - decimals)


def _is_running(block: Figure | Table) -> bool:
    words = " ".join([block.title, block.subtitle, *(column.label for column in block.table.columns)])
    return (isinstance(block, Figure) and block.kind == "reported") or bool(RUNNING.search(words))


def _wrong_sums(block: Figure | Table) -> dict[float, list[float]]:
    """Every sum of two or more counts in a row, of each series of the table."""
    names = [column.name for column in block.table.columns]
    series = next((name for name in ("series", "scope") if name in names), None)
    value = next((name for name in ("value", "number", "count", "total") if name in names), None)
    found: dict[float, list[float]] = {}
    if value is None:
        return found
    rows = sorted(block.table.records(), key=lambda row: str(row.get(series) if series else ""))
    for _, group in groupby(rows, key=lambda row: row.get(series) if series else ""):
        counts = [float(cell) for row in group if isinstance(cell := row[value], int | float)]
        for begin in range(len(counts)):
            for end in range(begin + 2, len(counts) + 1):
                found.setdefault(sum(counts[begin:end]), counts[begin:end])
    return found


NUMBERS = (
    Rule(
        "number-and-table",
        "warning",
        "A number in the text that differs from what the table it refers to has for the row it names, or by one digit "
        "from what a table has from the source that it cites.",
        "One of the two is wrong, and the reader cannot tell which (ICD 203, D.6.e.(6), clear and logical argument).",
        Example("prose", "In Almaty 152 people died ([@fig:toll])."),
        Example("prose", "In Almaty 151 people died ([@fig:toll])."),
        contradicted,
    ),
    Rule(
        "cumulative-added",
        "warning",
        "A sum of counts that already contain one another: a running total added up.",
        "The dead of Monday are counted again on Tuesday; the sum counts them twice (ICD 203, D.6.e.(6)).",
        Example("prose", "[@fig:counts] shows 20 dead altogether."),
        Example("prose", "[@fig:counts] shows 12 dead altogether."),
        added_up,
    ),
)
