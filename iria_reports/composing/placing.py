"""Sections as made go in; the same come out with each figure where its reference stands alone, or after its section."""

from iria_reports.report import Block, Figure, Meta, Paragraph, Reference, Section, Table

TEXTS = {"prose", "article"}
OPENING = 2


def place_figures(sections: list[Section]) -> list[Section]:
    """A chart or table without a heading goes where a paragraph holds nothing but its reference.

    Where no such paragraph stands it stays a section without a title, for `join_headless`.
    """
    headless = {_key(section.blocks[0]): section for section in sections if not section.title and section.blocks}
    placed: set[tuple[str, str]] = set()
    out: list[Section] = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            wanted = _alone(block)
            if wanted in headless and wanted not in placed:
                placed.add(wanted)
                blocks += [_within(figure, block.meta, section) for figure in headless[wanted].blocks]
            else:
                blocks.append(block)
        out.append(section.model_copy(update={"blocks": tuple(blocks)}))
    return [s for s in out if s.title or not s.blocks or _key(s.blocks[0]) not in placed]


def _within(figure: Block, place: Meta, section: Section) -> Block:
    """The figure, limited to those who may see the paragraph it stands for and the section around it."""
    meta = figure.meta
    for audiences in (place.audiences, section.audiences):
        both = tuple(one for one in meta.audiences if one in audiences) if meta.audiences else audiences
        meta = meta.model_copy(update={"audiences": (both or ("nobody",)) if audiences else meta.audiences})
    known = max((day for day in (meta.known_on, place.known_on) if day), default=None)
    mark = meta.mark or place.mark or section.mark
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
    kind = "figure" if isinstance(block, Figure) else "table" if isinstance(block, Table) else block.type
    return kind, block.meta.id
