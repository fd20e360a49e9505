"""Policy options: those a reader may take, and what each of them costs and brings."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import (
    Item,
    ListOptions,
    entries,
    grid,
    listed,
    meta,
    part,
    said,
    titled,
    words_alone,
)
from iria_reports.report import Block, Entry, GridRow, Section
from iria_reports.writing.fields import Line, Passage, slugify
from iria_reports.writing.nodes import Loc


class PolicyOption(Item):
    """One option; `audiences` says whose rendition has it, `to` who would carry it out."""

    option: Passage = Field(description="What to do, beginning with a verb.")
    to: Line | None = Field(None, description="Who would do it; options to the same body stand under its name.")
    text: Passage | None = Field(None, description="Why, and how, with [@id] citations.")


class PolicyOptions(ListOptions):
    """Policy options by audience: a rendition for one audience has its own and those for all."""

    kind: Literal["options"] = Field(description="Policy options.")
    options: tuple[PolicyOption, ...] = Field((), description="One item for each.")


class WeighedOption(Item):
    """One option, weighed as far as it can be."""

    option: Passage = Field(description="The option, in a few words.")
    benefits: Passage | None = Field(None, description="What it brings.")
    costs: Passage | None = Field(None, description="What it costs.")
    for_whom: Passage | None = Field(None, alias="for", description="Who gains and who pays.")
    time: Passage | None = Field(None, description="How long until it has an effect.")


class WeighedOptions(ListOptions):
    """Costs and benefits of policy options as a small table: for whom, and how soon."""

    kind: Literal["options-weighed"] = Field(description="Costs and benefits of options.")
    options: tuple[WeighedOption, ...] = Field((), description="One item for each.")


def make_options(options: PolicyOptions, loc: Loc, bench: Bench) -> Section | None:
    groups: dict[str, list[Entry]] = {}
    for at, one in enumerate(options.options):
        to = words_alone(one.to or "", (*loc, "options", at, "to"), bench)
        groups.setdefault(to, []).append(_entry(one, (*loc, "options", at), bench))
    blocks: list[Block] = []
    for to, told in groups.items():
        made = entries(told, meta(f"options-{slugify(to)}" if to else "options", loc, bench))
        blocks += [block for one in made for block in (titled(to, one) if to else [one])]
    return listed(options, loc, bench, blocks)


def _entry(option: PolicyOption, loc: Loc, bench: Bench) -> Entry:
    return Entry(
        term=said(option.option, (*loc, "option"), bench),
        parts=part("", option.text, (*loc, "text"), bench),
        audiences=option.audiences,
        origin=bench.origin(loc),
    )


def make_weighed(options: WeighedOptions, loc: Loc, bench: Bench) -> Section | None:
    rows = [_row(one, (*loc, "options", at), bench) for at, one in enumerate(options.options)]
    columns = ("option", "benefits", "costs", "for-whom", "time")
    return listed(options, loc, bench, grid(columns, rows, meta("options-weighed", loc, bench), bench.language))


def _row(option: WeighedOption, loc: Loc, bench: Bench) -> GridRow:
    texts = {"benefits": option.benefits, "costs": option.costs, "for": option.for_whom, "time": option.time}
    return GridRow(
        head=said(option.option, (*loc, "option"), bench),
        cells=tuple(said(text, (*loc, key), bench) for key, text in texts.items()),
        audiences=option.audiences,
        origin=bench.origin(loc),
    )


OPTIONS = SectionKind("options", (PolicyOptions,), make_options)
OPTIONS_WEIGHED = SectionKind("options-weighed", (WeighedOptions,), make_weighed)
