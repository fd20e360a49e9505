"""Risks and opportunities, and threats with what can be done against them."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.likelihood import Likelihood
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import (
    Item,
    ListOptions,
    entries,
    grid,
    labelled,
    likelihood_words,
    listed,
    meta,
    said,
    titled,
    words_for,
)
from iria_reports.composing.words import word
from iria_reports.report import Block, Entry, GridRow, Section, Text
from iria_reports.writing.fields import Line, Named, Passage
from iria_reports.writing.nodes import Loc


class ProspectOptions(Item):
    """A risk or an opportunity; text alone is its `text:`."""

    text: Passage = Field(description="What may happen and what it would mean, with [@id] citations.")
    for_whom: Line | None = Field(None, alias="for", description="For whom, such as energy firms.")
    likelihood: Likelihood | None = Field(None, description="A word of the house's scale, or a range such as 60 to 75.")


Prospects = tuple[Annotated[ProspectOptions, Named("text")], ...]


class RisksOptions(ListOptions):
    """Risks and opportunities: two short lists, each item with its likelihood and for whom, where given."""

    kind: Literal["risks-and-opportunities"] = Field(description="Risks and opportunities.")
    risks: Prospects = Field((), description="What may go wrong.")
    opportunities: Prospects = Field((), description="What may be gained.")


class ThreatOptions(Item):
    """One threat, and what can be done against it."""

    threat: Passage = Field(description="The threat, in a few words or a sentence.")
    likelihood: Likelihood | None = Field(None, description="A word of the house's scale, or a range such as 60 to 75.")
    impact: Literal["low", "medium", "high"] | None = Field(None, description="How grave it would be.")
    countermeasure: Passage | None = Field(None, description="What can be done against it.")
    who_acts: Passage | None = Field(None, description="Who can do it.")


class ThreatsOptions(ListOptions):
    """Threats and countermeasures as a small table: how likely, how grave, what to do, and who can."""

    kind: Literal["threats"] = Field(description="Threats, with countermeasures.")
    threats: tuple[ThreatOptions, ...] = Field((), description="One item for each.")


def make_risks(options: RisksOptions, loc: Loc, bench: Bench) -> Section | None:
    lists = {"risks": options.risks, "opportunities": options.opportunities}
    blocks = [block for key, found in lists.items() for block in _prospects(key, found, (*loc, key), bench)]
    return listed(options, loc, bench, blocks)


def _prospects(name: str, found: Sequence[ProspectOptions], loc: Loc, bench: Bench) -> list[Block]:
    told = [_prospect(one, (*loc, at), bench) for at, one in enumerate(found)]
    return [
        block for made in entries(told, meta(name, loc, bench)) for block in titled(word(name, bench.language), made)
    ]


def _prospect(prospect: ProspectOptions, loc: Loc, bench: Bench) -> Entry:
    return Entry(
        tags=(likelihood_words(prospect.likelihood, (*loc, "likelihood"), bench),) if prospect.likelihood else (),
        parts=labelled(prospect.for_whom, prospect.text, loc, bench),
        audiences=prospect.audiences,
        origin=bench.origin(loc),
    )


def make_threats(options: ThreatsOptions, loc: Loc, bench: Bench) -> Section | None:
    rows = [_threat(one, (*loc, "threats", at), bench) for at, one in enumerate(options.threats)]
    columns = ("threat", "likelihood", "impact", "countermeasure", "who-acts")
    return listed(options, loc, bench, grid(columns, rows, meta("threats", loc, bench), bench.language))


def _threat(threat: ThreatOptions, loc: Loc, bench: Bench) -> GridRow:
    likelihood = likelihood_words(threat.likelihood, (*loc, "likelihood"), bench) if threat.likelihood else ""
    return GridRow(
        head=said(threat.threat, (*loc, "threat"), bench),
        cells=(
            (Text(text=likelihood),) if likelihood else (),
            words_for(threat.impact, bench.language),
            said(threat.countermeasure, (*loc, "countermeasure"), bench),
            said(threat.who_acts, (*loc, "who-acts"), bench),
        ),
        audiences=threat.audiences,
        origin=bench.origin(loc),
    )


RISKS_AND_OPPORTUNITIES = SectionKind("risks-and-opportunities", (RisksOptions,), make_risks)
THREATS = SectionKind("threats", (ThreatsOptions,), make_threats)
