"""A Spec goes in; warnings come out: parts left unused, and sections that an as-of date emptied."""

from collections.abc import Iterator

from iria_reports.composing.asof import date_blocks
from iria_reports.composing.bench import Bench
from iria_reports.composing.compose import chosen_sections, filter_sections, kind_of
from iria_reports.composing.rendition import Ask, settle
from iria_reports.errors import Fault, Place
from iria_reports.report import Paragraph, plain
from iria_reports.writing.load import all_blocks
from iria_reports.writing.spec import Spec
from iria_reports.writing.validate import references

TO_WRITE = "[Write here"


def remarks(spec: Spec, ask: Ask) -> tuple[Fault, ...]:
    """Every warning about a spec that composed without a fault."""
    return (*still_to_write(spec), *left_unused(spec), *(emptied(spec, ask) if ask.leave_out_later else ()))


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
    kinds = {options.kind for options in chosen}
    named = {str(name).casefold() for _, what, name in references(chosen) if what in ("heading", "article", "table")}
    parts = [p for p in spec.prose if p.heading.casefold() not in named]
    warnings = [
        Fault(part.place, "", f"no section prints {part.heading or 'the text before the first heading'!r}", "add one")
        for part in parts
        if not (part.heading.casefold() == "bottom line" and "bottom-line" in kinds)
    ]
    for what, names in (("articles", spec.articles), ("data", spec.tables)):
        for name in names:
            if name not in named:
                place = spec.where.place((what,))
                warnings.append(Fault(place, what, f"no section uses {name!r}", "add a section, or take it out"))
    return warnings


def emptied(spec: Spec, ask: Ask) -> list[Fault]:
    """A warning for each section of which nothing, or not all, was known by the as-of date."""
    bench = Bench(spec, settle(spec, ask))
    warnings = []
    for options, loc in chosen_sections(spec):
        made = kind_of(options).make(options, loc, bench)
        dated = date_blocks([made] if made else [], spec.sources)
        kept = [block for section in filter_sections(dated, bench.rendition) for block in section.blocks]
        known = f"was known by {bench.rendition.as_of}"
        if not kept:
            warnings.append(Fault(spec.where.place(loc), spec.where.name(loc), f"nothing of it {known}: left out"))
        elif made and len(kept) < len(made.blocks):
            gone = len(made.blocks) - len(kept)
            message = (
                f"{gone} of its {len(made.blocks)} blocks {'was' if gone == 1 else 'were'} not known by then: left out"
            )
            warnings.append(Fault(spec.where.place(loc), spec.where.name(loc), message))
        bench.sections += [made] if made else []
    return warnings
