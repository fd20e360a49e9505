"""THE MAP of composing: a Spec and what is asked for go in; one rendition's Report comes out.

Filter first, number after: what is filtered out does not exist for any later stage.
"""

import re
from collections.abc import Iterator
from typing import Any

from iria_reports.composing.asof import as_it_stood, date_blocks, later_than
from iria_reports.composing.audience import check_audience, given
from iria_reports.composing.bench import Bench
from iria_reports.composing.defaults import house_sections
from iria_reports.composing.embargoed import embargo_on
from iria_reports.composing.hues import one_hue_a_name
from iria_reports.composing.marking import roll_up, strictest
from iria_reports.composing.numbering import number
from iria_reports.composing.numbers import quote_numbers
from iria_reports.composing.placing import join_headless, open_with_text
from iria_reports.composing.rendition import Ask, Rendition, settle
from iria_reports.composing.sections import SECTIONS
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.selecting import select
from iria_reports.composing.sourcing import check_citations, cite_sources
from iria_reports.composing.summarising import fill_source_summary
from iria_reports.composing.words import word
from iria_reports.errors import Fault, InputFaults, Place, ruled
from iria_reports.report import NO_COVER_PICTURE, Figure, Report, Section, Source
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.nodes import Loc
from iria_reports.writing.spec import Spec

IN_SECTION = re.compile(r"sections\[(\d+)\]")
ONCE = {
    "bottom-line",
    "judgements",
    "what-changed",
    "annex",
    "glossary",
    "source-summary",
    "method",
    "sources",
    "about",
}


def compose(spec: Spec, ask: Ask) -> Report:
    """The report that this reader is given. Raises InputFaults with every fault of the spec and of its content."""
    report, faults = composed(spec, ask)
    if faults:
        raise InputFaults(faults)
    return report


def composed(spec: Spec, ask: Ask) -> tuple[Report, list[Fault]]:
    """The same report as far as it could be made, with its faults: for whoever looks for all that is wrong at once."""
    bench = bench_for(spec, ask)
    spec, rendition = bench.spec, bench.rendition
    bench.faults += [*spec.faults, *_client_faults(spec, rendition)]
    made = make_sections(bench)
    written = date_blocks(made, spec.sources)
    bench.faults += [*_cover_faults(bench), *ruled("dead-reference", check_citations(written, spec))]
    bench.faults += ruled("later-than-as-of", later_than(written, spec, rendition))
    bench.faults += check_audience(bench, tuple(kind.name for kind in SECTIONS))
    readable = roll_up(select(given(made, bench), bench), spec)
    readable = join_headless(readable if spec.choices.sections else open_with_text(readable))
    numbered, faults = number(one_hue_a_name(fill_source_summary(readable, bench)), spec, _unmade(bench))
    bench.faults += ruled("dead-reference", faults)
    sections, sources, faults = cite_sources(numbered, spec, styled=rendition.given.sources == "styled")
    bench.faults += faults
    return _report(spec, rendition, sections, sources), bench.faults


def bench_for(spec: Spec, ask: Ask) -> Bench:
    """A bench for the rendition asked for, with articles and grades as they stood on its day."""
    rendition = settle(spec, ask)
    return Bench(as_it_stood(spec, rendition.as_of), rendition)


def make_sections(bench: Bench) -> list[Section]:
    """Every section as written, for all readers."""
    seen: set[str] = set()
    for options, loc in chosen_sections(bench.spec):
        if options.kind in ONCE and options.kind in seen:
            bench.fault(loc, f"a second section of the kind {options.kind!r}", "keep one of them")
            continue
        seen.add(options.kind)
        make_section(options, loc, bench)
    return bench.sections


def make_section(options: Any, loc: Loc, bench: Bench) -> Section | None:
    """One section as written, the numbers it quotes filled in, put on the bench; None where it cannot be made."""
    section = kind_of(options).make(options, loc, bench)
    if section is None:
        return None
    bench.sections.append(quote_numbers(section, loc, bench))
    return bench.sections[-1]


def chosen_sections(spec: Spec) -> list[tuple[Any, Loc]]:
    """The sections the analyst chose, or else the house, each with its place in the specification."""
    if spec.choices.sections:
        return [(options, ("sections", index)) for index, options in enumerate(spec.choices.sections)]
    if any(fault.subject.startswith("sections") for fault in spec.faults):
        return []
    return [(options, ("sections",)) for options in house_sections(spec)]


def kind_of(options: object) -> SectionKind:
    """The kind whose options these are."""
    return next(kind for kind in SECTIONS if isinstance(options, kind.options))


def _unmade(bench: Bench) -> frozenset[str]:
    """The names of what sections with a fault would have made: a reference to them is not what is wrong."""
    faulty = {match[1] for fault in bench.faults if (match := IN_SECTION.match(fault.subject))}
    written = bench.spec.where.data
    sections = written.get("sections") if isinstance(written, dict) else None
    listed = sections if isinstance(sections, list) else []
    return frozenset(name for at in faulty if int(at) < len(listed) for name in _names(listed[int(at)]))


def _names(written: Any) -> Iterator[str]:
    """What a section is called as it was written, and what stands in it: its id, or else its data's name."""
    if isinstance(written, dict):
        yield from (str(written[key]) for key in ("id", "data") if key in written)
        written = list(written.values())
    if isinstance(written, list):
        for one in written:
            yield from _names(one)


def _client_faults(spec: Spec, rendition: Rendition) -> list[Fault]:
    """The faults of the client's file, or one that there is none; the specification's own name is checked already."""
    name = rendition.client
    if name in spec.clients:
        return list(spec.clients[name].faults)
    if name is None or name == spec.choices.client:
        return []
    place = Place(f"reports/clients/{name}.yml")
    return [Fault(place, "", f"no client {name!r}", suggest_or_list(name, spec.clients))]


def _cover_faults(bench: Bench) -> list[Fault]:
    """A fault where the cover is to show a chart that is not in the report, or the report has no cover."""
    choices, place = bench.spec.choices, bench.spec.where.place(("cover",))
    if choices.cover is None:
        return []
    if choices.kind != "special-report":
        advice = "write `kind: special-report`, or take it out"
        return [Fault(place, "cover", "only a special report has a cover", advice)]
    charts = [block.meta.id for section in bench.sections for block in section.blocks if isinstance(block, Figure)]
    if choices.cover in (NO_COVER_PICTURE, *charts) or ("figure", choices.cover) in bench.left_out:
        return []
    advice = suggest_or_list(choices.cover, [*charts, NO_COVER_PICTURE])
    return [Fault(place, "cover", f"no chart {choices.cover!r}", advice)]


def _report(spec: Spec, rendition: Rendition, sections: list[Section], sources: tuple[Source, ...]) -> Report:
    choices, settings, audience = spec.choices, spec.settings, rendition.given
    style = spec.citation_style
    kind = "brief" if audience.set_as == "brief" else choices.kind
    marks = [choices.mark, *(s.mark for s in sections), *(b.meta.mark for s in sections for b in s.blocks)]
    mark = strictest(marks, settings)
    colour = next((one.colour for one in settings.marks if one.label == mark), None)
    return Report(
        slug=spec.slug,
        name=rendition.name,
        kind=kind,
        kind_label=word(kind, choices.language),
        title=choices.title,
        short_title=choices.short_title or "",
        subtitle=choices.subtitle or "",
        language=choices.language,
        audience=rendition.audience,
        mark=mark,
        mark_colour=colour,
        as_of=rendition.as_of,
        embargo=embargo_on(spec, rendition.day),
        region=choices.region or "",
        topics=choices.topics,
        authors=choices.authors,
        doi=choices.doi or "",
        issn=choices.issn or "",
        licence=choices.licence or "",
        cover=_cover(choices.cover, sections),
        paper=choices.paper,
        theme=rendition.theme,
        sources_shown=audience.sources,
        citation_style=style.title if style and audience.sources == "styled" else "",
        attached=audience.attach,
        house=settings.to_house(),
        status="issued" if rendition.imprint else "draft",
        imprint=rendition.imprint,
        client=spec.clients[rendition.client].client if rendition.client in spec.clients else None,
        sections=tuple(sections),
        sources=sources,
    )


def _cover(wanted: str | None, sections: list[Section]) -> str:
    """The chart wanted on the cover; nothing where this reader does not get it: its id would tell of it."""
    figures = {block.meta.id for section in sections for block in section.blocks if isinstance(block, Figure)}
    return wanted if wanted in {NO_COVER_PICTURE, *figures} and wanted else ""
