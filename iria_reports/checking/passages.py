"""Blocks go in; passages come out: runs of prose with their sentences, what these cite, and where each was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from iria_reports.checking.sentences import sentence_spans
from iria_reports.report import (
    Block,
    Citation,
    Emphasis,
    Entries,
    Grid,
    Inlines,
    ItemList,
    Judgements,
    Link,
    Note,
    Origin,
    Paragraph,
    Picture,
    Quotation,
    Reference,
    Section,
    Strong,
    Text,
)

Role = Literal["paragraph", "item", "quotation", "note", "statement", "basis", "caption"]
# A quotation that goes on in the next paragraph has no mark at its end here.
QUOTED = re.compile(r"“[^”]*(?:”|\Z)|‘[^’]*’(?![a-z])|«[^»]*(?:»|\Z)|\"[^\"]*\"")


@dataclass(frozen=True)
class Run:
    """A stretch of a passage's text that begins at `start` and was written at `at`."""

    start: int
    at: Origin


@dataclass(frozen=True)
class Passage:
    """One paragraph, point, note or judgement's sentence as plain words.

    runs        where its parts were written
    cites       (offset, source ids) of each citation
    references  (offset, reference) of each reference to a figure, table, section or judgement
    """

    role: Role
    text: str
    runs: tuple[Run, ...]
    cites: tuple[tuple[int, tuple[str, ...]], ...]
    references: tuple[tuple[int, Reference], ...]
    section: Section
    block: Block

    @cached_property
    def sentences(self) -> tuple["Sentence", ...]:
        """Its sentences, in order."""
        return tuple(Sentence(self, start, end) for start, end in sentence_spans(self.text))

    @cached_property
    def own(self) -> str:
        """Its words with what it quotes from others and `Figure 1` blanked out, so that every offset stays."""
        text = QUOTED.sub(_blank, self.text)
        for at, reference in self.references:
            label = len(reference.label or reference.target)
            text = text[:at] + " " * label + text[at + label :]
        return text

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all sources cited in it."""
        return tuple(dict.fromkeys(name for _, names in self.cites for name in names))


@dataclass(frozen=True)
class Sentence:
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def own(self) -> str:
        """Its words without what is not its own: see Passage.own."""
        return self.passage.own[self.start : self.end]

    @property
    def citations(self) -> list[tuple[str, ...]]:
        """The sources of each citation in it or right behind it."""
        return [names for at, names in self.passage.cites if self.start < at <= self.end]

    @property
    def quotes_a_number(self) -> bool:
        """Whether a number in it is quoted from a table."""
        return any(one.kind == "number" and self.start <= at < self.end for at, one in self.passage.references)

    @property
    def sources(self) -> set[str]:
        """The sources of its citations; where it has none, of the next citation, which then stands for it too."""
        following = [names for at, names in self.passage.cites if at > self.start]
        return {name for names in self.citations or following[:1] for name in names}


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def passages(sections: tuple[Section, ...]) -> Iterator[Passage]:
    """Every passage of the sections, in reading order."""
    for section in sections:
        for block in section.blocks:
            yield from block_passages(block, section)


def block_passages(block: Block, section: Section) -> Iterator[Passage]:
    """The passages of one block, each note in it as a passage of its own."""
    for role, inlines in _parts(block):
        yield from _read(role, inlines, section, block)


def _parts(block: Block) -> Iterator[tuple[Role, Inlines]]:
    match block:
        case Paragraph(inlines=inlines):
            yield "paragraph", inlines
        case Quotation(inlines=inlines):
            yield "quotation", inlines
        case Picture(caption=caption):
            yield "caption", caption
        case ItemList(items=items):
            for item in items:
                yield "item", item.inlines
                yield from _parts(item.nested) if item.nested else ()
        case Judgements(items=judged):
            for one in judged:
                yield "statement", one.statement
                yield "basis", one.basis
                for sentence in (*one.assumptions, *one.indicators, one.because):
                    yield "item", sentence
        case Entries(items=entries):
            for entry in entries:
                yield from (("item", words) for words in (entry.term, entry.note))
                yield from (("item", words) for part in entry.parts for words in (part.inlines, *part.points))
        case Grid(rows=rows):
            yield from (("item", words) for row in rows for words in (row.head, *row.cells))


def _read(role: Role, inlines: Inlines, section: Section, block: Block) -> Iterator[Passage]:
    reader = _Reader()
    reader.read(inlines)
    if reader.text.strip():
        yield Passage(
            role, reader.text, tuple(reader.runs), tuple(reader.cites), tuple(reader.references), section, block
        )
    for note in reader.notes:
        yield from _read("note", note.children, section, block)


class _Reader:
    """Gathers the words of some inlines, and what hangs on them."""

    def __init__(self) -> None:
        self.text = ""
        self.runs: list[Run] = []
        self.cites: list[tuple[int, tuple[str, ...]]] = []
        self.references: list[tuple[int, Reference]] = []
        self.notes: list[Note] = []

    def read(self, inlines: Inlines) -> None:
        for inline in inlines:
            if inline.at:
                self.runs.append(Run(len(self.text), inline.at))
            match inline:
                case Text(text=text):
                    self.text += text
                case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                    self.read(children)
                case Citation(cites=cites):
                    self.cites.append((len(self.text), tuple(cite.source for cite in cites)))
                case Reference(label=label, target=target):
                    self.references.append((len(self.text), inline))
                    self.text += label or target
                case Note():
                    self.notes.append(inline)
