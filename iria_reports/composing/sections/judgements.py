"""Key judgements: what we think, how likely, how sure, on what evidence; drawn on the scale of the house."""

from collections.abc import Iterable
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from iria_reports.composing.bench import Bench, HeadedOptions, narrowed
from iria_reports.composing.changes import change_of
from iria_reports.composing.likelihood import Likelihood
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.weighing import judgement_inlines
from iria_reports.composing.words import word
from iria_reports.judging.earlier import EarlierReport
from iria_reports.judging.score import said_as
from iria_reports.report import Citation, Cite, Inlines, Judgement, Judgements, Meta, Origin, Section
from iria_reports.writing.fields import Choices, IsoDate, Passage, Slug
from iria_reports.writing.inlines import cited
from iria_reports.writing.nodes import Loc
from iria_reports.writing.prose import read_line

SourceName = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[\w.:-]*\w(,\s*\S.*)?$")]


class JudgementOptions(Choices):
    """One judgement. Likelihood and confidence are never in one sentence (ICD 203)."""

    id: Slug = Field(description="The name to refer to it by: [@judgement:kj1].")
    statement: Passage = Field(description="What we think, in one sentence, with its likelihood word.")
    likelihood: Likelihood = Field(
        description="A word of the house's scale (`likelihood:` in desk.yml), or a range such as `60 to 75`."
    )
    confidence: Literal["low", "moderate", "high"] = Field(description="How sure we are of the analysis behind it.")
    by: IsoDate | None = Field(None, description="The day by which it will have proved right or wrong: forecasts only.")
    basis: Passage | None = Field(None, description="What it rests on, in words, with [@id] citations.")
    evidence: tuple[SourceName, ...] = Field((), description="The sources for it: their ids, or `id, p. 4`.")
    against: tuple[SourceName, ...] = Field((), description="The sources against it: their ids.")
    assumptions: tuple[Passage, ...] = Field((), description="What it takes for granted, a sentence each.")
    indicators: tuple[Passage, ...] = Field((), description="What would change it, a sentence each.")
    changed_because: Passage | None = Field(
        None, description="Why it is likelier or less likely than in the report named by `follows:`, or new since."
    )


class JudgementsOptions(HeadedOptions):
    """The key judgements, drawn as bars on the 0 to 100 scale.

    Evidence, assumptions and indicators are printed by the kind `method`, or here with `detail: full`.
    """

    kind: Literal["judgements"] = Field(description="The key judgements.")
    judgements: Annotated[tuple[JudgementOptions, ...], Field(min_length=1)] = Field(description="One item for each.")
    detail: Literal["short", "full"] = Field(
        "short", description="full: with the sources for and against, the assumptions and what would change it."
    )


def make(options: JudgementsOptions, loc: Loc, bench: Bench) -> Section | None:
    items = [_judgement(one, (*loc, "judgements", i), bench) for i, one in enumerate(options.judgements)]
    heading = options.heading or word("judgements", bench.language)
    sources = tuple(dict.fromkeys(source for item in items for source in item.sources))
    meta = narrowed(Meta(id="judgements", origin=bench.origin(loc), sources=sources), options)
    block = Judgements(meta=meta, items=tuple(items), scale=bench.scale.name, detail=options.detail)
    return Section(
        id=options.id or "judgements",
        kind="judgements",
        title=heading,
        blocks=(block,),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def _judgement(options: JudgementOptions, loc: Loc, bench: Bench) -> Judgement:
    chance = bench.chance(options.likelihood, (*loc, "likelihood"))
    _check_day(options, loc, bench)
    made = Judgement(
        id=options.id,
        statement=_inlines(options.statement, (*loc, "statement"), bench),
        likelihood=chance.word,
        low=round(chance.low),
        high=round(chance.high),
        confidence=options.confidence,
        by=options.by,
        basis=_inlines(options.basis or "", (*loc, "basis"), bench),
        evidence=_citations(options.evidence, (*loc, "evidence"), bench),
        against=_citations(options.against, (*loc, "against"), bench),
        assumptions=_sentences(options.assumptions, (*loc, "assumptions"), bench),
        indicators=_sentences(options.indicators, (*loc, "indicators"), bench),
        because=_inlines(options.changed_because or "", (*loc, "changed-because"), bench),
        origin=bench.origin(loc),
    )
    if earlier := bench.follows:
        made = made.model_copy(update=_change(made, earlier, loc, bench))
    return made.model_copy(update={"sources": cited(judgement_inlines(made))})


def _check_day(options: JudgementOptions, loc: Loc, bench: Bench) -> None:
    as_of = bench.spec.choices.as_of
    if options.by and as_of and options.by < as_of:
        message = f"{options.by} is before the as-of date {as_of}, so this is no forecast"
        bench.fault((*loc, "by"), message, "take `by:` out, or correct the day")


def _change(made: Judgement, earlier: EarlierReport, loc: Loc, bench: Bench) -> dict[str, Any]:
    """What became of it since the earlier report; likelier or less likely without a reason is a fault."""
    change, before = change_of(made, bench.scale.name, earlier), earlier.judgement(made.id)
    if before is None:
        return {"change": change}
    if change in ("raised", "lowered") and not made.because:
        message = f"{change} from {said_as(before)!r} to {said_as(made)!r} since {earlier.path}, without a reason"
        bench.fault(loc, message, "write `changed-because:` and why under it")
    return {"change": change, "before": said_as(before)}


def _citations(names: Iterable[str], loc: Loc, bench: Bench) -> tuple[Citation, ...]:
    """One citation for each source, at its place in the list."""
    found = []
    for index, name in enumerate(names):
        place = bench.spec.where.place((*loc, index))
        source, _, locator = name.partition(",")
        at = Origin(path=place.path, line=place.line, column=place.column)
        found.append(Citation(cites=(Cite(source=source.strip(), locator=locator.strip()),), at=at))
    return tuple(found)


def _sentences(texts: Iterable[str], loc: Loc, bench: Bench) -> tuple[Inlines, ...]:
    return tuple(_inlines(text, (*loc, index), bench) for index, text in enumerate(texts))


def _inlines(text: str, loc: Loc, bench: Bench) -> Inlines:
    inlines, faults = read_line(text, partial(bench.spec.where.place_in, loc), language=bench.language)
    bench.faults += faults
    return inlines


JUDGEMENTS = SectionKind("judgements", (JudgementsOptions,), make)
