"""Sources and about: what stands at the end of every report."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions
from iria_reports.composing.charts.wording import day
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.method import wording
from iria_reports.composing.words import ended, phrase, word
from iria_reports.report import Block, Heading, Inlines, Judgements, Meta, Paragraph, Section, SourceList, Text, Version
from iria_reports.writing.audiences import AboutPart
from iria_reports.writing.fields import slugify
from iria_reports.writing.nodes import Loc

MOST_CHANGES = 8  # of a version, in the revision history; all of them are in the archive


class SourcesOptions(HeadedOptions):
    """Every source cited, in the order of citation."""

    kind: Literal["sources"] = Field(description="The list of sources cited.")


class AboutOptions(HeadedOptions):
    """As-of rule, wording of judgements, the institute, contact and disclaimer."""

    kind: Literal["about"] = Field(description="How the report was made, and who made it.")


def make_sources(options: SourcesOptions, loc: Loc, bench: Bench) -> Section:
    heading = word("bibliography" if bench.rendition.given.sources == "styled" else "sources", bench.language)
    return _section(options, loc, bench, (heading, (SourceList(meta=Meta(id="source-list")),)))


def make_about(options: AboutOptions, loc: Loc, bench: Bench) -> Section:
    house = bench.spec.settings.house
    language = bench.language
    basis = phrase("basis-said", language, day=day(bench.rendition.as_of, language)).replace("..", ".")
    if bench.rendition.leave_out_later:
        basis += f" {word('basis-left-out', language)}"
    readable = [section for section in bench.sections if bench.reads(section.audiences)]
    judged = any(isinstance(block, Judgements) for section in readable for block in section.blocks)
    told = any(section.kind == "method" for section in readable)
    client = bench.spec.clients.get(bench.rendition.client or "")
    parts: dict[AboutPart, list[str]] = {
        "basis": [basis],
        "wording": [wording(bench.scale, language)] if judged and not told else [],
        "cite": [how_to_cite(bench)],
        "history": history(bench),
        "house": [text for text in (house.about, house.disclaimer) if text],
        "contact": [house.contact] if house.contact else [],
        "logos": [f"{client.client.organisation}{word('colon', language)} {client.client.logo_rights}"]
        if client and client.client and client.client.logo
        else [],
    }
    blocks: list[Block] = []
    chosen = bench.rendition.given.about or tuple(parts)
    for name, texts in ((name, texts) for name, texts in parts.items() if name in chosen):
        if texts:
            words: Inlines = (Text(text=word(name, language)),)
            blocks.append(Heading(meta=Meta(id=f"about-{name}"), level=1, inlines=words))
        blocks += [
            Paragraph(meta=Meta(id=f"about-{name}-{number}"), inlines=(Text(text=text),))
            for number, text in enumerate(texts, 1)
        ]
    return _section(options, loc, bench, (word("about", language), tuple(blocks)))


def how_to_cite(bench: Bench) -> str:
    """Author or house, title, series, number and day: a draft is cited as a draft, if at all."""
    choices, house = bench.spec.choices, bench.spec.settings.house
    by = ", ".join(choices.authors) or house.name
    told = {"by": by, "title": choices.title, "house": house.short_name}
    told |= {"kind": word(choices.kind, bench.language).lower()}
    doi = f" DOI {choices.doi}." if choices.doi else ""
    if imprint := bench.rendition.imprint:
        told |= {"number": imprint.number, "version": str(imprint.version), "day": day(imprint.issued, bench.language)}
        return f"{ended(phrase('cite-issued', bench.language, **told))}{doi}"
    told |= {"day": day(bench.rendition.as_of, bench.language)}
    return f"{phrase('cite-said', bench.language, **told)}{doi}"


def history(bench: Bench) -> list[str]:
    """A line for each version there has been, the latest first; a draft has none."""
    imprint = bench.rendition.imprint
    if imprint is None:
        return [ended(word("draft", bench.language))]
    return [_told(one, bench.language) for one in reversed(imprint.history)]


def _told(version: Version, language: str) -> str:
    said = version.notice or (word("first-issued", language) if version.version == 1 else "")
    more = len(version.changes) - MOST_CHANGES
    sentences = [
        phrase("version-of", language, version=version.version, day=day(version.issued, language)),
        said,
        *version.changes[:MOST_CHANGES],
        phrase("more-changes", language, count=more) if more > 0 else "",
    ]
    return " ".join(ended(one) for one in sentences if one)


def _section(options: HeadedOptions, loc: Loc, bench: Bench, content: tuple[str, tuple[Block, ...]]) -> Section:
    heading, blocks = content
    return Section(
        id=options.id or slugify(options.heading or heading),
        kind=str(getattr(options, "kind", "about")),
        title=options.heading or heading,
        blocks=blocks,
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


SOURCES = SectionKind("sources", (SourcesOptions,), make_sources)
ABOUT = SectionKind("about", (AboutOptions,), make_about)
