"""Known, not known, assumed: three short lists, each under a word of its own that parts it from the others."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import Item, ListOptions, listed, meta, said, titled
from iria_reports.composing.words import word
from iria_reports.report import Block, ItemList, ListItem, Section
from iria_reports.writing.fields import Named, Passage
from iria_reports.writing.nodes import Loc


class Point(Item):
    """One sentence; text alone is its `text:`."""

    text: Passage = Field(description="One sentence or two, with [@id] citations.")


Points = tuple[Annotated[Point, Named("text")], ...]


class KnownOptions(ListOptions):
    """What is known, what is not, and what is taken for granted: three short lists that the eye keeps apart."""

    kind: Literal["known"] = Field(description="What is known, not known and assumed.")
    known: Points = Field((), description="What is known, one sentence each.")
    not_known: Points = Field((), description="What is not known, or disputed.")
    assumed: Points = Field((), description="What the report takes for granted without being able to show it.")


def make(options: KnownOptions, loc: Loc, bench: Bench) -> Section | None:
    lists = {"known": options.known, "not-known": options.not_known, "assumed": options.assumed}
    blocks = [block for key, points in lists.items() for block in _points(key, points, (*loc, key), bench)]
    return listed(options, loc, bench, blocks)


def _points(name: str, points: Sequence[Point], loc: Loc, bench: Bench) -> list[Block]:
    """The points under the house's word for them; nothing where there are none."""
    items = tuple(
        ListItem(inlines=said(one.text, (*loc, at, "text"), bench), audiences=one.audiences)
        for at, one in enumerate(points)
    )
    block = ItemList(meta=meta(f"is-{name}", loc, bench), items=items)
    return titled(word(f"is-{name}", bench.language), block) if items else []


KNOWN = SectionKind("known", (KnownOptions,), make)
