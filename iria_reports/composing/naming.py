"""The sections a reader is given go in; a fault comes out for each id that two of their parts have."""

from collections.abc import Iterator
from dataclasses import dataclass

from iria_reports.errors import Fault, Place
from iria_reports.report import Block, Figure, Judgements, Origin, Picture, Section, Table

PROSE, MADE = ".md", "b-"  # how an id begins that was made from a block's words


@dataclass(frozen=True)
class Named:
    """A part of the report that may have a name. `chosen`: its author may refer to it, or gave it its id."""

    kind: str
    id: str
    at: Origin
    chosen: bool = True

    @property
    def place(self) -> Place:
        return Place(self.at.path, self.at.line, self.at.column)


def given_twice(sections: list[Section]) -> Iterator[Fault]:
    """A fault for each part whose id another has: a reference could mean either, and every id is an anchor of the page.

    A text printed twice is written once, and its blocks are told apart later.
    """
    seen: dict[tuple[bool, str], Named] = {}
    for part in (part for section in sections for block in section.blocks for part in _parts(block, section)):
        first = seen.setdefault((part.kind == "judgement", part.id), part)
        once = part.at == first.at and part.at.path.endswith(PROSE)
        if part is first or once or not (part.chosen or first.chosen):
            continue
        message = f"the id {part.id!r} of this {part.kind} is also that of the {first.kind} at {first.place}"
        yield Fault(part.place, "id", message, "give one of them an `id:` of its own")


def _parts(block: Block, section: Section) -> Iterator[Named]:
    at = block.meta.origin if block.meta.origin.path else section.origin
    if isinstance(block, (Figure, Picture, Table)):
        yield Named(block.type, block.meta.id, at, section.kind != "annex")
    else:
        yield Named(block.type, block.meta.id, at, at.path.endswith(PROSE) and not block.meta.id.startswith(MADE))
    if isinstance(block, Judgements) and block.detail != "reasons":
        yield from (Named("judgement", item.id, item.origin) for item in block.items)
