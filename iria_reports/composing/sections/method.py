"""Method: how likelihood and confidence are worded, and what each judgement rests on."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions, with_audiences
from iria_reports.composing.likelihood import Scale
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.words import word
from iria_reports.report import (
    Block,
    Column,
    DataTable,
    Figure,
    Heading,
    Judgement,
    Judgements,
    Meta,
    Paragraph,
    Section,
    Table,
    Text,
)
from iria_reports.writing.audiences import Audience
from iria_reports.writing.fields import HeadingText, slugify
from iria_reports.writing.nodes import Loc

CONFIDENCE = (
    "Confidence says how well the analysis behind a judgement is supported. It is another thing than likelihood: one "
    "can be sure that something is unlikely, or unsure of what looks likely. The two never stand in one sentence."
)
# In our own words, after the MISP taxonomy estimative-language v5, which follows Joint Publication 2-0.
LEVELS = (
    ("high", "Several sound sources that confirm one another", "Few", "Strong throughout", "None that matter"),
    ("moderate", "Good sources, confirmed in part", "Some", "Strong in places, weak in others", "Few"),
    ("low", "Sources of middling quality, or unconfirmed", "Many", "Mostly weak", "Large"),
)
AFTER = "In our words, after the MISP taxonomy estimative-language, version 5, and Joint Publication 2-0."
ANEW = (
    "This report is read as of an earlier day than it was written for. Sources known only later fall out of the "
    "evidence one by one. Where some fell out, the confidence is one step lower than it was given, or low where what "
    "is left comes from one publisher; a judgement of whose evidence nothing is left is left out. This is "
    "arithmetic, not analysis, and it is said beside each confidence that it lowers."
)


class MethodOptions(HeadedOptions):
    """The house's scale of likelihood words, the levels of confidence, and what each judgement rests on."""

    kind: Literal["method"] = Field(description="How judgements are worded, and what they rest on.")
    prose: HeadingText | None = Field(
        None, description="A `## heading` of reports/<slug>.md, whose text opens the section: how the work was done."
    )
    judgements: Literal["full", "none"] = Field(
        "full", description="full: evidence, assumptions and indicators of each judgement before it; none: without."
    )
    judgements_for: tuple[Audience, ...] = Field(
        (), description="Only these audiences get what the judgements rest on; all if left out."
    )


def make(options: MethodOptions, loc: Loc, bench: Bench) -> Section | None:
    heading = options.heading or word("method", bench.language)
    blocks = [*_prose(options, bench), *_likelihood(bench.scale), *_confidence(bench)]
    reasons = _reasoning(loc, bench) if options.judgements == "full" else []
    blocks += with_audiences(tuple(reasons), options.model_copy(update={"audiences": options.judgements_for}))
    return Section(
        id=options.id or slugify(heading),
        kind="method",
        title=heading,
        blocks=with_audiences(tuple(blocks), options),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def wording(scale: Scale) -> str:
    """How likelihood and confidence are worded, in one paragraph: for a report without a section on method."""
    words = ", ".join(f"{_either(scale, step)} {low}–{high}%" for step, (low, high) in enumerate(scale.ranges))
    note = f" {scale.note}" if scale.note else ""
    return (
        f"Likelihood words follow {scale.cited}: {words}.{note} Confidence (low, moderate, high) says how well the "
        "analysis is supported: by the quality of sources, the number of assumptions and the strength of inference. "
        "The two are separate."
    )


def _prose(options: MethodOptions, bench: Bench) -> list[Block]:
    wanted = (options.prose or "").casefold()
    part = next((p for p in bench.spec.prose if wanted and p.heading.casefold() == wanted), None)
    return list(part.blocks) if part else []


def _likelihood(scale: Scale) -> list[Block]:
    """The scale drawn, which is also its table: attached as data, and read aloud in one sentence."""
    told = "; ".join(f"{_either(scale, step)} {low} to {high}%" for step, (low, high) in enumerate(scale.ranges))
    columns = (
        Column(name="word", label="Word"),
        Column(name="low", label="From", type="number", unit="%"),
        Column(name="high", label="To", type="number", unit="%"),
    )
    rows = tuple((_either(scale, step), low, high) for step, (low, high) in enumerate(scale.ranges))
    text = f"Likelihood words follow {scale.cited}, and the report keeps to one set of them."
    if scale.note:
        text += f" {scale.note}"
    figure = Figure(
        meta=Meta(id="likelihood-words"),
        kind="wording",
        title="What our words for likelihood mean",
        subtitle="Range of each word, per cent",
        alternative=f"Words of likelihood and their ranges: {told}.",
        options={"scale": scale.bands()},
        table=DataTable(columns=columns, rows=rows),
        footer=f"{word('source', 'en')}: {scale.cited[:1].upper()}{scale.cited[1:]}.",
    )
    return [_heading("Likelihood"), _paragraph("method-likelihood", text), figure]


def _confidence(bench: Bench) -> list[Block]:
    columns = tuple(
        Column(name=name.casefold(), label=name) for name in ("Level", "Sources", "Assumptions", "Reasoning", "Gaps")
    )
    table = Table(
        meta=Meta(id="confidence-levels"),
        title="What our levels of confidence mean",
        table=DataTable(columns=columns, rows=LEVELS),
        width="column",
        footer=AFTER,
    )
    blocks: list[Block] = [_heading("Confidence"), _paragraph("method-confidence", CONFIDENCE), table]
    return [*blocks, _paragraph("method-anew", ANEW)] if bench.rendition.leave_out_later else blocks


def _reasoning(loc: Loc, bench: Bench) -> list[Block]:
    """The judgements before it once more, each that says more than stands on page one."""
    blocks: list[Block] = []
    judged = [
        block
        for section in bench.sections
        if bench.reads(section.audiences)
        for block in section.blocks
        if isinstance(block, Judgements) and block.detail == "short"
    ]
    for block in judged:
        items = tuple(item for item in block.items if _says_more(item))
        meta = block.meta.model_copy(update={"id": "judgements-in-full", "origin": bench.origin(loc)})
        again = block.model_copy(update={"items": items, "detail": "reasons", "meta": meta})
        blocks += [_heading(word("reasoning", bench.language)), again] if items else []
    return blocks


def _says_more(item: Judgement) -> bool:
    return bool(item.evidence or item.against or item.assumptions or item.indicators)


def _either(scale: Scale, step: int) -> str:
    """The word of the set in use, and those that mean the same in it: likely or probable."""
    main = scale.sets[0][step]
    return " or ".join([main, *(other for other, same in scale.also.items() if same == main)])


def _heading(text: str) -> Heading:
    return Heading(meta=Meta(id=f"method-{slugify(text)}-heading"), level=1, inlines=(Text(text=text),))


def _paragraph(identifier: str, text: str) -> Paragraph:
    return Paragraph(meta=Meta(id=identifier), inlines=(Text(text=text),))


METHOD = SectionKind("method", (MethodOptions,), make)
