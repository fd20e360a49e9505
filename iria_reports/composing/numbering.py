"""Filtered sections go in; figures, tables, sections and judgements get their numbers, and references their words."""

import itertools
import re
from collections.abc import Iterator
from typing import Any, Protocol

from iria_reports.composing.naming import given_twice
from iria_reports.composing.words import word
from iria_reports.errors import Fault, Place
from iria_reports.report import (
    Block,
    Emphasis,
    Entries,
    Entry,
    Figure,
    Grid,
    GridRow,
    Inline,
    Inlines,
    ItemList,
    Judgement,
    Judgements,
    Link,
    Note,
    Picture,
    Reference,
    Section,
    Strong,
    Table,
)
from iria_reports.writing.match import suggest
from iria_reports.writing.spec import Spec

UNNUMBERED = {"bottom-line", "judgements", "annex", "glossary", "source-summary", "method", "sources", "about"}
UNNAMED = re.compile(r"b-[0-9a-f]{8}")  # the id of a block of prose, which no analyst gave
Labels = dict[tuple[str, str], str]


def number(
    sections: list[Section], spec: Spec, unmade: frozenset[str] = frozenset()
) -> tuple[list[Section], list[Fault]]:
    """The sections numbered, every reference saying what it points to; a fault for each that points nowhere.

    unmade  names of what could not be made, for which there is a fault already
    """
    labels: Labels = {}
    language = spec.choices.language
    numbered = [_number_section(section, labels, language) for section in _number_titles(sections, labels, language)]
    numbered = _unique_ids(numbered)
    resolver = _Resolver(labels, unmade)
    resolved = [_resolve(section, resolver) for section in numbered]
    return resolved, [*given_twice(sections), *resolver.faults]


def _number_titles(sections: list[Section], labels: Labels, language: str) -> list[Section]:
    out: list[Section] = []
    seen: set[str] = set()
    count = 0
    for section in sections:
        free = next(name for name in _names(section.id) if name not in seen)
        seen.add(free)
        section = section.model_copy(update={"id": free})
        if not section.title:
            pass  # nothing stands before it that it could belong to; no reference can name it
        elif section.kind not in UNNUMBERED and not section.boxed:
            count += 1
            section = section.model_copy(update={"number": str(count)})
            labels["section", section.id] = f"{word('section', language)} {count}"
        else:
            labels["section", section.id] = f"“{section.title}”"
        out.append(section)
    return out


def _names(identifier: str) -> Iterator[str]:
    yield identifier
    yield from (f"{identifier}-{number}" for number in itertools.count(2))


def _unique_ids(sections: list[Section]) -> list[Section]:
    """The same text may be printed twice; its blocks are then told apart, for every id is an anchor of the page."""
    seen: dict[str, int] = {}

    def renamed(block: Block) -> Block:
        seen[block.meta.id] = count = seen.get(block.meta.id, 0) + 1
        if count == 1:
            return block
        return block.model_copy(update={"meta": block.meta.model_copy(update={"id": f"{block.meta.id}-{count}"})})

    return [s.model_copy(update={"blocks": tuple(renamed(block) for block in s.blocks)}) for s in sections]


def _number_section(section: Section, labels: Labels, language: str) -> Section:
    return section.model_copy(update={"blocks": tuple(_number_block(b, labels, language) for b in section.blocks)})


def _number_block(block: Block, labels: Labels, language: str) -> Block:
    if isinstance(block, Table) and ("figure", block.meta.id.removeprefix("data-")) in labels:
        return block.model_copy(update={"label": labels["figure", block.meta.id.removeprefix("data-")]})
    if isinstance(block, (Figure, Picture, Table)):
        kind = "table" if isinstance(block, Table) else "figure"
        count = sum(1 for what, _ in labels if what == kind) + 1
        labels[kind, block.meta.id] = f"{word(kind, language)} {count}"
        return block.model_copy(update={"label": labels[kind, block.meta.id]})
    if isinstance(block, Judgements):
        return block.model_copy(update={"items": tuple(_numbered(item, labels, language) for item in block.items)})
    return block


def _numbered(item: Judgement, labels: Labels, language: str) -> Judgement:
    """A judgement keeps its number where it stands a second time, in full."""
    judged = [name for what, name in labels if what == "judgement"]
    count = judged.index(item.id) + 1 if item.id in judged else len(judged) + 1
    labels["judgement", item.id] = f"{word('judgement', language)} {count}"
    return item.model_copy(update={"label": str(count)})


class Resolver(Protocol):
    """What gives the references of a block their words."""

    def inlines(self, inlines: Inlines) -> Inlines: ...


class _Resolver:
    """Puts the words into references and remembers those that point nowhere."""

    def __init__(self, labels: Labels, unmade: frozenset[str]) -> None:
        self.labels, self.unmade = labels, unmade
        self.faults: list[Fault] = []

    def inlines(self, inlines: Inlines) -> Inlines:
        return tuple(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Reference):
            return self.reference(inline)
        if isinstance(inline, (Emphasis, Strong, Link, Note)):
            return inline.model_copy(update={"children": self.inlines(inline.children)})
        return inline

    def reference(self, reference: Reference) -> Reference:
        if reference.kind == "number":  # its words are the cell's, which it has already
            return reference
        label = self.labels.get((reference.kind, reference.target))
        if label is None and reference.target in self.unmade:
            return reference
        if label is None:
            known = [name for kind, name in self.labels if kind == reference.kind and not UNNAMED.fullmatch(name)]
            advice = suggest(reference.target, known) or f"there are {', '.join(known) or 'none with an id'}"
            at = reference.at
            place = Place(at.path, at.line, at.column) if at else Place("")
            message = f"no {reference.kind} {reference.target!r} in this rendition"
            self.faults.append(Fault(place, "", message, advice))
            return reference
        return reference.model_copy(update={"label": label})


def _resolve(section: Section, resolver: Resolver) -> Section:
    return section.model_copy(update={"blocks": tuple(resolve_block(block, resolver) for block in section.blocks)})


def _resolve_judgement(item: Judgement, resolver: Resolver) -> Judgement:
    update: dict[str, Any] = {name: resolver.inlines(getattr(item, name)) for name in ("statement", "basis", "because")}
    for name in ("assumptions", "indicators"):
        update[name] = tuple(resolver.inlines(sentence) for sentence in getattr(item, name))
    return item.model_copy(update=update)


def resolve_block(block: Block, resolver: Resolver) -> Block:
    """The block, every reference in it saying what it points to."""
    update: dict[str, Any] = {}
    if isinstance(block, ItemList):
        update["items"] = tuple(
            item.model_copy(
                update={
                    "inlines": resolver.inlines(item.inlines),
                    "nested": resolve_block(item.nested, resolver) if item.nested else None,
                }
            )
            for item in block.items
        )
    elif isinstance(block, Judgements):
        update["items"] = tuple(_resolve_judgement(item, resolver) for item in block.items)
    elif isinstance(block, Entries):
        update["items"] = tuple(_resolve_entry(entry, resolver) for entry in block.items)
    elif isinstance(block, Grid):
        update["rows"] = tuple(_resolve_row(row, resolver) for row in block.rows)
    elif isinstance(block, Picture):
        update["caption"] = resolver.inlines(block.caption)
    elif hasattr(block, "inlines"):
        update["inlines"] = resolver.inlines(block.inlines)
    return block.model_copy(update=update) if update else block


def _resolve_entry(entry: Entry, resolver: Resolver) -> Entry:
    parts = tuple(
        part.model_copy(
            update={
                "inlines": resolver.inlines(part.inlines),
                "points": tuple(resolver.inlines(point) for point in part.points),
            }
        )
        for part in entry.parts
    )
    named = {"term": resolver.inlines(entry.term), "note": resolver.inlines(entry.note)}
    return entry.model_copy(update={**named, "parts": parts})


def _resolve_row(row: GridRow, resolver: Resolver) -> GridRow:
    cells = tuple(resolver.inlines(cell) for cell in row.cells)
    return row.model_copy(update={"head": resolver.inlines(row.head), "cells": cells})
