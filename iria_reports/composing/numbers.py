"""A section as made goes in; out it comes with each `[@num:table.row.column]` in words and its row's source noted.

The cell stands as it was known on the as-of day; what an article quotes, on the article's own day.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from iria_reports.composing.asof import block_inlines
from iria_reports.composing.bench import Bench
from iria_reports.composing.cells import CannotQuote, Cell, quoted_words, readings, row_named
from iria_reports.composing.noting import citing_too, noted
from iria_reports.composing.numbering import resolve_block
from iria_reports.errors import Fault, Place
from iria_reports.report import (
    Block,
    Citation,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Judgement,
    Judgements,
    Link,
    Note,
    Origin,
    Reference,
    Section,
    Strong,
    Table,
)
from iria_reports.writing.inlines import cited, walk
from iria_reports.writing.load import all_blocks
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.nodes import Loc
from iria_reports.writing.spec import Spec

IN_TEXT = re.compile(r"\[@num:\s*([^\[\];.]+\.[^\[\];]+\.[^\[\];.]*[^\[\];.\s])\s*\]")
CAPTIONS = ("title", "subtitle", "alternative")


class Withdrawal(NamedTuple):
    """When a row was withdrawn, by whose word, and the reference that says so."""

    day: date
    sources: tuple[str, ...]
    told_by: str


@dataclass(frozen=True)
class Quoted:
    """A cell in words: what it rests on, the day it was known, and whether it stands no longer."""

    words: str
    sources: tuple[str, ...] = ()
    known_on: date | None = None
    withdrawn: Withdrawal | None = None


def tables_quoted(spec: Spec) -> set[str]:
    """The ids of the tables that some number in the report's words, or in an article's, is quoted from."""
    inlines = (inline for block in all_blocks(spec) for inline in block_inlines(block))
    targets = [one.target for one in inlines if isinstance(one, Reference) and one.kind == "number"]
    lines = [spec.where.text, *(article.front.standfirst or "" for article in spec.articles.values())]
    targets += [match[1] for text in lines for match in IN_TEXT.finditer(text)]
    return {target.partition(".")[0] for target in targets}


def quote_numbers(section: Section, loc: Loc, bench: Bench) -> Section:
    """The section with every number it quotes; a fault for each that cannot be, or that was withdrawn."""
    return section.model_copy(
        update={"blocks": tuple(_quoting(block, section, (loc, bench)) for block in section.blocks)}
    )


def _quoting(block: Block, section: Section, where: tuple[Loc, Bench]) -> Block:
    loc, bench = where
    quoter = _Quoter(bench, block.meta.language or section.language or bench.language)
    written = block
    block = quoter.caption(block, loc) if isinstance(block, (Figure, Table)) else resolve_block(block, quoter)
    if not quoter.quoted:
        return block
    drawn = block.meta.sources if isinstance(block, (Figure, Table)) else ()  # a withdrawal among them is drawn too
    quoter.check_withdrawn({*cited(block_inlines(block)), *drawn})
    if isinstance(block, Judgements) and isinstance(written, Judgements):
        items = (_with_sources(_noted_in_basis(*pair)) for pair in zip(block.items, written.items, strict=True))
        block = block.model_copy(update={"items": tuple(items)})
    meta = block.meta
    days = [meta.known_on, *(one.known_on for _, one in quoter.quoted)]
    if hasattr(block, "items") or hasattr(block, "rows") or not bench.rendition.leave_out_later:
        # One late item goes by itself, as `Bench.left_out` tells; where nothing is left out its fault is told already.
        days = [day for day in days if day and day <= bench.rendition.as_of]
    sources = [name for _, one in quoter.quoted for name in one.sources]
    update = {
        "known_on": max((day for day in days if day), default=None),
        "sources": tuple(dict.fromkeys((*meta.sources, *sources))),
    }
    return block.model_copy(update={"meta": meta.model_copy(update=update)})


def _noted_in_basis(item: Judgement, written: Judgement) -> Judgement:
    """The judgement, what its statement's numbers rest on cited with its basis: one note under it, not two."""
    calls = [(at, one) for at, one in enumerate(item.basis) if isinstance(one, Citation)]
    if cited(written.statement) or not calls:
        return item
    at, last = calls[-1]
    statement = tuple(one for one in item.statement if not isinstance(one, Citation))
    basis = (*item.basis[:at], citing_too(last, cited(item.statement)), *item.basis[at + 1 :])
    return item.model_copy(update={"statement": statement, "basis": basis})


def _with_sources(item: Judgement) -> Judgement:
    sources = dict.fromkeys((*item.sources, *cited((*item.statement, *item.basis))))
    return item.model_copy(update={"sources": tuple(sources)})


@dataclass
class _Quoter:
    """Puts the words of cells into one block, and remembers which were quoted, each with its reference."""

    bench: Bench
    language: str
    quoted: list[tuple[Reference, Quoted]] = field(default_factory=list)

    def inlines(self, inlines: Inlines) -> Inlines:
        """The inlines with their numbers in words, and with a note for the sources of each."""
        found: dict[str, Quoted] = {}
        for inline in walk(inlines):
            if isinstance(inline, Reference) and inline.kind == "number" and (one := self.quote(inline)):
                found[inline.target] = one

        def rests_on(inline: Inline) -> tuple[str, ...]:
            targets = [one.target for one in walk((inline,)) if isinstance(one, Reference) and one.kind == "number"]
            return tuple(dict.fromkeys(s for target in targets if target in found for s in found[target].sources))

        return noted(tuple(_worded(inline, found) for inline in inlines), rests_on) if found else inlines

    def caption(self, block: Figure | Table, loc: Loc) -> Block:
        """The figure or table with its numbers in words; what it cites stands under it."""
        update = {}
        for name in CAPTIONS:
            text = getattr(block, name, "")
            for match in reversed([*IN_TEXT.finditer(text)]):
                place = self.bench.spec.where.place_in((*loc, name), match[0], text[: match.start()])
                at = Origin(path=place.path, line=place.line, column=place.column)
                one = self.quote(Reference(kind="number", target=match[1], at=at))
                text = text[: match.start()] + (one.words if one else "") + text[match.end() :]
            update[name] = text
        return block.model_copy(update=update) if self.quoted else block

    def quote(self, reference: Reference) -> Quoted | None:
        """The cell in words, or None with a fault noted."""
        try:
            one = self.read(reference)
        except CannotQuote as wrong:
            self.fault(reference, str(wrong), wrong.advice)
            return None
        if one:
            self.quoted.append((reference, one))
        return one

    def read(self, reference: Reference) -> Quoted | None:
        """The cell as it stood; None where its table has faults, which are told already. Raises CannotQuote."""
        bench = self.bench
        name, _, rest = reference.target.partition(".")
        called, _, column = rest.rpartition(".")
        table = bench.spec.tables.get(name)
        if table is None:
            near = suggest_or_list(name, bench.spec.tables)
            own = f"this article quotes it: list its file in `data:` of {bench.spec.path}"
            raise CannotQuote(f"no table {name!r} in this report", own if self.written_in(reference) else near)
        if table.faults:
            return None
        there = readings(table)
        if column not in there:
            raise CannotQuote(f"no column {column!r} in the table {name!r}", suggest_or_list(column, there))
        row = row_named(table, called)
        bench.check_row_sources(table, [row])
        cell = Cell(table, row, there[column], bench.record(table, row))
        known, limit = cell.known_later() or bench.known_on(table, row), self.limit(reference)
        if known and known > limit:
            self.late(reference, known, limit)
            return Quoted("", known_on=known)
        sources = cell.sources(bench.sources_in_time(table, row))
        sources = tuple(one for one in sources if one in bench.spec.sources and self.known_by(one, limit))
        return Quoted(quoted_words(cell, self.language), sources, known, _withdrawal(cell, reference, limit))

    def late(self, reference: Reference, known: date, limit: date) -> None:
        """Leaves out what quotes a cell known only later, or notes the fault."""
        bench, article = self.bench, self.written_in(reference)
        bench.left_out.add(("number", reference.target))
        if article is not None and limit < bench.rendition.as_of:
            what = f"the article's own date {limit}"
        elif bench.rendition.leave_out_later:
            return
        else:
            what = f"the report's as-of date {limit}"
        message = f"{reference.target} was known only on {known}, after {what}"
        self.fault(reference, message, "quote an earlier row, or take the statement out")

    def limit(self, reference: Reference) -> date:
        """The last day that may be quoted here."""
        day = self.written_in(reference)
        return min(day, self.bench.rendition.as_of) if day else self.bench.rendition.as_of

    def known_by(self, source: str, limit: date) -> bool:
        known = self.bench.spec.sources[source].known_on
        return known is None or known <= limit

    def written_in(self, reference: Reference) -> date | None:
        """The day of the article that the reference stands in, or None."""
        path = reference.at.path if reference.at else ""
        return next((one.front.date for one in self.bench.spec.articles.values() if one.path == path), None)

    def check_withdrawn(self, sources: set[str]) -> None:
        """A fault for each withdrawn number, unless the block says so: it cites the withdrawal or quotes its day."""
        targets = {reference.target for reference, _ in self.quoted}
        for reference, one in self.quoted:
            gone = one.withdrawn
            if gone is None or gone.told_by in targets or sources & set(gone.sources):
                continue
            also = f" and cite [@{gone.sources[0]}]" if gone.sources else f" with [@num:{gone.told_by}]"
            message = f"{reference.target} was withdrawn on {gone.day}, and stands here as if it had not been"
            self.fault(reference, message, f"say so in the same paragraph{also}")

    def fault(self, reference: Reference, message: str, advice: str) -> None:
        at = reference.at or Origin()
        self.bench.faults.append(Fault(Place(at.path, at.line, at.column), "", message, advice))


def _withdrawal(cell: Cell, reference: Reference, limit: date) -> Withdrawal | None:
    day = cell.cells.get("withdrawn_on")
    if not isinstance(day, date) or day > limit:
        return None
    told_by = f"{reference.target.rpartition('.')[0]}.withdrawn_on"
    return Withdrawal(day, cell.withdrawn_by(), told_by)


def _worded(inline: Inline, found: dict[str, Quoted]) -> Inline:
    if isinstance(inline, Reference) and inline.kind == "number" and inline.target in found:
        return inline.model_copy(update={"label": found[inline.target].words})
    if isinstance(inline, (Emphasis, Strong, Link, Note)):
        return inline.model_copy(update={"children": tuple(_worded(child, found) for child in inline.children)})
    return inline
