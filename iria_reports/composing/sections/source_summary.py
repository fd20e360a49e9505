"""The source summary statement (ICD 206) as a section: an assessment if there is one, and what is to be filled.

What a rendition prints is known only when its audience, mark and as-of day have been applied. So the section is made
empty, is selected like any other, and `composing/summarising.py` fills it before figures get their numbers.
"""

from functools import partial
from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions, narrowed
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.summarising import FIGURE, WORDS
from iria_reports.composing.tally_words import ENGLISH
from iria_reports.composing.words import speaks, word
from iria_reports.report import Block, Column, DataTable, Figure, Meta, Paragraph, Section
from iria_reports.writing.fields import Line, Passage, slugify
from iria_reports.writing.inlines import cited
from iria_reports.writing.nodes import Loc
from iria_reports.writing.prose import read_line


class SourceSummaryOptions(HeadedOptions):
    """The source summary statement (ICD 206), counted from the sources that this rendition prints: how many, of which
    kinds, whose, how old, how many statements rest on one publisher, and which sections cite none.
    """

    kind: Literal["source-summary"] = Field(description="What the sources cited are, counted, in words and drawn.")
    assessment: Passage | None = Field(
        None, description="Your own judgement of the sources, printed before the counts; may cite [@id]."
    )
    draw: Literal["kinds", "publishers"] = Field(
        "kinds", description="What its chart, [@fig:sources-cited], shows: each kind's share, or whom it cites most."
    )
    title: Line | None = Field(None, description="The chart's title; made from the counts if left out.")


def make(options: SourceSummaryOptions, loc: Loc, bench: Bench) -> Section:
    heading = options.heading or word("source-summary", bench.language)
    words = Paragraph(meta=Meta(id=WORDS, language=None if speaks(bench.language) else ENGLISH), inlines=())
    figure = Figure(
        meta=Meta(id=FIGURE, origin=bench.origin(loc)),
        kind={"kinds": "share", "publishers": "ranked"}[options.draw],
        title=options.title or "",
        alternative="",
        table=DataTable(columns=(Column(name="label", label="Part"),)),
    )
    blocks: list[Block] = [*_assessment(options, loc, bench), words, figure]
    return Section(
        id=options.id or slugify(heading),
        kind="source-summary",
        title=heading,
        blocks=tuple(one.model_copy(update={"meta": narrowed(one.meta, options)}) for one in blocks),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def _assessment(options: SourceSummaryOptions, loc: Loc, bench: Bench) -> list[Paragraph]:
    if not options.assessment:
        return []
    at = (*loc, "assessment")
    inlines, faults = read_line(options.assessment, partial(bench.spec.where.place_in, at), language=bench.language)
    bench.faults += faults
    meta = Meta(id="source-assessment", origin=bench.origin(at), sources=cited(inlines))
    return [Paragraph(meta=meta, inlines=inlines)]


SOURCE_SUMMARY = SectionKind("source-summary", (SourceSummaryOptions,), make)
