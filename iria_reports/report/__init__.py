"""Report: one rendition's content, selected, filtered, numbered and sourced; nothing left to read or compute.

Blocks and inlines are two closed sets. A section kind may only return these; a theme has one partial for each block.
Everything is frozen, and `Report` round-trips through JSON (`report.json`, format 1).
"""

from iria_reports.report.blocks import (
    Block,
    Figure,
    Heading,
    ItemList,
    Judgement,
    Judgements,
    ListItem,
    Meta,
    Paragraph,
    Picture,
    Quotation,
    Section,
    SourceList,
    Table,
)
from iria_reports.report.frozen import Frozen, Origin
from iria_reports.report.inlines import (
    Citation,
    Cite,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Reference,
    Strong,
    Text,
    plain,
)
from iria_reports.report.tables import CellValue, Column, ColumnType, DataTable
from iria_reports.report.whole import NO_COVER_PICTURE, REPORT_FORMAT, Client, House, Report, Source

__all__ = [
    "NO_COVER_PICTURE",
    "REPORT_FORMAT",
    "Block",
    "CellValue",
    "Citation",
    "Cite",
    "Client",
    "Column",
    "ColumnType",
    "DataTable",
    "Emphasis",
    "Figure",
    "Frozen",
    "Heading",
    "House",
    "Inline",
    "Inlines",
    "ItemList",
    "Judgement",
    "Judgements",
    "Link",
    "ListItem",
    "Meta",
    "Note",
    "Origin",
    "Paragraph",
    "Picture",
    "Quotation",
    "Reference",
    "Report",
    "Section",
    "Source",
    "SourceList",
    "Strong",
    "Table",
    "Text",
    "plain",
]
