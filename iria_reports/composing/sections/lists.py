"""What kinds of short lists share: sentences of the specification go in; inlines, blocks and a section come out."""

from collections.abc import Sequence
from functools import partial

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions, with_audiences
from iria_reports.composing.charts.wording import reach
from iria_reports.composing.likelihood import Likelihood
from iria_reports.composing.words import word
from iria_reports.report import (
    Block,
    Citation,
    Cite,
    Entries,
    Entry,
    Grid,
    GridRow,
    Heading,
    Inlines,
    Meta,
    Part,
    Section,
    Text,
    plain,
)
from iria_reports.writing.audiences import Audience
from iria_reports.writing.fields import Choices, HeadingText, slugify
from iria_reports.writing.inlines import walk
from iria_reports.writing.nodes import Loc
from iria_reports.writing.prose import read_line


class Item(Choices):
    """One item of a list."""

    audiences: tuple[Audience, ...] = Field((), description="Only these audiences get this item; all if left out.")


class ListOptions(HeadedOptions):
    """What every kind made of a short list has."""

    prose: HeadingText | None = Field(
        None, description="A `## heading` in reports/<slug>.md whose text stands before the list, or in its place."
    )


def said(text: str | None, loc: Loc, bench: Bench) -> Inlines:
    """A sentence of the specification as inlines, each with its place; nothing where nothing is written."""
    inlines, faults = read_line(text or "", partial(bench.spec.where.place_in, loc), language=bench.language)
    bench.faults += faults
    return inlines


def words_alone(text: str, loc: Loc, bench: Bench) -> str:
    """A name or other words that are printed without notes and mark-up; a fault where they hold any."""
    inlines = said(text, loc, bench)
    if any(not isinstance(inline, Text) for inline in walk(inlines)):
        bench.fault(loc, "a note, reference or emphasis among words that are printed plainly", "write words alone")
    return plain(inlines)


def citation(source: str, at: str | None, loc: Loc, bench: Bench) -> Citation:
    """The note that names a source given by itself, as `source:` at `loc`."""
    return Citation(cites=(Cite(source=source, locator=at or ""),), at=bench.origin(loc))


def part(name: str, text: str | None, loc: Loc, bench: Bench) -> tuple[Part, ...]:
    """What is said of an entry under the house's word for `name`, if any; no part where nothing is written."""
    label = word(name, bench.language) if name else ""
    return (Part(label=label, inlines=said(text, loc, bench)),) if text else ()


def labelled(label: str | None, text: str, loc: Loc, bench: Bench) -> tuple[Part, ...]:
    """The `text:` at `loc` under the analyst's own label, its `for:`."""
    return (Part(label=words_alone(label or "", (*loc, "for"), bench), inlines=said(text, (*loc, "text"), bench)),)


def words_for(name: str | None, language: str) -> Inlines:
    """The house's word for a choice the analyst made; nothing where none was made."""
    return (Text(text=word(name, language)),) if name else ()


def likelihood_words(likelihood: Likelihood, loc: Loc, bench: Bench) -> str:
    """A likelihood with its range, as the judgements print it: Likely, 55–80%."""
    chance = bench.chance(likelihood, loc)
    span = reach(chance.low, chance.high, bench.language)
    return f"{chance.word.capitalize()}, {span}" if chance.word else span


def meta(name: str, loc: Loc, bench: Bench) -> Meta:
    """The meta of a block called `name` that stands at `loc` of the specification."""
    return Meta(id=name, origin=bench.origin(loc))


def titled(words: str, block: Block) -> list[Block]:
    """The block under a heading within its section."""
    heading = Meta(id=f"{block.meta.id}-head-{slugify(words)}", origin=block.meta.origin)
    return [Heading(meta=heading, level=1, inlines=(Text(text=words),)), block]


def entries(items: Sequence[Entry], about: Meta) -> list[Block]:
    """A block of the entries; nothing where there are none."""
    return [Entries(meta=about, items=tuple(items))] if items else []


def grid(columns: Sequence[str], rows: Sequence[GridRow], about: Meta, language: str) -> list[Block]:
    """A grid under the house's words for `columns`, the first heading the rows; nothing where there are no rows."""
    corner, *others = (word(column, language) for column in columns)
    made = Grid(meta=about, corner=corner, columns=tuple(others), rows=tuple(rows))
    return [made.filled()] if rows else []


def listed(options: ListOptions, loc: Loc, bench: Bench, blocks: Sequence[Block]) -> Section | None:
    """The section: the text it was given in Markdown, then its list; a fault where there is neither."""
    kind = str(getattr(options, "kind", ""))
    wanted = (options.prose or "").casefold()
    text = next((one for one in bench.spec.prose if wanted and one.heading.casefold() == wanted), None)
    if text is None and not blocks:
        if not wanted and not bench.faults:
            advice = f"write its list, or `prose:` and a heading of {bench.spec.slug}.md, or take it out"
            bench.fault(loc, f"the section {kind!r} says nothing", advice)
        return None
    return Section(
        id=options.id or kind,
        kind=kind,
        title=options.heading or (text.heading if text else word(kind, bench.language)),
        blocks=with_audiences((*(text.blocks if text else ()), *blocks), options),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )
