"""A table goes in; how much of the page's width its columns need comes out, near enough to choose before the layout.

Letters are counted at their usual width in the house's table type, because composing knows no fonts; what this
misjudges the layout lint finds on the printed page. Millimetres everywhere.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from iria_reports.report import CellValue, Column, DataTable

# Of the house's A4, the narrower of its papers.
TEXT_MEASURE, FULL_MEASURE = 118.0, 162.0
# Of Source Sans 3 in 8 points.
LETTER, NARROW, CAPITAL = 1.5, 0.8, 1.7
NARROW_LETTERS = frozenset("fijlrtI1.,:;'’|!()[]-/ ")
PADDING, TIGHT_PADDING = 2.2, 1.2
AFTER_NUMBERS, TIGHT_AFTER_NUMBERS = 4.0, 1.8  # before text that follows a column of numbers
# A column of sentences narrower than this is a ladder of single words.
SENTENCE = 24.0
# A column with a longer word than this, such as a web address, leaves no room for others.
LONG_WORD = FULL_MEASURE / 3

Width = Literal["column", "full", "tight"]


def width_of(table: DataTable) -> Width | None:
    """The narrowest way to set the table: in the text column, over the whole measure, or that with less padding.

    None where words would leave their columns even so.
    """
    columns = range(len(table.columns))
    easy = sum(_easy(table, index) + PADDING for index in columns) + _turns(table) * AFTER_NUMBERS
    if easy <= FULL_MEASURE:
        return "column" if easy <= TEXT_MEASURE else "full"
    return "tight" if least_room(table) <= FULL_MEASURE else None


def least_room(table: DataTable) -> float:
    """The width below which words leave their columns."""
    least = sum(_least(table, index) + TIGHT_PADDING for index in range(len(table.columns)))
    return least + _turns(table) * TIGHT_AFTER_NUMBERS


def that_fit(table: DataTable, first: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that can be printed side by side, in the table's order.

    Those named in `first` are chosen before the others; those with very long words come last, then empty ones.
    """

    def rank(index: int) -> tuple[bool, bool, bool]:
        empty = all(row[index] is None for row in table.rows)
        return empty, table.columns[index].name not in first, _least(table, index) > LONG_WORD

    room = FULL_MEASURE
    kept: set[int] = set()
    for index in sorted(range(len(table.columns)), key=rank):
        needed = _easy(table, index) + PADDING + (AFTER_NUMBERS if table.columns[index].type == "number" else 0)
        if needed <= room:
            kept.add(index)
            room -= needed
    return tuple(column.name for index, column in enumerate(table.columns) if index in kept)


def _turns(table: DataTable) -> int:
    """How often text follows numbers."""
    return sum(one.type == "number" and other.type != "number" for one, other in pairwise(table.columns))


def _least(table: DataTable, index: int) -> float:
    """The longest word of a column, its head included."""
    return max((_length(word) for text in _texts(table, index) for word in text.split(" ")), default=0.0)


def _easy(table: DataTable, index: int) -> float:
    """The room in which a column reads well: its longest text on one line, or lines of a few words."""
    longest = max((_length(text) for text in _texts(table, index)), default=0.0)
    return max(_least(table, index), min(longest, SENTENCE))


def _texts(table: DataTable, index: int) -> Iterator[str]:
    column = table.columns[index]
    yield f"{column.label} ({column.unit})" if column.unit else column.label
    yield from (_printed(row[index], column) for row in table.rows)


def _printed(value: CellValue, column: Column) -> str:
    """About as the page prints it; a date and a number are never broken."""
    if value is None:
        return ""
    if isinstance(value, date):
        return "30\N{NO-BREAK SPACE}Mar\N{NO-BREAK SPACE}2022"
    if isinstance(value, (int, float)):
        return f"{value:,}"
    if column.type == "sources":
        return ", ".join("10" for _ in value.split(";"))
    return value


def _length(text: str) -> float:
    return sum(NARROW if c in NARROW_LETTERS else CAPITAL if c.isupper() else LETTER for c in text)
