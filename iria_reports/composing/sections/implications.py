"""Implications: what follows from the report, and for whom."""

from typing import Annotated, Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import Item, ListOptions, entries, labelled, listed, meta
from iria_reports.report import Entry, Section
from iria_reports.writing.fields import Line, Named, Passage
from iria_reports.writing.nodes import Loc


class ImplicationOptions(Item):
    """One implication; text alone is its `text:`."""

    text: Passage = Field(description="What follows, with [@id] citations.")
    for_whom: Line | None = Field(None, alias="for", description="For whom it follows.")


class ImplicationsOptions(ListOptions):
    """What follows from the report's findings, each with whom it concerns, where given."""

    kind: Literal["implications"] = Field(description="What follows, and for whom.")
    implications: tuple[Annotated[ImplicationOptions, Named("text")], ...] = Field((), description="One item for each.")


def make(options: ImplicationsOptions, loc: Loc, bench: Bench) -> Section | None:
    told = [_entry(one, (*loc, "implications", at), bench) for at, one in enumerate(options.implications)]
    return listed(options, loc, bench, entries(told, meta("implications", loc, bench)))


def _entry(one: ImplicationOptions, loc: Loc, bench: Bench) -> Entry:
    return Entry(
        parts=labelled(one.for_whom, one.text, loc, bench),
        audiences=one.audiences,
        origin=bench.origin(loc),
    )


IMPLICATIONS = SectionKind("implications", (ImplicationsOptions,), make)
