"""Sections as made go in; a warning for each part that is limited to an audience which its section never reaches."""

from collections.abc import Iterator
from dataclasses import replace

from iria_reports.composing.audience import chosen_for
from iria_reports.composing.bench import Bench
from iria_reports.errors import Fault, Place
from iria_reports.report import Entries, Grid, ItemList, Origin, Section
from iria_reports.writing.audiences import AUDIENCES
from iria_reports.writing.load import all_blocks

Limited = dict[Origin, tuple[str, ...]]


def unreached(made: list[Section], bench: Bench) -> Iterator[Fault]:
    """A warning for each block or item that this audience was meant to get and does not, or that nobody gets.

    A block is limited by the line above it; that its section is left out or limited otherwise is seen nowhere else.
    """
    written = {block.meta.origin: block.meta.audiences for block in all_blocks(bench.spec)}
    limited = {at: named for section in made for at, named in _limited(section, written).items()}
    reached = {(at, reader) for reader in AUDIENCES for at in _reached(made, written, _reading(bench, reader))}
    for origin, named in sorted(limited.items(), key=lambda one: (one[0].path, one[0].line, one[0].column)):
        missed = [reader for reader in named if (origin, reader) not in reached]
        nobody = len(missed) == len(named)
        if missed and (nobody or bench.rendition.audience in missed):
            who = " and ".join(missed if nobody else [bench.rendition.audience])
            end = ": nobody gets it" if nobody else ""
            message = f"limited to {' and '.join(named)}, and {who} are not given this section{end}"
            advice = f"move it to a section that says `audiences: [{who.replace(' and ', ', ')}]`, or to one they get"
            yield Fault(Place(origin.path, origin.line, origin.column, origin.cell), "", message, advice)


def _reading(bench: Bench, reader: str) -> Bench:
    """The same bench for another audience."""
    given = bench.spec.settings.audiences.given(reader)
    return replace(bench, rendition=replace(bench.rendition, audience=reader, given=given))


def _reached(made: list[Section], written: Limited, bench: Bench) -> Iterator[Origin]:
    for section in chosen_for(made, bench):
        if bench.reads(section.audiences):
            yield from _limited(section, written)


def _limited(section: Section, written: Limited) -> Limited:
    """The blocks and items of a section that were written for some audiences only, by place."""
    found: Limited = {}
    for block in section.blocks:
        if named := written.get(block.meta.origin):
            found[block.meta.origin] = named
        items = block.rows if isinstance(block, Grid) else block.items if isinstance(block, (Entries, ItemList)) else ()
        found |= {getattr(one, "origin", block.meta.origin): one.audiences for one in items if one.audiences}
    return found
