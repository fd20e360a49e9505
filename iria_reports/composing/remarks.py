"""A Spec goes in; warnings come out: parts left unused, and sections that an as-of date emptied."""

from iria_reports.composing.asof import date_blocks
from iria_reports.composing.bench import Bench
from iria_reports.composing.compose import chosen_sections, filter_sections, kind_of
from iria_reports.composing.rendition import Ask, settle
from iria_reports.errors import Fault
from iria_reports.writing.spec import Spec
from iria_reports.writing.validate import references


def remarks(spec: Spec, ask: Ask) -> tuple[Fault, ...]:
    """Every warning about a spec that composed without a fault."""
    return (*left_unused(spec), *(emptied(spec, ask) if ask.leave_out_later else ()))


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
    for key, what, names in (("articles", "article", spec.articles), ("data", "table", spec.tables)):
        for name in names:
            if (what, name) not in named:
                place = spec.where.place((key,))
                warnings.append(Fault(place, key, f"no section uses {name!r}", "add a section, or take it out"))
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
