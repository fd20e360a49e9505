"""A Spec goes in; warnings come out: parts left unused, and sections that an as-of date emptied."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from iria_reports.composing.asof import items_for
from iria_reports.composing.audience import given, pointers_dropped
from iria_reports.composing.bench import Bench
from iria_reports.composing.compose import bench_for, chosen_sections, make_section, make_sections
from iria_reports.composing.embargoed import embargo_over
from iria_reports.composing.in_english import left_in_english
from iria_reports.composing.numbers import tables_quoted
from iria_reports.composing.rendition import Ask, settle
from iria_reports.composing.selecting import filter_sections, select
from iria_reports.composing.unreached import unreached
from iria_reports.errors import Fault, Place, ruled
from iria_reports.report import Block, Entries, Grid, ItemList, Judgements, Origin, Paragraph, Section, plain
from iria_reports.writing.load import all_blocks
from iria_reports.writing.nodes import Loc
from iria_reports.writing.spec import Spec
from iria_reports.writing.validate import references

TO_WRITE = "[Write here"
DATED_BY_SOURCES = {"paragraph", "quotation", "list", "judgements", "entries", "grid"}
Named = dict[tuple[str, Origin], Section]


def remarks(spec: Spec, ask: Ask) -> tuple[Fault, ...]:
    """Every warning about a spec that composed without a fault."""
    return (
        *ruled("leftover", still_to_write(spec)),
        *ruled("unused-part", left_unused(spec)),
        *ruled("undated-source", undated_sources(spec)),
        *by_audience(spec, ask),
        *ruled("embargo-over", embargo_over(spec, settle(spec, ask).day)),
        *ruled("english-words", left_in_english(spec)),
        *ruled("dropped-judgement", dropped_unsaid(spec, ask)),
        *ruled("left-out-by-as-of", emptied(spec, ask) if ask.leave_out_later else ()),
    )


def by_audience(spec: Spec, ask: Ask) -> tuple[Fault, ...]:
    """Warnings for each sentence left out because it points to what is not given, and each part that reaches nobody."""
    bench = bench_for(spec, ask)
    made = make_sections(bench)
    pointers = ruled("points-to-withheld", pointers_dropped(made, bench))
    return (*pointers, *ruled("unreached-audience", unreached(made, bench)))


def dropped_unsaid(spec: Spec, ask: Ask) -> Iterator[Fault]:
    """A warning that names the judgements of the earlier report made no more, where no section tells of them."""
    sections, earlier = spec.choices.sections, bench_for(spec, ask).follows
    if earlier is None or any(options.kind == "what-changed" for options in sections):
        return
    here = {one.id for options in sections if options.kind == "judgements" for one in options.judgements}
    dropped = [one.id for one in earlier.judgements if one.id not in here]
    if dropped:
        names, (it, are) = ", ".join(dropped), ("it", "is") if len(dropped) == 1 else ("them", "are")
        message = f"{names} of {earlier.path} {are} made no more, and nothing tells the reader"
        told = ", ".join(f"{{id: {name}, because: ...}}" for name in dropped)
        advice = f"add `- {{kind: what-changed, dropped: [{told}]}}`, or make {it} again"
        yield Fault(spec.where.place(("follows",)), "follows", message, advice)


def undated_sources(spec: Spec) -> Iterator[Fault]:
    """A warning for each citation of a source without a date: it counts as known from always."""
    for block in all_blocks(spec):
        for name in block.meta.sources:
            if name in spec.sources and spec.sources[name].known_on is None:
                place = Place(block.meta.origin.path, block.meta.origin.line, block.meta.origin.column)
                message = f"@{name} has no date, so no as-of day leaves it out"
                yield Fault(place, "", message, "give it one in reports/sources/, its year alone if need be")


def still_to_write(spec: Spec) -> Iterator[Fault]:
    """A warning for each paragraph that still says `[Write here: ...]`, as a report that was just begun does."""
    for block in all_blocks(spec):
        if isinstance(block, Paragraph) and plain(block.inlines).startswith(TO_WRITE):
            origin = block.meta.origin
            place = Place(origin.path, origin.line, origin.column)
            yield Fault(place, "", "still to be written", "put your own words here, or take the heading out")


def left_unused(spec: Spec) -> list[Fault]:
    """A warning for each part of the report's prose that no section prints, and for each article and table unused."""
    chosen = spec.choices.sections
    if not chosen:
        return []
    named = {(what, name) for _, what, name in references(chosen)}
    headings = {name.casefold() for what, name in named if what == "heading"}
    headings |= {"bottom line" for options in chosen if options.kind == "bottom-line"}
    headings |= {"" for options in chosen if options.kind == "prose" and options.heading is None}
    warnings = [
        Fault(part.place, "", f"no section prints {part.heading or 'the text before the first heading'!r}", "add one")
        for part in spec.prose
        if part.heading.casefold() not in headings
    ]
    named |= {("table", name) for name in tables_quoted(spec)}
    for key, what, names in (("articles", "article", spec.articles), ("data", "table", spec.tables)):
        for name in names:
            if (what, name) not in named:
                place = spec.where.place((key,))
                warnings.append(Fault(place, key, f"no section uses {name!r}", "add a section, or take it out"))
    return warnings


def emptied(spec: Spec, ask: Ask) -> list[Fault]:
    """A warning for each section of which nothing, or not all, was known by the as-of day, and for what has no day."""
    bench = bench_for(spec, ask)
    made = [(loc, make_section(options, loc, bench)) for options, loc in chosen_sections(spec)]
    chosen = given(bench.sections, bench)
    written = items_for(chosen, bench.rendition.audience)
    whole = _by_name(filter_sections(written, replace(bench.rendition, as_of=date.max)))
    kept = _by_name(select(chosen, bench))
    gone = [fault for loc, section in made if (fault := _gone(loc, section, (whole, kept), bench))]
    gone += _lowered(kept, bench)
    if bench.rendition.as_of >= (spec.choices.as_of or ask.today):
        return gone
    return [*gone, *_without_a_date(kept, bench)]


def _by_name(sections: list[Section]) -> Named:
    return {(section.id, section.origin): section for section in sections}


def _gone(loc: Loc, section: Section | None, readable: tuple[Named, Named], bench: Bench) -> Fault | None:
    """How much is missing of a section that this reader would have had whole."""
    whole, kept = (named.get((section.id, section.origin)) if section else None for named in readable)
    where, name = bench.spec.where.place(loc), bench.spec.where.name(loc)
    if (section and not whole) or (whole and kept and _parts(whole) == _parts(kept)):
        return None
    if not whole or not kept:
        return Fault(where, name, f"nothing of it was known by {bench.rendition.as_of}: left out")
    before, lost = _parts(whole), _parts(whole) - _parts(kept)
    return Fault(
        where, name, f"{lost} of its {before} parts {'was' if lost == 1 else 'were'} not known by then: left out"
    )


def _lowered(kept: Named, bench: Bench) -> Iterator[Fault]:
    """A warning for each judgement whose confidence was computed anew."""
    for block in (block for section in kept.values() for block in section.blocks):
        for item in block.items if isinstance(block, Judgements) and block.detail != "reasons" else ():
            if item.given:
                place = Place(item.origin.path, item.origin.line, item.origin.column)
                late = f"some of its evidence is later than {bench.rendition.as_of}"
                yield Fault(place, item.id, f"confidence {item.confidence}, given as {item.given}: {late}")


def _without_a_date(kept: Named, bench: Bench) -> Iterator[Fault]:
    """Warnings for what stays because nothing dates it: a person must read it as of that day."""
    where, day = bench.spec.where, bench.rendition.as_of
    yield Fault(where.place(("title",)), "title", f"titles are kept as written: read them as of {day}")
    for section in kept.values():
        bare = [block for block in section.blocks if block.type in DATED_BY_SOURCES and not block.meta.known_on]
        places = [block.meta.origin for block in bare if block.meta.origin.path]
        if places:
            count, it = ("a part cites", "it") if len(places) == 1 else (f"{len(places)} parts cite", "them")
            message = f"{count} nothing, so nothing dates {it}: kept as written, read {it} as of {day}"
            yield Fault(Place(places[0].path, places[0].line, places[0].column), "", message)


def _parts(section: Section) -> int:
    """How many blocks a section has, each item of a list and each judgement counted by itself."""
    return sum(_items(block) for block in section.blocks)


def _items(block: Block) -> int:
    match block:
        case ItemList():
            return len(block.items) + sum(_items(item.nested) for item in block.items if item.nested)
        case Judgements() | Entries():
            return len(block.items)
        case Grid():
            return len(block.rows)
    return 1
