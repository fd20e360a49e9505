"""THE MAP of composing: a Spec and what is asked for go in; one rendition's Report comes out.

Filter first, number after: what is filtered out does not exist for any later stage.
"""

from typing import Any

from iria_reports.composing.asof import date_blocks, later_than
from iria_reports.composing.bench import Bench
from iria_reports.composing.defaults import house_sections
from iria_reports.composing.numbering import number
from iria_reports.composing.placing import join_headless, place_figures
from iria_reports.composing.rendition import Ask, Rendition, settle
from iria_reports.composing.sections import SECTIONS
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.selecting import select
from iria_reports.composing.sourcing import check_citations, cite_sources
from iria_reports.errors import Fault, InputFaults, Place, ruled
from iria_reports.report import Report, Section, Source
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.nodes import Loc
from iria_reports.writing.spec import KIND_LABELS, Spec

ONCE = {"bottom-line", "judgements", "annex", "sources", "about"}


def compose(spec: Spec, ask: Ask) -> Report:
    """The report that this reader is given. Raises InputFaults with every fault of the spec and of its content."""
    report, faults = composed(spec, ask)
    if faults:
        raise InputFaults(faults)
    return report


def composed(spec: Spec, ask: Ask) -> tuple[Report, list[Fault]]:
    """The same report as far as it could be made, with its faults: for whoever looks for all that is wrong at once."""
    rendition = settle(spec, ask)
    bench = Bench(spec, rendition, faults=[*spec.faults, *_client_faults(spec, rendition)])
    made = place_figures(make_sections(bench))
    written = date_blocks(made, spec.sources)
    bench.faults += ruled("dead-reference", check_citations(written, spec))
    bench.faults += ruled("later-than-as-of", later_than(written, spec, rendition))
    readable = join_headless(select(made, bench))
    numbered, faults = number(readable, spec)
    bench.faults += ruled("dead-reference", faults)
    sections, sources, faults = cite_sources(numbered, spec)
    bench.faults += faults
    return _report(spec, rendition, sections, sources), bench.faults


def make_sections(bench: Bench) -> list[Section]:
    """Every section as written, for all readers."""
    seen: set[str] = set()
    for options, loc in chosen_sections(bench.spec):
        if options.kind in ONCE and options.kind in seen:
            bench.fault(loc, f"a second section of the kind {options.kind!r}", "keep one of them")
            continue
        seen.add(options.kind)
        section = kind_of(options).make(options, loc, bench)
        if section is not None:
            bench.sections.append(section)
    return bench.sections


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


def _client_faults(spec: Spec, rendition: Rendition) -> list[Fault]:
    """The faults of the client's file, or one that there is none; the specification's own name is checked already."""
    name = rendition.client
    if name in spec.clients:
        return list(spec.clients[name].faults)
    if name is None or name == spec.choices.client:
        return []
    place = Place(f"reports/clients/{name}.yml")
    return [Fault(place, "", f"no client {name!r}", suggest_or_list(name, spec.clients))]


def _report(spec: Spec, rendition: Rendition, sections: list[Section], sources: tuple[Source, ...]) -> Report:
    choices, settings = spec.choices, spec.settings
    marks = [choices.mark, *(s.mark for s in sections), *(b.meta.mark for s in sections for b in s.blocks)]
    mark = max(marks, key=settings.mark_rank, default=None)
    colour = next((one.colour for one in settings.marks if one.label == mark), None)
    return Report(
        slug=spec.slug,
        name=rendition.name,
        kind=choices.kind,
        kind_label=KIND_LABELS[choices.kind],
        title=choices.title,
        short_title=choices.short_title or "",
        subtitle=choices.subtitle or "",
        language=choices.language,
        audience=rendition.audience,
        mark=mark,
        mark_colour=colour,
        as_of=rendition.as_of,
        embargo=choices.embargo or "",
        region=choices.region or "",
        topics=choices.topics,
        authors=choices.authors,
        doi=choices.doi or "",
        issn=choices.issn or "",
        licence=choices.licence or "",
        paper=choices.paper,
        theme=rendition.theme,
        house=settings.to_house(),
        client=spec.clients[rendition.client].client if rendition.client in spec.clients else None,
        sections=tuple(sections),
        sources=sources,
    )
