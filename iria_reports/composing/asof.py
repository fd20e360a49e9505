"""As-of: each block gets the day it was known; what is later than the report's day is a fault, or is left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from iria_reports.composing.rendition import Rendition
from iria_reports.composing.weighing import judgement_inlines, weighed
from iria_reports.errors import Fault, Place
from iria_reports.report import (
    Block,
    Citation,
    Entries,
    Entry,
    Figure,
    Grid,
    GridRow,
    Inline,
    Inlines,
    ItemList,
    Judgement,
    Judgements,
    ListItem,
    Picture,
    Section,
    Source,
)
from iria_reports.writing.inlines import cited, walk
from iria_reports.writing.spec import Spec

BlockT = TypeVar("BlockT", ItemList, Judgements, Entries, Grid)
Item = ListItem | Judgement | Entry | GridRow


def as_it_stood(spec: Spec, day: date) -> Spec:
    """The spec with each article's text, and each source's grade, as they were on `day`."""
    articles = {slug: article.as_of(day) for slug, article in spec.articles.items()}
    sources = {name: _graded_by(source, day) for name, source in spec.sources.items()}
    return replace(spec, articles=articles, sources=sources)


def _graded_by(source: Source, day: date) -> Source:
    """The source without a grade that was given later; nobody is told when it was."""
    grade = source.grade if source.grade_known_on is None or source.grade_known_on <= day else ""
    return source.model_copy(update={"grade": grade, "grade_known_on": None})


def block_inlines(block: Block) -> tuple[Inline, ...]:
    """Every inline of a block, in reading order."""
    if isinstance(block, ItemList):
        out: list[Inline] = []
        for item in block.items:
            out += walk(item.inlines)
            out += block_inlines(item.nested) if item.nested else ()
        return tuple(out)
    if isinstance(block, (Judgements, Entries)):
        return tuple(inline for item in block.items for inline in walk(item_inlines(item)))
    if isinstance(block, Grid):
        return tuple(inline for row in block.rows for inline in walk(item_inlines(row)))
    if isinstance(block, Picture):
        return tuple(walk(block.caption))
    return tuple(walk(getattr(block, "inlines", ())))


def item_inlines(item: Item) -> Inlines:
    """What one item of a block says, without the list within it."""
    match item:
        case ListItem():
            return item.inlines
        case Judgement():
            return judgement_inlines(item)
        case GridRow():
            return tuple(inline for cell in (item.head, *item.cells) for inline in cell)
        case Entry():
            said = [words for part in item.parts for words in (part.inlines, *part.points)]
            return tuple(inline for words in (item.term, item.note, *said) for inline in words)


def block_sources(block: Block) -> tuple[str, ...]:
    """The ids of every source a block rests on, in order of first use."""
    return tuple(dict.fromkeys([*cited(block_inlines(block)), *block.meta.sources]))


def date_blocks(sections: list[Section], sources: dict[str, Source]) -> list[Section]:
    """The sections, each block knowing all its sources and the latest day anything in it was known."""
    return [s.model_copy(update={"blocks": tuple(_dated(block, sources) for block in s.blocks)}) for s in sections]


def _dated(block: Block, sources: dict[str, Source]) -> Block:
    ids = block_sources(block)
    days: list[date | None] = [block.meta.known_on]
    if not hasattr(block, "table"):  # a table's rows were dated one by one when they were chosen
        days += [sources[name].known_on for name in ids if name in sources]
    known = max((day for day in days if day), default=None)
    return block.model_copy(update={"meta": block.meta.model_copy(update={"sources": ids, "known_on": known})})


def leave_out_items(sections: list[Section], sources: dict[str, Source], as_of: date) -> list[Section]:
    """The sections, their lists and judgements without the items that rest on what was known only after `as_of`.

    One late point does not take the others with it. A list of which nothing is left goes with its last item. Of a
    judgement, later evidence goes, and its confidence is computed anew.
    """

    def known(item: Item) -> bool:
        days = (sources[name].known_on for name in cited(item_inlines(item)) if name in sources)
        return all(day is None or day <= as_of for day in days)

    return keep_items([_weighed(section, sources, as_of) for section in sections], known)


def _weighed(section: Section, sources: dict[str, Source], as_of: date) -> Section:
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Judgements):
            items = tuple(item for one in block.items if (item := weighed(one, sources, as_of)))
            blocks += [_with(block, items=items)] if items else []
        else:
            blocks.append(block)
    return section.model_copy(update={"blocks": tuple(blocks)})


def items_for(sections: list[Section], audience: str) -> list[Section]:
    """The sections, their lists without the items that are for other readers; nothing of those dates or cites."""
    return keep_items(sections, lambda item: audience in (getattr(item, "audiences", ()) or (audience,)))


def keep_items(sections: list[Section], keep: Callable[[Item], bool]) -> list[Section]:
    """The sections with those items of lists and judgements of which `keep` says so, and without lists left empty."""
    kept = []
    for section in sections:
        blocks = [trimmed for block in section.blocks if (trimmed := _trimmed(block, keep)) is not None]
        kept.append(section.model_copy(update={"blocks": tuple(blocks)}))
    return kept


def _trimmed(block: Block, keep: Callable[[Item], bool]) -> Block | None:
    match block:
        case Judgements():
            judged = tuple(_kept(item, keep) for item in block.items if keep(_core(item)))
            return _with(block, items=judged) if judged else None
        case Entries(together=False):
            told = tuple(item for item in block.items if keep(item))
            return _with(block, items=told) if told else None
        case Grid():
            rows = tuple(row for row in block.rows if keep(row))
            return _with(block, rows=rows).filled() if rows else None
        case ItemList():
            return _trimmed_list(block, keep)
    return block


def _core(item: Judgement) -> Judgement:
    """What a judgement stands or falls with."""
    return Judgement(id=item.id, statement=item.statement, basis=item.basis)


def _kept(item: Judgement, keep: Callable[[Item], bool]) -> Judgement:
    """The judgement with those of its assumptions and indicators, and the reason for its change, that are kept."""

    def told(sentence: Inlines) -> bool:
        return keep(ListItem(inlines=sentence))

    update: dict[str, Any] = {"because": item.because if told(item.because) else ()}
    for name in ("assumptions", "indicators"):
        update[name] = tuple(sentence for sentence in getattr(item, name) if told(sentence))
    return item.model_copy(update=update)


def _trimmed_list(block: ItemList, keep: Callable[[Item], bool]) -> ItemList | None:
    items = []
    for item in block.items:
        if keep(item):
            nested = _trimmed_list(item.nested, keep) if item.nested else None
            items.append(item.model_copy(update={"nested": nested}))
    return _with(block, items=tuple(items)) if items else None


def _with(block: BlockT, **items: tuple[Item, ...]) -> BlockT:
    """The block with these items only; the ids it keeps from when it was read may be those of items now gone."""
    if all(getattr(block, name) == kept for name, kept in items.items()):
        return block
    return block.model_copy(update={**items, "meta": block.meta.model_copy(update={"sources": ()})})


def later_than(sections: list[Section], spec: Spec, rendition: Rendition) -> list[Fault]:
    """A fault for each article, citation and block later than the as-of day; none where they are to be left out.

    An article's citations may never be later than the article itself.
    """
    faults = [fault for article in spec.articles.values() for fault in _article_faults(article.slug, spec)]
    if rendition.leave_out_later:
        return faults
    as_of = rendition.as_of
    for slug, article in spec.articles.items():
        if article.stands_from > as_of:
            key = "updated" if article.front.updated else "date"
            message = f"article {slug!r} is of {article.stands_from}, after the report's as-of date {as_of}"
            advice = "leave it out, keep the text that stood then beside it, or move the as-of date"
            if key == "date":
                advice = "leave it out, or move the as-of date"
            faults.append(Fault(article.where.place((key,)), key, message, advice))
    for section in sections:
        said = {name for block in section.blocks for name in cited(block_inlines(block))}
        for block in section.blocks:
            found = _late_citations(block, spec.sources, as_of, f"the report's as-of date {as_of}")
            faults += [] if _drawn_from(block, said, spec.sources) else found
    return list({fault.where: fault for fault in reversed(faults)}.values())


def _drawn_from(block: Block, said: set[str], sources: dict[str, Source]) -> bool:
    """Whether a figure only draws what its section says, as scenarios do: what is late of it is told at the words."""
    days = [sources[name].known_on for name in block.meta.sources if name in sources]
    latest = max((day for day in days if day), default=None)
    return isinstance(block, Figure) and latest == block.meta.known_on and set(block.meta.sources) <= said


def _article_faults(slug: str, spec: Spec) -> list[Fault]:
    article = spec.articles[slug]
    day = article.stands_from
    blocks = [block for part in article.prose.sections for block in part.blocks]
    return [f for block in blocks for f in _late_citations(block, spec.sources, day, f"the article's own date {day}")]


def _late_citations(block: Block, sources: dict[str, Source], limit: date, what: str) -> list[Fault]:
    faults = []
    for inline in block_inlines(block):
        if not isinstance(inline, Citation) or inline.at is None:
            continue
        for cite in inline.cites:
            known = sources[cite.source].known_on if cite.source in sources else None
            if known and known > limit:
                place = Place(inline.at.path, inline.at.line, inline.at.column)
                message = f"@{cite.source} counts from {known} ({sources[cite.source].published}), after {what}"
                faults.append(Fault(place, "", message, "cite an earlier source, or take the statement out"))
    origin = block.meta.origin
    if not faults and block.meta.known_on and block.meta.known_on > limit and origin.path and block.type != "heading":
        place = Place(origin.path, origin.line, origin.column)
        faults.append(Fault(place, "", f"known only on {block.meta.known_on}, after {what}", "take it out"))
    return faults
