"""Report: one rendition's content, selected, filtered, numbered and sourced; nothing left to read or compute.

Blocks and inlines are two closed sets. A section kind may only return these; a theme has one partial for each block.
Everything is frozen, and `Report` round-trips through JSON (`report.json`, format 1).
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

REPORT_FORMAT = 1


class Frozen(BaseModel):
    """A value: immutable, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Frozen):
    """Where the analyst wrote it: path relative to the desk, line and column from 1."""

    path: str = ""
    line: int = 1
    column: int = 1
    cell: str = ""


# ---------------------------------------------------------------- inlines


class Text(Frozen):
    """Plain characters; `language` only where it differs from the block's (a foreign title)."""

    type: Literal["text"] = "text"
    text: str
    language: str | None = None
    at: Origin | None = None


class Emphasis(Frozen):
    type: Literal["emphasis"] = "emphasis"
    children: tuple["Inline", ...]
    at: Origin | None = None


class Strong(Frozen):
    type: Literal["strong"] = "strong"
    children: tuple["Inline", ...]
    at: Origin | None = None


class Link(Frozen):
    """A link a reader may follow: http, https or mailto only."""

    type: Literal["link"] = "link"
    href: str
    children: tuple["Inline", ...]
    at: Origin | None = None


class Citation(Frozen):
    """`[@id, p. 4; @id2]`: the sources a statement rests on. Printed as one note at the foot of the page."""

    type: Literal["citation"] = "citation"
    cites: tuple["Cite", ...]
    at: Origin | None = None


class Cite(Frozen):
    source: str
    locator: str = ""


class Note(Frozen):
    """A remark of the author's, printed at the foot of the page."""

    type: Literal["note"] = "note"
    children: tuple["Inline", ...]
    at: Origin | None = None


class Reference(Frozen):
    """`[@fig:toll]`, `[@tbl:caps]`, `[@sec:causes]`, `[@judgement:kj2]`; `label` comes when numbers are given."""

    type: Literal["reference"] = "reference"
    kind: Literal["figure", "table", "section", "judgement", "number"]
    target: str
    label: str = ""
    at: Origin | None = None


Inline = Annotated[
    Text | Emphasis | Strong | Link | Citation | Note | Reference,
    Field(discriminator="type"),
]
Inlines = tuple[Inline, ...]


# ---------------------------------------------------------------- tables

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


# ---------------------------------------------------------------- blocks


class Meta(Frozen):
    """What every block carries: its stable id, where it was written, who may read it, and what it rests on.

    audiences  empty for every audience
    mark       the sharing mark of this block, or None
    known_on   the latest day on which everything it rests on was known, or None where nothing is dated
    sources    the ids of every source cited in it
    """

    id: str
    origin: Origin = Origin()
    audiences: tuple[str, ...] = ()
    mark: str | None = None
    language: str | None = None
    known_on: date | None = None
    sources: tuple[str, ...] = ()


class Paragraph(Frozen):
    type: Literal["paragraph"] = "paragraph"
    meta: Meta
    inlines: Inlines


class Heading(Frozen):
    """A heading inside a section; level 1 stands directly under the section's own title."""

    type: Literal["heading"] = "heading"
    meta: Meta
    level: Annotated[int, Field(ge=1, le=3)]
    inlines: Inlines


class ListItem(Frozen):
    inlines: Inlines
    nested: "ItemList | None" = None


class ItemList(Frozen):
    type: Literal["list"] = "list"
    meta: Meta
    ordered: bool = False
    items: tuple[ListItem, ...]


class Quotation(Frozen):
    """Somebody's words: who, in what office, and when."""

    type: Literal["quotation"] = "quotation"
    meta: Meta
    inlines: Inlines
    speaker: str = ""
    office: str = ""
    said_on: date | None = None


class Figure(Frozen):
    """A chart's meaning, without ink: drawing/ makes the picture from (figure, style, language).

    kind         a chart kind's name
    title        the finding, in words
    subtitle     what is measured, in which unit
    alternative  one sentence with the finding, read aloud instead of the picture
    options      how it is drawn: the kind's own options as plain JSON values
    table        what is drawn; travels with the PDF as CSV
    """

    type: Literal["figure"] = "figure"
    meta: Meta
    kind: str
    title: str
    subtitle: str = ""
    alternative: str
    options: dict[str, Any] = {}
    table: DataTable
    width: Literal["column", "full"] = "column"
    label: str = ""
    footer: str = ""


class Table(Frozen):
    type: Literal["table"] = "table"
    meta: Meta
    title: str
    subtitle: str = ""
    table: DataTable
    label: str = ""
    footer: str = ""


class Picture(Frozen):
    """A photograph or drawing from a file: `asset` is its path relative to the desk."""

    type: Literal["picture"] = "picture"
    meta: Meta
    asset: str
    alternative: str
    caption: Inlines = ()
    credit: str
    rights: str
    width: Literal["column", "full"] = "column"
    label: str = ""


class Judgement(Frozen):
    """A key judgement: what we think, how likely, how sure we are of the analysis behind it (ICD 203).

    likelihood  the word, in the house's set
    low, high   the range of that word, per cent
    confidence  "low", "moderate" or "high", or a range of two joined by " to "
    """

    id: str
    statement: Inlines
    likelihood: str = ""
    low: int | None = None
    high: int | None = None
    confidence: str = ""
    basis: Inlines = ()
    origin: Origin = Origin()
    sources: tuple[str, ...] = ()
    label: str = ""


class Judgements(Frozen):
    type: Literal["judgements"] = "judgements"
    meta: Meta
    items: tuple[Judgement, ...]


class SourceList(Frozen):
    """The sources cited, in the order of `Report.sources`."""

    type: Literal["source-list"] = "source-list"
    meta: Meta


Block = Annotated[
    Paragraph | Heading | ItemList | Quotation | Figure | Table | Picture | Judgements | SourceList,
    Field(discriminator="type"),
]


class Section(Frozen):
    """A part under one title. `kind` made it; `number` "" is unnumbered; `boxed` sets it apart beside the argument."""

    id: str
    kind: str
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    byline: str = ""
    boxed: bool = False
    language: str | None = None
    audiences: tuple[str, ...] = ()
    mark: str | None = None
    origin: Origin = Origin()


# ---------------------------------------------------------------- the whole


class Source(Frozen):
    """One cited source; `known_on` is the day it counts from (a month or year alone counts as its last day)."""

    id: str
    number: int
    title: str
    publisher: str
    url: str = ""
    published: str = ""
    known_on: date | None = None
    kind: str = ""
    grade: str = ""
    language: str | None = None
    title_seen: bool = True


class House(Frozen):
    """The institute, as desk.yml names it. `logo` is a path in assets/logos/, or "" for a name set in type."""

    name: str
    short_name: str
    logo: str = ""
    about: str = ""
    contact: str = ""
    disclaimer: str = ""


class Client(Frozen):
    """Whom it is prepared for. `logo` is relative to reports/; `accent` stands at `origin`."""

    slug: str
    organisation: str
    logo: str = ""
    logo_rights: str = ""
    accent: str = ""
    origin: Origin = Origin()


class Report(Frozen):
    """One rendition: audience, language, mark, paper and as-of are settled; it holds only what this reader may see."""

    format: Literal[1] = 1
    slug: str
    name: str = ""  # the rendition's own, for its file
    kind: str
    kind_label: str
    title: str
    short_title: str = ""  # for running heads; "" where the title is to be cut
    subtitle: str = ""
    language: str
    audience: str
    mark: str | None = None
    mark_colour: str | None = None
    as_of: date
    embargo: str = ""
    region: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    doi: str = ""
    issn: str = ""
    licence: str = ""
    paper: Literal["A4", "Letter"] = "A4"
    theme: str
    house: House
    client: Client | None = None
    status: Literal["draft"] = "draft"
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Every block, in reading order."""
        for section in self.sections:
            yield from section.blocks

    def figures(self) -> Iterator[Figure]:
        """Every figure, in reading order."""
        return (block for block in self.blocks() if isinstance(block, Figure))


def plain(inlines: Inlines) -> str:
    """The words of some inlines, without notes, citations and mark-up."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                parts.append(text)
            case Reference(label=label):
                parts.append(label)
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                parts.append(plain(children))
    return "".join(parts)
