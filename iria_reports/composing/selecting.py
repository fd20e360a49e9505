"""Selecting: written sections go in; what one rendition's reader may see and what was known by its day comes out."""

from dataclasses import replace
from datetime import date

from iria_reports.composing.asof import block_inlines, date_blocks, item_inlines, items_for, keep_items, leave_out_items
from iria_reports.composing.bench import Bench, Target
from iria_reports.composing.rendition import Rendition
from iria_reports.composing.sentences import refers
from iria_reports.report import Block, Figure, Judgements, Picture, Section, Table


def select(made: list[Section], bench: Bench) -> list[Section]:
    """The sections and blocks of the bench's rendition, dated; `made` are not yet, for an item may go and take its day.

    Where later material is left out, text that refers to something of it goes too: it could not have been written.
    """
    rendition, sources = bench.rendition, bench.spec.sources
    made = items_for(made, rendition.audience)
    written = date_blocks(made, sources)
    if not rendition.leave_out_later:
        return filter_sections(written, rendition)
    wanted = targets(filter_sections(written, replace(rendition, as_of=date.max))) | bench.left_out
    sections = filter_sections(date_blocks(leave_out_items(made, sources, rendition.as_of), sources), rendition)
    gone: set[Target] = set()
    while (now := wanted - targets(sections)) != gone:  # what goes may be referred to in its turn
        gone = now
        sections = filter_sections(date_blocks(without_references(sections, gone), sources), rendition)
    return sections


def targets(sections: list[Section]) -> set[Target]:
    """(kind, id) of everything a reference may point to."""
    found: set[Target] = {("section", section.id) for section in sections if section.title}
    for block in (block for section in sections for block in section.blocks):
        if isinstance(block, (Figure, Table)):
            found.add((block.type, block.meta.id))
        elif isinstance(block, Picture):
            found.add(("figure", block.meta.id))
        elif isinstance(block, Judgements) and block.detail != "reasons":
            found |= {("judgement", item.id) for item in block.items}
    return found


def without_references(sections: list[Section], gone: set[Target]) -> list[Section]:
    """The sections less every block, and every item of a list or judgement, that points to something in `gone`."""
    kept = []
    for section in keep_items(sections, lambda item: not refers(item_inlines(item), gone)):
        blocks = tuple(block for block in section.blocks if not refers(block_inlines(block), gone))
        kept.append(section.model_copy(update={"blocks": blocks}))
    return kept


def filter_sections(sections: list[Section], rendition: Rendition) -> list[Section]:
    """The sections and blocks that this rendition's reader may see and that were known by its as-of day."""

    def wanted(block: Block) -> bool:
        known = block.meta.known_on is None or block.meta.known_on <= rendition.as_of
        return known and (not block.meta.audiences or rendition.audience in block.meta.audiences)

    figures = {
        block.meta.id
        for section in sections
        if not section.audiences or rendition.audience in section.audiences
        for block in section.blocks
        if block.type == "figure" and wanted(block)
    }

    def shown(block: Block) -> bool:
        """The annex holds the data of figures that this reader has, and of no other."""
        return block.type != "table" or block.meta.id.removeprefix("data-") in figures | {block.meta.id}

    kept = []
    for section in sections:
        if section.audiences and rendition.audience not in section.audiences:
            continue
        blocks = without_empty_headings([block for block in section.blocks if wanted(block) and shown(block)])
        if blocks:
            kept.append(section.model_copy(update={"blocks": blocks}))
    return kept


def without_empty_headings(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks less each heading whose own text was filtered out: its words would tell of what is withheld."""
    kept: list[Block] = []
    for block in reversed(blocks):
        follows: Block | None = kept[-1] if kept else None
        empty = follows is None or (follows.type == "heading" and follows.level <= getattr(block, "level", 0))
        if block.type != "heading" or not empty:
            kept.append(block)
    return tuple(reversed(kept))
