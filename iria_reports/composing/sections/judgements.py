"""Key judgements: what we think, how likely, how sure; drawn on the scale of ICD 203."""

from functools import partial
from typing import Annotated, Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions, narrowed
from iria_reports.composing.likelihood import LIKELIHOOD, Likelihood
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.words import word
from iria_reports.report import Inlines, Judgement, Judgements, Meta, Origin, Section
from iria_reports.writing.fields import Choices, Passage, Slug
from iria_reports.writing.inlines import cited
from iria_reports.writing.nodes import Loc
from iria_reports.writing.prose import read_line


class JudgementOptions(Choices):
    """One judgement. Likelihood and confidence are never in one sentence (ICD 203)."""

    id: Slug = Field(description="The name to refer to it by: [@judgement:kj1].")
    statement: Passage = Field(description="What we think, in one sentence, with its likelihood word.")
    likelihood: Likelihood = Field(description="The word on the scale of ICD 203.")
    confidence: Literal["low", "moderate", "high"] = Field(description="How sure we are of the analysis behind it.")
    basis: Passage | None = Field(None, description="What it rests on, with [@id] citations.")


class JudgementsOptions(HeadedOptions):
    """The key judgements, drawn as bars on the 0 to 100 scale."""

    kind: Literal["judgements"] = Field(description="The key judgements.")
    judgements: Annotated[tuple[JudgementOptions, ...], Field(min_length=1)] = Field(description="One item for each.")


def make(options: JudgementsOptions, loc: Loc, bench: Bench) -> Section | None:
    items = [_judgement(one, (*loc, "judgements", i), bench) for i, one in enumerate(options.judgements)]
    heading = options.heading or word("judgements", bench.language)
    sources = tuple(dict.fromkeys(source for item in items for source in item.sources))
    meta = narrowed(Meta(id="judgements", origin=bench.origin(loc), sources=sources), options)
    return Section(
        id=options.id or "judgements",
        kind="judgements",
        title=heading,
        blocks=(Judgements(meta=meta, items=tuple(items)),),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def _judgement(options: JudgementOptions, loc: Loc, bench: Bench) -> Judgement:
    statement = _inlines(options.statement, (*loc, "statement"), bench)
    basis = _inlines(options.basis or "", (*loc, "basis"), bench)
    low, high = LIKELIHOOD[options.likelihood]
    origin: Origin = bench.origin(loc)
    return Judgement(
        id=options.id,
        statement=statement,
        likelihood=options.likelihood,
        low=low,
        high=high,
        confidence=options.confidence,
        basis=basis,
        origin=origin,
        sources=cited((*statement, *basis)),
    )


def _inlines(text: str, loc: Loc, bench: Bench) -> Inlines:
    inlines, faults = read_line(text, partial(bench.spec.where.place_in, loc), language=bench.language)
    bench.faults += faults
    return inlines


JUDGEMENTS = SectionKind("judgements", (JudgementsOptions,), make)
