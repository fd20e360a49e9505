"""A quotation: somebody's words, with who said them, in what office, when, and where that is written."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, SectionOptions, narrowed
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import citation, meta, said, words_alone
from iria_reports.report import Quotation, Section
from iria_reports.writing.fields import IsoDate, Language, Line, Passage, slugify
from iria_reports.writing.nodes import Loc


class QuotationOptions(SectionOptions):
    """Somebody's words. Without a heading they belong to the section before."""

    kind: Literal["quotation"] = Field(description="Somebody's words, set apart.")
    words: Passage = Field(description="The words as they were said, without quotation marks.")
    speaker: Line = Field(description="Who said them.")
    office: Line = Field(description="In what office.")
    day: IsoDate = Field(description="The day they were said.")
    source: Line = Field(description="The id of the source that has them.")
    at: Line | None = Field(None, description="Where in the source, such as p. 4.")
    language: Language | None = Field(None, description="Their language, where it is not the report's.")
    heading: Line | None = Field(None, description="Makes it a section of its own under this heading.")


def make(options: QuotationOptions, loc: Loc, bench: Bench) -> Section | None:
    words = said(options.words, (*loc, "words"), bench)
    about = meta(options.id or f"said-{slugify(options.speaker)}", loc, bench)
    block = Quotation(
        meta=narrowed(about.model_copy(update={"language": options.language, "known_on": options.day}), options),
        inlines=(*words, citation(options.source, options.at, (*loc, "source"), bench)),
        speaker=words_alone(options.speaker, (*loc, "speaker"), bench),
        office=words_alone(options.office, (*loc, "office"), bench),
        said_on=options.day,
    )
    return Section(
        id=options.id or slugify(options.heading or f"said-{options.speaker}"),
        kind="quotation",
        title=options.heading or "",
        blocks=(block,),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


QUOTATION = SectionKind("quotation", (QuotationOptions,), make)
