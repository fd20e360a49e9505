"""Sections go in; the sources they cite come out, numbered by first citation; an unknown id is a fault."""

from collections.abc import Iterator

from iria_reports.composing.asof import block_inlines, block_sources
from iria_reports.composing.bibliography import in_style
from iria_reports.errors import Fault, Place
from iria_reports.report import Citation, Section, Source
from iria_reports.writing.load import all_blocks
from iria_reports.writing.match import suggest
from iria_reports.writing.spec import Spec


def check_citations(sections: list[Section], spec: Spec) -> Iterator[Fault]:
    """A fault for each citation of a source that no table has, where it stands; in unused prose and articles too."""
    printed = [block for section in sections for block in section.blocks]
    for block in [*printed, *all_blocks(spec)]:
        for inline in block_inlines(block):
            if not isinstance(inline, Citation):
                continue
            for cite in inline.cites:
                if cite.source not in spec.sources:
                    at = inline.at or block.meta.origin
                    advice = suggest(cite.source, spec.sources) or "give it a row in a table in reports/sources/"
                    yield Fault(Place(at.path, at.line, at.column), "", f"no source @{cite.source}", advice)


def cite_sources(
    sections: list[Section], spec: Spec, *, styled: bool = False
) -> tuple[list[Section], tuple[Source, ...], list[Fault]]:
    """The sections, less an empty source list, and every source they cite, numbered from 1 in order of first citation.

    `styled` gives them the order and the words of the citation style instead, as a bibliography.
    A cited source whose title no bundled font can draw, or whose saved copy is missing, is a fault.
    """
    ids = dict.fromkeys(name for section in sections for block in section.blocks for name in block_sources(block))
    known = [name for name in ids if name in spec.sources]
    sources = tuple(spec.sources[name].model_copy(update={"number": n}) for n, name in enumerate(known, 1))
    if styled and sources and spec.citation_style:
        sources = in_style(sources, spec.citation_style, spec.choices.language)
    kept = [section for section in sections if sources or section.kind != "sources"]
    return (
        kept,
        sources,
        [faults[name] for faults in (spec.undrawable, spec.unsaved) for name in known if name in faults],
    )
