"""Sections as made go in; the same come out with each figure where its reference stands alone, or after its section."""

from iria_reports.composing.marking import strictest
from iria_reports.report import Block, Figure, Meta, Paragraph, Picture, Reference, Section, Table
from iria_reports.writing.settings import Settings

TEXTS = {"prose", "article"}
OPENING = 2


def place_figures(sections: list[Section], settings: Settings) -> list[Section]:
    """A chart, picture or table without a heading goes where a paragraph holds nothing but its reference.

    Where no such paragraph stands it stays a section without a title, for `join_headless`. A chart that its own section
    draws goes to such a paragraph of that section.
    """
    headless = {_key(section.blocks[0]): section for section in sections if not section.title and section.blocks}
    placed: set[tuple[str, str]] = set()
    out: list[Section] = []
    for section in sections:
        blocks: list[Block] = []
        for block in _own_placed(section, settings):
            wanted = _alone(block)
            if wanted in headless and wanted not in placed:
                placed.add(wanted)
                blocks += [_within(figure, block.meta, section, settings) for figure in headless[wanted].blocks]
            else:
                blocks.append(block)
        out.append(section.model_copy(update={"blocks": tuple(blocks)}))
    return [s for s in out if s.title or not s.blocks or _key(s.blocks[0]) not in placed]


def _own_placed(section: Section, settings: Settings) -> tuple[Block, ...]:
    """The section's blocks, its own charts where its text names them alone."""
    named = {_alone(block) for block in section.blocks}
    own = {_key(block): block for block in section.blocks if isinstance(block, Figure) and _key(block) in named}
    blocks: list[Block] = []
    for block in section.blocks:
        wanted = _alone(block)
        figure = own.pop(wanted, None) if wanted else None
        if figure:
            blocks.append(_within(figure, block.meta, section, settings))
        elif not (isinstance(block, Figure) and _key(block) in named):
            blocks.append(block)
    return tuple(blocks)


def _within(figure: Block, place: Meta, section: Section, settings: Settings) -> Block:
    """The figure, limited to those who may see the paragraph it stands for and the section around it."""
    meta = figure.meta
    for audiences in (place.audiences, section.audiences):
        both = tuple(one for one in meta.audiences if one in audiences) if meta.audiences else audiences
        meta = meta.model_copy(update={"audiences": (both or ("nobody",)) if audiences else meta.audiences})
    known = max((day for day in (meta.known_on, place.known_on) if day), default=None)
    mark = strictest((meta.mark, place.mark, section.mark), settings)
    return figure.model_copy(update={"meta": meta.model_copy(update={"mark": mark, "known_on": known})})


def join_headless(sections: list[Section]) -> list[Section]:
    """A section without a title belongs to the section before it that this reader has and that is no box."""
    joined: list[Section] = []
    for section in sections:
        before = next((i for i in reversed(range(len(joined))) if not joined[i].boxed), None)
        if not section.title and before is not None:
            blocks = (*joined[before].blocks, *section.blocks)
            joined[before] = joined[before].model_copy(update={"blocks": blocks})
        else:
            joined.append(section)
    return joined


def open_with_text(sections: list[Section]) -> list[Section]:
    """What the house chose for itself: its first chart stands after the opening of the text, and not before any text.

    The opening is what comes before the first heading inside the first section of text, two paragraphs at most.
    """
    first = next((i for i, section in enumerate(sections) if section.kind in TEXTS), None)
    charts = [section for section in sections if section.kind == "chart" and not section.title]
    if first is None or not charts:
        return sections
    text = sections[first].blocks
    end = next((i for i, block in enumerate(text[:OPENING]) if block.type != "paragraph"), min(OPENING, len(text)))
    blocks = (*text[:end], *charts[0].blocks, *text[end:])
    opened = sections[first].model_copy(update={"blocks": blocks})
    return [opened if i == first else section for i, section in enumerate(sections) if section is not charts[0]]


def _alone(block: Block) -> tuple[str, str] | None:
    """What the only reference of a paragraph without words points to."""
    if not isinstance(block, Paragraph) or len(block.inlines) != 1:
        return None
    only = block.inlines[0]
    return (only.kind, only.target) if isinstance(only, Reference) else None


def _key(block: Block) -> tuple[str, str]:
    kind = "figure" if isinstance(block, (Figure, Picture)) else "table" if isinstance(block, Table) else block.type
    return kind, block.meta.id
