"""Method: how likelihood and confidence are worded, and what each judgement rests on."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions, with_audiences
from iria_reports.composing.charts.wording import reach
from iria_reports.composing.likelihood import Scale
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.words import labelled, phrase, word
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

# Worded by composing/words/ after the MISP taxonomy estimative-language v5, which follows Joint Publication 2-0.
LEVELS = ("high", "moderate", "low")
ABOUT_LEVELS = ("sources", "assumptions", "reasoning", "gaps")


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
    blocks = [*_prose(options, bench), *_likelihood(bench.scale, bench.language), *_confidence(bench)]
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


def wording(scale: Scale, language: str) -> str:
    """How likelihood and confidence are worded, in one paragraph: for a report without a section on method."""
    words = ", ".join(
        f"{_either(scale, step, language)} {reach(low, high, language)}"
        for step, (low, high) in enumerate(scale.ranges)
    )
    note = f" {word(f'note-{scale.name}', language)}" if scale.note else ""
    return phrase("wording-said", language, cited=_cited(scale, language), words=words, note=note)


def _prose(options: MethodOptions, bench: Bench) -> list[Block]:
    wanted = (options.prose or "").casefold()
    part = next((p for p in bench.spec.prose if wanted and p.heading.casefold() == wanted), None)
    return list(part.blocks) if part else []


def _likelihood(scale: Scale, language: str) -> list[Block]:
    """The scale drawn, which is also its table: attached as data, and read aloud in one sentence."""
    either = [(_either(scale, step, language), low, high) for step, (low, high) in enumerate(scale.ranges)]
    told = "; ".join(phrase("method-reach", language, word=one, low=low, high=high) for one, low, high in either)
    columns = (
        Column(name="word", label=word("method-word", language)),
        Column(name="low", label=word("method-from", language), type="number", unit="%"),
        Column(name="high", label=word("method-to", language), type="number", unit="%"),
    )
    text = phrase("method-likelihood", language, cited=_cited(scale, language))
    if scale.note:
        text += f" {word(f'note-{scale.name}', language)}"
    figure = Figure(
        meta=Meta(id="likelihood-words"),
        kind="wording",
        title=word("method-words", language),
        subtitle=word("method-range", language),
        alternative=phrase("method-alternative", language, told=told),
        options={"scale": scale.bands()},
        table=DataTable(columns=columns, rows=tuple(either)),
        footer=f"{labelled('source', language)} {scale.cited[:1].upper()}{scale.cited[1:]}.",
    )
    return [_heading(word("likelihood", language), "likelihood"), _paragraph("method-likelihood", text), figure]


def _confidence(bench: Bench) -> list[Block]:
    language = bench.language
    heads = [word("method-level", language), word("sources", language)]
    heads += [word(f"method-{name}", language) for name in ABOUT_LEVELS[1:]]
    rows = [
        (word(f"level-{one}", language), *(word(f"level-{one}-{name}", language) for name in ABOUT_LEVELS))
        for one in LEVELS
    ]
    columns = [Column(name=name, label=head) for name, head in zip(("level", *ABOUT_LEVELS), heads, strict=True)]
    table = Table(
        meta=Meta(id="confidence-levels"),
        title=word("method-levels", language),
        table=DataTable(columns=tuple(columns), rows=tuple(rows)),
        width="column",
        footer=word("method-after", language),
    )
    said = _paragraph("method-confidence", word("method-confidence", language))
    blocks: list[Block] = [_heading(word("confidence", language), "confidence"), said, table]
    anew = _paragraph("method-anew", word("method-anew", language))
    return [*blocks, anew] if bench.rendition.leave_out_later else blocks


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
        blocks += [_heading(word("reasoning", bench.language), "reasoning"), again] if items else []
    return blocks


def _says_more(item: Judgement) -> bool:
    return bool(item.evidence or item.against or item.assumptions or item.indicators)


def _either(scale: Scale, step: int, language: str) -> str:
    """The word of the set in use, and those that mean the same in it: likely or probable."""
    main = scale.sets[0][step]
    return word("either", language).join([main, *(other for other, same in scale.also.items() if same == main)])


def _cited(scale: Scale, language: str) -> str:
    """Where the scale stands, without its English article in a sentence of another language."""
    return scale.cited if language.split("-")[0] == "en" else scale.cited.removeprefix("the ")


def _heading(text: str, name: str) -> Heading:
    return Heading(meta=Meta(id=f"method-{name}-heading"), level=1, inlines=(Text(text=text),))


def _paragraph(identifier: str, text: str) -> Paragraph:
    return Paragraph(meta=Meta(id=identifier), inlines=(Text(text=text),))


METHOD = SectionKind("method", (MethodOptions,), make)
