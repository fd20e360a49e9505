"""Expert opinion: what people outside the institute say or think, named, and plainly apart from what it says itself."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.charts.wording import day
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import Item, ListOptions, citation, listed, meta, said, words_alone
from iria_reports.composing.words import word
from iria_reports.report import Block, Entries, Entry, Inlines, Part, Quotation, Section, Text
from iria_reports.writing.fields import IsoDate, Line, Passage, slugify
from iria_reports.writing.nodes import Loc


class OpinionOptions(Item):
    """One person's words, or the view as we understood it: one of the two."""

    name: Line = Field(description="Who it is.")
    office: Line = Field(description="In what office, or on what ground their opinion counts.")
    words: Passage | None = Field(None, description="Their words, without quotation marks; the day is then needed.")
    view: Passage | None = Field(None, description="Or their view in our words.")
    day: IsoDate | None = Field(None, description="The day they said it.")
    source: Line | None = Field(None, description="The id of the source that has it; none where they told us.")
    at: Line | None = Field(None, description="Where in the source, such as p. 4.")


class ExpertOpinion(ListOptions):
    """Expert opinion in a box: people named with their office, their words or view, and that it is theirs alone."""

    kind: Literal["opinion"] = Field(description="Expert opinion, apart from the institute's.")
    opinions: tuple[OpinionOptions, ...] = Field((), description="One item for each person.")


def make(options: ExpertOpinion, loc: Loc, bench: Bench) -> Section | None:
    blocks = [_block(one, (*loc, "opinions", at), bench) for at, one in enumerate(options.opinions)]
    section = listed(options, loc, bench, [block for block in blocks if block])
    if section is None:
        return None
    return section.model_copy(update={"boxed": True, "byline": word("opinion-note", bench.language)})


def _block(opinion: OpinionOptions, loc: Loc, bench: Bench) -> Block | None:
    if (opinion.words is None) == (opinion.view is None):
        bench.fault(loc, "an opinion is somebody's words or their view", "give it `words:` or `view:`, and not both")
        return None
    if opinion.words and opinion.day is None:
        bench.fault(loc, "words without the day they were said", "give it a `day:`, or put the `view:` in our words")
    limits = {"audiences": opinion.audiences, "known_on": opinion.day}
    about = meta(f"opinion-{slugify(opinion.name)}", loc, bench).model_copy(update=limits)
    cite: Inlines = (citation(opinion.source, opinion.at, (*loc, "source"), bench),) if opinion.source else ()
    office = words_alone(opinion.office, (*loc, "office"), bench)
    if opinion.words:
        return Quotation(
            meta=about,
            inlines=(*said(opinion.words, (*loc, "words"), bench), *cite),
            speaker=words_alone(opinion.name, (*loc, "name"), bench),
            office=office,
            said_on=opinion.day,
        )
    beside = ", ".join([office, *([day(opinion.day, bench.language)] if opinion.day else [])])
    entry = Entry(
        term=said(opinion.name, (*loc, "name"), bench),
        note=(Text(text=beside),),
        parts=(Part(inlines=(*said(opinion.view, (*loc, "view"), bench), *cite)),),
        origin=about.origin,
    )
    return Entries(meta=about, items=(entry,))


OPINION = SectionKind("opinion", (ExpertOpinion,), make)
