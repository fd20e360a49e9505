"""A report goes in; how many pages it will fill goes out, near enough to decide on contents before it is laid out.

Counted in lines of running text: letters by the usual length of a line, everything else by the room it usually takes.
"""

from math import ceil

from iria_reports.report import (
    Block,
    Entries,
    Entry,
    Figure,
    Grid,
    GridRow,
    Heading,
    ItemList,
    Judgements,
    Paragraph,
    Picture,
    Quotation,
    Report,
    Section,
    SourceList,
    Table,
    plain,
)

LINES_A_PAGE = {"A4": 50.0, "Letter": 48.0}
LETTERS = {"A4": 67, "Letter": 70}  # in a line of the text column
MASTHEAD, COVER = 9.0, 50.0
SECTION, SUBHEADING, GAP = 3.2, 2.1, 0.5
NOTE = 0.28  # a source named at the foot of the page
FIGURE = {"column": 15.0, "full": 20.0}
PICTURE = 18.0
ROW, TABLE_HEAD = 1.35, 5.0
SOURCE = 0.9  # two side by side


def estimated_pages(report: Report) -> int:
    """The number of the page on which the report will end."""
    opening = COVER if report.kind == "special-report" else MASTHEAD
    lines = opening + sum(_section(section, report) for section in report.sections)
    return ceil(lines / LINES_A_PAGE[report.paper])


def _section(section: Section, report: Report) -> float:
    small = 0.7 if section.kind == "about" else 1.25 if section.kind == "bottom-line" else 1.0
    return SECTION + sum(_block(block, report) * small for block in section.blocks)


def _block(block: Block, report: Report) -> float:
    notes = NOTE * len(block.meta.sources) if not isinstance(block, (Figure, Table)) else 0.0
    letters = LETTERS[report.paper]
    match block:
        case Paragraph(inlines=inlines):
            return _lines(plain(inlines), letters) + GAP + notes
        case Heading():
            return SUBHEADING
        case Quotation(inlines=inlines):
            return _lines(plain(inlines), letters * 0.75) * 1.25 + 2 + notes
        case ItemList():
            return _points(block, letters) + GAP + notes
        case Judgements(items=items):
            return (
                sum(
                    _lines(plain(one.statement), letters) + 0.75 * _lines(plain(one.basis), letters * 1.2) + 1
                    for one in items
                )
                + notes
            )
        case Figure(width=width):
            return FIGURE[width]
        case Picture():
            return PICTURE
        case Table(table=table):
            return TABLE_HEAD + ROW * len(table.rows)
        case Entries(items=entries):
            return sum(_entry(entry, letters) for entry in entries) + notes
        case Grid(rows=rows):
            return TABLE_HEAD + sum(_row(row, letters) for row in rows) + notes
        case SourceList():
            return SOURCE * len(report.sources)


def _entry(entry: Entry, letters: float) -> float:
    own = _lines(plain((*entry.term, *entry.note)), letters)
    said = [words for part in entry.parts for words in (part.inlines, *part.points)]
    return own + sum(_lines(plain(words), letters) for words in said) + GAP


def _row(row: GridRow, letters: float) -> float:
    """As high as its fullest cell, each cell as wide as its share of the line."""
    cells = (row.head, *row.cells)
    return max(_lines(plain(cell), letters / len(cells)) for cell in cells) + GAP


def _points(block: ItemList, letters: float) -> float:
    own = sum(_lines(plain(item.inlines), letters - 4) + GAP / 2 for item in block.items)
    return own + sum(_points(item.nested, letters - 4) for item in block.items if item.nested)


def _lines(text: str, letters: float) -> int:
    return ceil(len(text) / letters)
