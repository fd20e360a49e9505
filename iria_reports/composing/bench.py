"""Bench: what a section kind is handed to make its blocks from, and where it puts the faults it finds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import Field

from iria_reports.composing.likelihood import SCALES, Chance, Scale, spoken
from iria_reports.composing.rendition import Rendition
from iria_reports.errors import Fault, ruled
from iria_reports.judging.earlier import EarlierReport
from iria_reports.report import Block, CellValue, DataTable, Meta, Origin, Section
from iria_reports.writing.audiences import Audience
from iria_reports.writing.fields import Choices, Line, MarkLabel, Slug
from iria_reports.writing.match import suggest
from iria_reports.writing.nodes import Loc
from iria_reports.writing.sources import last_day
from iria_reports.writing.spec import Spec
from iria_reports.writing.tables import ReadTable, ids

Target = tuple[str, str]
PRIMARY_SOURCES = ("source_id", "source", "sources", "source_ids")


class SectionOptions(Choices):
    """What every section kind may be given."""

    id: Slug | None = Field(None, description="The name to refer to it by; made from its heading if left out.")
    audiences: tuple[Audience, ...] = Field((), description="Only these audiences get it; all if left out.")
    mark: MarkLabel | None = Field(None, description="The sharing mark of this section.")


class HeadedOptions(SectionOptions):
    """A section whose heading the analyst may word."""

    heading: Line | None = Field(None, description="The heading as printed; the house's own words if left out.")


@dataclass
class Bench:
    """The spec, the rendition wanted, the sections made so far, and the faults found.

    left_out  (kind, id) of each figure and table not made because all its rows were known only later
    scale     the house's words for likelihood, the set that the report uses first
    """

    spec: Spec
    rendition: Rendition
    sections: list[Section] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: set[Target] = field(default_factory=set)
    scale: Scale = field(init=False)
    spoken: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.scale = SCALES[self.spec.settings.likelihood]

    @property
    def language(self) -> str:
        return str(self.spec.choices.language)

    def origin(self, loc: Loc) -> Origin:
        """The place of the section at `loc` of the specification, or of `sections:` where the house supplied it."""
        place = self.spec.where.place(loc)
        return Origin(path=place.path, line=place.line, column=place.column)

    def fault(self, loc: Loc, message: str, advice: str = "") -> None:
        self.faults.append(Fault(self.spec.where.place(loc), self.spec.where.name(loc), message, advice))

    def speak(self, words: Iterable[str], loc: Loc) -> None:
        """Takes note of the likelihood words used at `loc`; a word of another set than the first one's is a fault."""
        for word in words:
            self.scale = self.scale if self.spoken else self.scale.speaking(word)
            self.spoken = True
            if (instead := self.scale.in_use(word)) != word:
                advice = f"write {instead!r}: {self.scale.label} keeps a product to one set of words"
                message = f"{word!r} is of another set of words than this report’s"
                place = self.spec.where.place(loc)
                self.faults += ruled("likelihood-sets", [Fault(place, self.spec.where.name(loc), message, advice)])

    def chance(self, text: str, loc: Loc) -> Chance:
        """The range of a word or the range itself; a fault, and the whole scale, where it is neither."""
        if (chance := spoken(text, self.scale)) is None:
            advice = self.scale.advice(text.casefold(), "a range such as `60 to 75`")
            self.fault(loc, f"{text!r} is no likelihood of {self.scale.label}", advice)
            return Chance(0, 100)
        self.speak((chance.word,) if chance.word else (), loc)
        return chance

    @property
    def follows(self) -> EarlierReport | None:
        """The earlier report this one follows, where it was made by the as-of day."""
        earlier = self.spec.follows
        return earlier if earlier and earlier.as_of <= self.rendition.as_of else None

    def rows(self, table: ReadTable) -> list[int]:
        """The numbers of the rows known by the as-of day; a fault where later rows are neither kept nor left out."""
        as_of = self.rendition.as_of
        later = [i for i in range(len(table.rows)) if (known := self.known_on(table, i)) and known > as_of]
        if later and not (table.leave_out_later or self.rendition.leave_out_later):
            rows = "row was" if len(later) == 1 else "rows were"
            message = f"{len(later)} {rows} known only after {as_of}, the first on {self.known_on(table, later[0])}"
            advice = "take them out, say `later-rows: leave-out` for this table, or move the as-of date"
            self.faults.append(Fault(table.place(later[0], None), table.id, message, advice, "later-than-as-of"))
        return [i for i in range(len(table.rows)) if i not in set(later)]

    def known_on(self, table: ReadTable, row: int) -> date | None:
        """The day a row counts from: `known_on`, or the later of its own date and its first source's."""
        cells = record(table.table, row)
        if known := _day(cells.get("known_on")):
            return known
        days = [_day(cells.get("date"))]
        days += [
            self.spec.sources[name].known_on for name in self.row_sources(table, row)[:1] if name in self.spec.sources
        ]
        return max((day for day in days if isinstance(day, date)), default=None)

    def row_sources(self, table: ReadTable, row: int) -> list[str]:
        """The ids in a row's source column."""
        cells = record(table.table, row)
        text = next((str(cells[name]) for name in PRIMARY_SOURCES if cells.get(name)), "")
        return ids(text)

    def sources_in_time(self, table: ReadTable, row: int) -> list[str]:
        """The ids in a row's source column that were known by the as-of day."""
        names = self.row_sources(table, row)
        return [name for name in names if not ((known := self._counts_from(name)) and known > self.rendition.as_of)]

    def check_row_sources(self, table: ReadTable, rows: list[int]) -> None:
        """A fault for each source id in `rows` that no sources table has."""
        column = next((name for name in PRIMARY_SOURCES if name in table.rows[0].columns), None) if table.rows else None
        for row in rows:
            for name in self.row_sources(table, row):
                if name not in self.spec.sources:
                    advice = suggest(name, self.spec.sources) or "give it a row in a table in reports/sources/"
                    self.faults.append(Fault(table.place(row, column), column or "", f"no source {name!r}", advice))

    def reads(self, audiences: tuple[str, ...]) -> bool:
        """Whether this rendition's reader is among `audiences`; an empty tuple is everyone."""
        return not audiences or self.rendition.audience in audiences

    def record(self, table: ReadTable, row: int) -> dict[str, CellValue]:
        """A row by column name as it stood on the as-of day: without sources, ends and withdrawals that came later."""
        cells = record(table.table, row)
        for column in table.table.columns:
            if column.type == "sources" and isinstance(cells[column.name], str):
                cells[column.name] = self._in_time(str(cells[column.name])) or None
        later = self.rendition.as_of
        if isinstance(withdrawn := cells.get("withdrawn_on"), date) and withdrawn > later:
            cells["withdrawn_on"] = None
        if isinstance(end := cells.get("end_date"), date) and end > later:
            cells["end_date"] = later  # still going on, for all that was known
        return cells

    def _in_time(self, cell: str) -> str:
        names = ids(cell)
        late = {name for name in names if (known := self._counts_from(name)) and known > self.rendition.as_of}
        return "; ".join(name for name in names if name not in late)

    def _counts_from(self, name: str) -> date | None:
        return self.spec.sources[name].known_on if name in self.spec.sources else None


def _day(cell: CellValue) -> date | None:
    """The day a cell counts from: a month or year, kept as text, counts as its last day."""
    return cell if isinstance(cell, date) else last_day(str(cell)) if cell else None


def record(table: DataTable, row: int) -> dict[str, CellValue]:
    """One row by column name."""
    return {column.name: cell for column, cell in zip(table.columns, table.rows[row], strict=True)}


def with_audiences(blocks: tuple[Block, ...], options: SectionOptions) -> tuple[Block, ...]:
    """The blocks, limited to the section's audiences and mark where they have none of their own."""
    if not options.audiences and options.mark is None:
        return blocks
    return tuple(block.model_copy(update={"meta": narrowed(block.meta, options)}) for block in blocks)


def narrowed(meta: Meta, options: SectionOptions) -> Meta:
    """`meta` with the section's limits added to its own."""
    update: dict[str, Any] = {"mark": meta.mark or options.mark}
    if options.audiences:
        both = [one for one in meta.audiences if one in options.audiences] if meta.audiences else options.audiences
        update["audiences"] = tuple(both) or ("nobody",)
    return meta.model_copy(update=update)
