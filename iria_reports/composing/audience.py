"""Sections as made go in; those its audience is given come out, as the desk's table of audiences says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from iria_reports.composing.asof import items_for
from iria_reports.composing.bench import Bench, Target
from iria_reports.composing.placing import place_figures
from iria_reports.composing.selecting import filter_sections, targets
from iria_reports.composing.sentences import pointing, without_pointers
from iria_reports.errors import Fault, Place
from iria_reports.report import Section
from iria_reports.writing.audiences import of_the_house
from iria_reports.writing.match import suggest_or_list

DESK_FILE = "desk.yml"


def given(made: list[Section], bench: Bench) -> list[Section]:
    """The sections for this audience, figures placed, less each sentence that points to what it is not given.

    Withheld is what the desk's table leaves out, and what a section, block or item keeps for other audiences.
    """
    return _given(made, bench)[0]


def pointers_dropped(made: list[Section], bench: Bench) -> Iterator[Fault]:
    """A warning for each sentence left out because it points to something this audience is not given."""
    audience, gone = bench.rendition.audience, _given(made, bench)[1]
    placed = _readable(place_figures(chosen_for(made, bench), bench.spec.settings), bench)
    for reference in (one for section in placed for block in section.blocks for one in pointing(block)):
        if (reference.kind, reference.target) in gone and reference.at:
            place = Place(reference.at.path, reference.at.line, reference.at.column)
            message = f"{audience} do not get this {reference.kind}: the sentence is left out for them"
            yield Fault(place, "", message, "where they need the sentence, word it without the reference")


def _given(made: list[Section], bench: Bench) -> tuple[list[Section], set[Target]]:
    """The sections, and all that this audience is not given: a section emptied so may be pointed to in its turn."""
    placed = place_figures(chosen_for(made, bench), bench.spec.settings)
    everything, gone, sections = targets(made), set[Target](), placed
    while (now := everything - targets(_readable(sections, bench))) != gone:
        gone = now
        sections = without_pointers(placed, gone)
    return sections, gone


def _readable(sections: list[Section], bench: Bench) -> list[Section]:
    """What of the sections this audience may read, whenever it was known."""
    return filter_sections(items_for(sections, bench.rendition.audience), replace(bench.rendition, as_of=date.max))


def check_audience(bench: Bench, kinds: tuple[str, ...]) -> Iterator[Fault]:
    """Faults for a kind of section that there is not in the desk's table, and for a brief's chart that there is not."""
    audience = bench.rendition.audience
    for kind in bench.rendition.given.sections:
        if kind not in (*kinds, *of_the_house(audience).sections):
            subject = f"audiences.{audience}.sections"
            yield Fault(Place(DESK_FILE), subject, f"no section kind {kind!r}", suggest_or_list(kind, kinds))
    wanted = bench.spec.choices.brief_chart
    charts = {block.meta.id for section in bench.sections for block in section.blocks if block.type == "figure"}
    if wanted and wanted not in charts | {name for _, name in bench.left_out} and not bench.faults:
        where = bench.spec.where
        message = f"no chart has the id {wanted!r}"
        yield Fault(where.place(("brief-chart",)), "brief-chart", message, suggest_or_list(wanted, charts))


def chosen_for(made: list[Section], bench: Bench) -> list[Section]:
    """The sections that the desk's table gives this audience, and those that name it themselves."""
    choice = bench.rendition.given
    kinds, charts = set(choice.sections), _charts(made, bench)
    return [
        section
        for section in made
        if _named(section, bench)
        or (section.kind == "chart" and choice.charts is not None and section in charts)
        or ((section.kind != "chart" or choice.charts is None) and (not kinds or section.kind in kinds))
    ]


def _charts(made: list[Section], bench: Bench) -> list[Section]:
    """As many charts as this audience is given: those limited to it, the brief's own, then the first of the report."""
    readable = [section for section in made if section.kind == "chart" and bench.reads(section.audiences)]
    wanted = bench.spec.choices.brief_chart

    def rank(section: Section) -> tuple[bool, bool]:
        return not _named(section, bench), all(block.meta.id != wanted for block in section.blocks)

    return sorted(readable, key=rank)[: bench.rendition.given.charts]


def _named(section: Section, bench: Bench) -> bool:
    """Whether the section itself names this audience."""
    return bench.rendition.audience in section.audiences
