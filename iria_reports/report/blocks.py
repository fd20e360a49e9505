"""The closed set of blocks: all that a section kind may return; a theme has one partial for each."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from iria_reports.report.frozen import Frozen, Origin
from iria_reports.report.inlines import Citation, Inlines
from iria_reports.report.tables import DataTable


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
    audiences: tuple[str, ...] = ()


class ItemList(Frozen):
    """Points, or numbered points counted from `first`."""

    type: Literal["list"] = "list"
    meta: Meta
    ordered: bool = False
    first: int = 1
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
    whole        what travels instead where more was counted than is drawn
    """

    type: Literal["figure"] = "figure"
    meta: Meta
    kind: str
    title: str
    subtitle: str = ""
    alternative: str
    options: dict[str, Any] = Field(default_factory=dict)
    table: DataTable
    whole: DataTable | None = None
    width: Literal["column", "full"] = "column"
    label: str = ""
    footer: str = ""


class Table(Frozen):
    """A table as printed.

    width  as wide as the text, over the whole page, or over the whole page with its columns closer together
    whole  what travels with the PDF as CSV where columns were left out for want of room
    """

    type: Literal["table"] = "table"
    meta: Meta
    title: str
    subtitle: str = ""
    table: DataTable
    width: Literal["column", "full", "tight"] = "column"
    whole: DataTable | None = None
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

    likelihood  the word, in the house's set, or "" where a range was given instead
    low, high   the range of that word or the range given, per cent
    confidence  "low", "moderate" or "high", or a range of two joined by " to "
    given       the confidence as the analyst gave it, where it is lower now because evidence for it came later; else ""
    by          the day by which it will have proved right or wrong: forecasts only
    basis       what it rests on, in words
    evidence    the sources for it, one citation each
    against     the sources against it
    assumptions what is taken for granted, a sentence each
    indicators  what would change it, a sentence each
    change      what became of it since the earlier report that this one follows; "" where it follows none
    before      its likelihood in the earlier report, as printed
    because     why it changed
    """

    id: str
    statement: Inlines
    likelihood: str = ""
    low: int | None = None
    high: int | None = None
    confidence: str = ""
    given: str = ""
    by: date | None = None
    basis: Inlines = ()
    evidence: tuple[Citation, ...] = ()
    against: tuple[Citation, ...] = ()
    assumptions: tuple[Inlines, ...] = ()
    indicators: tuple[Inlines, ...] = ()
    change: Literal["", "kept", "raised", "lowered", "new"] = ""
    before: str = ""
    because: Inlines = ()
    origin: Origin = Origin()
    sources: tuple[str, ...] = ()
    label: str = ""


class Judgements(Frozen):
    """Key judgements, numbered.

    scale   the scale of their likelihood words, as desk.yml names it
    detail  short: what we think, how likely and how sure; full: with what is for and against it, what it assumes and
            what would change it; reasons: these alone, of judgements that stand elsewhere in the report
    """

    type: Literal["judgements"] = "judgements"
    meta: Meta
    items: tuple[Judgement, ...]
    scale: str = "icd-203"
    detail: Literal["short", "full", "reasons"] = "short"


class Part(Frozen):
    """One thing said within an entry: a sentence or two, or points; `label` says what it tells of."""

    label: str = ""
    inlines: Inlines = ()
    points: tuple[Inlines, ...] = ()


class Entry(Frozen):
    """Something named, and what is said of it.

    term  its name; empty where the first part is all there is
    note  what stands beside the name, such as an office
    tags  what it is like, in a word or two each, such as a likelihood
    """

    term: Inlines = ()
    note: Inlines = ()
    tags: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    audiences: tuple[str, ...] = ()
    origin: Origin = Origin()


class Entries(Frozen):
    """A description list. `together`: its items stand or fall with one another, as probabilities that make 100 do."""

    type: Literal["entries"] = "entries"
    meta: Meta
    items: tuple[Entry, ...]
    together: bool = False


class GridRow(Frozen):
    """A row of a grid: its head, and a cell for each column; a cell may be empty."""

    head: Inlines
    cells: tuple[Inlines, ...]
    audiences: tuple[str, ...] = ()
    origin: Origin = Origin()


class Grid(Frozen):
    """A small table of sentences: `corner` heads the column of row heads, `columns` the others."""

    type: Literal["grid"] = "grid"
    meta: Meta
    corner: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]

    def filled(self) -> "Grid":
        """The grid less the columns that hold nothing, so that a cell withheld leaves no trace."""
        kept = [at for at in range(len(self.columns)) if any(row.cells[at] for row in self.rows)]
        rows = [row.model_copy(update={"cells": tuple(row.cells[at] for at in kept)}) for row in self.rows]
        return self.model_copy(update={"columns": tuple(self.columns[at] for at in kept), "rows": tuple(rows)})


class SourceList(Frozen):
    """The sources cited, in the order of `Report.sources`."""

    type: Literal["source-list"] = "source-list"
    meta: Meta


Block = Annotated[
    Paragraph | Heading | ItemList | Quotation | Figure | Table | Picture | Judgements | Entries | Grid | SourceList,
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
