"""What changed: the judgements of the report that this one follows beside those of this one, each with its reason."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, SectionOptions, narrowed
from iria_reports.composing.changes import moved
from iria_reports.composing.charts.wording import day, listing
from iria_reports.composing.outcomes import OPEN, Came, came, drawn, scored
from iria_reports.composing.sections.charts import footer
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.weighing import weighed
from iria_reports.composing.words import word
from iria_reports.errors import Fault, InputFaults, Place
from iria_reports.judging.earlier import EarlierReport
from iria_reports.judging.score import said_as
from iria_reports.report import (
    CellValue,
    Citation,
    Column,
    DataTable,
    Figure,
    Inlines,
    Judgement,
    Judgements,
    Meta,
    Section,
    Table,
    plain,
)
from iria_reports.writing.fields import Choices, Line, Passage, slugify
from iria_reports.writing.inlines import cited, walk
from iria_reports.writing.match import suggest
from iria_reports.writing.nodes import Loc
from iria_reports.writing.prose import read_line

COLUMNS = (
    Column(name="judgement", label="Judgement"),
    Column(name="before", label="Then"),
    Column(name="now", label="Now"),
    Column(name="change", label="Change"),
    Column(name="outcome", label="What came"),
    Column(name="score", label="Score", type="number"),
    Column(name="because", label="Why"),
    Column(name="sources", label="Sources", type="sources"),
)
Row = tuple[CellValue, ...]


class DroppedOptions(Choices):
    """One judgement of the earlier report that this one makes no more."""

    id: str = Field(min_length=1, description="Its id in the earlier report.")
    because: Passage = Field(description="Why it is made no more, with [@id] citations.")


class WhatChangedOptions(SectionOptions):
    """Each judgement of the report named by `follows:` and of this one: kept, raised, lowered, dropped or new, and why.

    Why stands at the judgement (`changed-because:`) or, for one that is made no more, in `dropped:`. A judgement of the
    earlier report is printed as it was worded there. What came of it is taken from the record of outcomes, and scored.
    `chart:` draws it too, as [@fig:what-changed-drawn]. Without a heading it belongs to the section before it.
    """

    kind: Literal["what-changed"] = Field(description="What changed in the judgements since an earlier report.")
    heading: Line | None = Field(None, description="Makes it a section of its own under this heading.")
    title: Line | None = Field(None, description="What the table shows; counted from the judgements if left out.")
    dropped: tuple[DroppedOptions, ...] = Field((), description="The judgements made no more, each with its reason.")
    chart: Line | None = Field(
        None,
        description="The finding over a chart of what came of each judgement of the earlier report; no chart if left "
        "out, or while none is settled.",
    )
    labels: dict[str, Line] = Field({}, description="Shorter words for the chart, by the earlier judgement’s id.")


def make(options: WhatChangedOptions, loc: Loc, bench: Bench) -> Section | None:
    if bench.spec.follows is None:
        if bench.spec.choices.follows is None:
            advice = "write `follows: reports/earlier/that-report.json` at the top"
            bench.fault(loc, "there is no earlier report to compare with", advice)
        return None
    if bench.follows is None:  # it was made after the as-of day, and is left out
        bench.left_out |= {("table", _name(options)), ("figure", f"{_name(options)}-drawn")}
        return None
    now, dropped = list(_rows_now(options, loc, bench)), list(_rows_dropped(options, loc, bench, bench.follows))
    rows = [*(row for row in now if row[3] != "new"), *dropped, *(row for row in now if row[3] == "new")]
    if not rows:
        return None
    told = _told_of(bench)
    return Section(
        id=options.id or (slugify(options.heading) if options.heading else "what-changed"),
        kind="what-changed",
        title=options.heading or "",
        blocks=(*_chart(options, loc, bench, told), _table(options, loc, bench, rows, told)),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def _name(options: WhatChangedOptions) -> str:
    """The id by which the text refers to its table; its chart has the same and `-drawn`."""
    return options.id or "what-changed"


def _told_of(bench: Bench) -> list[Judgement]:
    """The judgements of the earlier report that this reader is told of: not those made again for others only."""
    assert bench.follows is not None
    here = {item.id for item in _made(bench, for_all=True)}
    read = {item.id for item in _made(bench)}
    return [one for one in bench.follows.judgements if one.id in read or one.id not in here]


def _made(bench: Bench, *, for_all: bool = False) -> Iterator[Judgement]:
    """The judgements of this report before this section that this reader, or that anybody, may see."""
    sections = [section for section in bench.sections if section.kind == "judgements"]
    blocks = [block for section in sections if for_all or bench.reads(section.audiences) for block in section.blocks]
    yield from (item for block in blocks if isinstance(block, Judgements) for item in block.items)


def _chart(options: WhatChangedOptions, loc: Loc, bench: Bench, told: list[Judgement]) -> list[Figure]:
    """What came of each judgement of the earlier report, drawn; nothing where no chart is wished or none is settled."""
    if options.chart is None:
        return []
    name = f"{_name(options)}-drawn"
    try:
        meaning = drawn(told, options.labels, (*loc, "chart"), bench)
    except InputFaults as found:
        bench.faults += found.faults
        return []
    if meaning is None:
        bench.left_out.add(("figure", name))
        return []
    meta = Meta(id=name, origin=bench.origin(loc), known_on=meaning.known_on, sources=meaning.sources)
    figure = Figure(
        meta=narrowed(meta, options),
        kind="likelihood",
        title=options.chart,
        subtitle=meaning.subtitle,
        alternative=meaning.alternative,
        options=meaning.options,
        table=meaning.table,
        width="full",
        footer=footer(meaning, bench),
    )
    return [figure]


def _table(options: WhatChangedOptions, loc: Loc, bench: Bench, rows: list[Row], told: list[Judgement]) -> Table:
    rows = _opened(rows)
    kept = [at for at in range(len(COLUMNS)) if any(row[at] is not None for row in rows)]
    table = DataTable(
        columns=tuple(COLUMNS[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in rows)
    )
    sources = tuple(dict.fromkeys(name for row in rows for name in _names(row[-1])))
    days = [when for name in sources if (when := _known_on(name, bench))]
    known = max((when for when in days if when <= bench.rendition.as_of), default=None)  # later ones are faults already
    meta = Meta(id=_name(options), origin=bench.origin(loc), known_on=known, sources=sources)
    assert bench.follows is not None
    since = f"{bench.follows.kind_label}: “{bench.follows.title}”, {word('as-of', 'en').lower()}"
    compared = f"Compared with our {since[:1].lower()}{since[1:]} {day(bench.follows.as_of, bench.language)}."
    scores = scored(told, bench)
    return Table(
        meta=narrowed(meta, options),
        title=options.title or _counted([str(row[3]) for row in rows], bench),
        table=table,
        width="full",
        footer=" ".join(filter(None, (compared, scores))),
    )


def _opened(rows: list[Row]) -> list[Row]:
    """Where something is settled, what is not is called open; a new judgement is neither."""
    before, outcome = (next(at for at, one in enumerate(COLUMNS) if one.name == name) for name in ("before", "outcome"))
    if all(row[outcome] is None for row in rows):
        return rows
    return [
        (*row[:outcome], OPEN, *row[outcome + 1 :]) if row[before] is not None and row[outcome] is None else row
        for row in rows
    ]


def _counted(changes: list[str], bench: Bench) -> str:
    """Of nine judgements two are kept, three dropped and four new."""
    counts = Counter(change.split(" ")[0].rstrip(";") for change in changes)
    told = [f"{counts[one]} {one}" for one in ("kept", "raised", "lowered", "dropped", "new") if counts[one]]
    assert bench.follows is not None
    return f"Judgements since {day(bench.follows.as_of, bench.language)}: {listing(told, bench.language)}"


def _rows_now(options: WhatChangedOptions, loc: Loc, bench: Bench) -> Iterator[Row]:
    """A row for each judgement of this report that this reader may see and that could be made by the as-of day."""
    if not any(section.kind == "judgements" for section in bench.sections):
        bench.fault(loc, "there are no judgements before it", "put it after the section of the kind `judgements`")
    for item in _made(bench):
        standing = weighed(item, bench.spec.sources, bench.rendition.as_of) if bench.rendition.leave_out_later else item
        if standing is None:
            continue
        before = bench.follows.judgement(item.id) if bench.follows else None
        also = moved(standing, before) if before else ""
        change = f"{item.change}; {also}" if also else item.change
        outcome = came(before, bench) if before else None
        yield (
            plain((before or item).statement),
            said_as(before) if before else None,
            said_as(item),
            change,
            *_told(outcome, standing.because, bench),
        )


def _rows_dropped(options: WhatChangedOptions, loc: Loc, bench: Bench, earlier: EarlierReport) -> Iterator[Row]:
    """A row for each judgement of the earlier report that is not in this one; one without a reason is a fault."""
    made = [one.judgements for one in bench.spec.choices.sections if one.kind == "judgements"]
    here = {judgement.id for judgements in made for judgement in judgements}
    reasons = {one.id: index for index, one in enumerate(options.dropped)}
    _check_ids(options, loc, bench, here)
    for judgement in earlier.judgements:
        if judgement.id in here:
            continue
        if judgement.id not in reasons:
            message = f"{judgement.id!r} of {earlier.path} is not among the judgements, and no reason is given"
            advice = f"write `dropped: [{{id: {judgement.id}, because: ...}}]` here, or make the judgement again"
            bench.fault(loc, message, advice)
            continue
        index = reasons[judgement.id]
        because = _reason(options.dropped[index].because, (*loc, "dropped", index, "because"), bench)
        outcome = came(judgement, bench)
        change = "dropped; settled" if outcome.settled else "dropped"
        yield plain(judgement.statement), said_as(judgement), None, change, *_told(outcome, because, bench)


def _told(outcome: Came | None, because: Inlines, bench: Bench) -> Row:
    """The cells of what came, its score, why, and the sources of both; nothing came of a judgement that is new."""
    names = dict.fromkeys([*cited(because), *filter(None, [outcome.source if outcome else ""])])
    came_and_score = (outcome.told(bench.language), outcome.score) if outcome else (None, None)
    return *came_and_score, plain(because) or None, "; ".join(names) or None


def _check_ids(options: WhatChangedOptions, loc: Loc, bench: Bench, here: set[str]) -> None:
    assert bench.follows is not None
    known = [judgement.id for judgement in bench.follows.judgements]
    for name in options.labels:
        if name not in known:
            advice = suggest(name, known) or f"it has {', '.join(known) or 'none'}"
            bench.fault((*loc, "labels", name), f"no judgement {name!r} in {bench.follows.path}", advice)
    for index, one in enumerate(options.dropped):
        at = (*loc, "dropped", index, "id")
        if one.id in here:
            bench.fault(at, f"{one.id!r} is dropped here and judged above", "keep one of the two")
        elif one.id not in known:
            advice = suggest(one.id, known) or f"it has {', '.join(known) or 'none'}"
            bench.fault(at, f"no judgement {one.id!r} in {bench.follows.path}", advice)


def _reason(text: str, loc: Loc, bench: Bench) -> Inlines:
    """Why, as inlines; nothing where it rests on what was known later and that is left out."""
    inlines, faults = read_line(text, partial(bench.spec.where.place_in, loc), language=bench.language)
    bench.faults += faults
    as_of = bench.rendition.as_of
    for inline in walk(inlines):
        for cite in inline.cites if isinstance(inline, Citation) else ():
            at = inline.at
            place = Place(at.path, at.line, at.column) if at else bench.spec.where.place(loc)
            known = _known_on(cite.source, bench)
            if cite.source not in bench.spec.sources:
                advice = suggest(cite.source, bench.spec.sources) or "give it a row in a table in reports/sources/"
                bench.faults.append(Fault(place, "", f"no source @{cite.source}", advice))
            elif known and known > as_of and bench.rendition.leave_out_later:
                return ()
            elif known and known > as_of:
                message = f"@{cite.source} counts from {known}, after the report's as-of date {as_of}"
                advice = "cite an earlier source, or take the statement out"
                bench.faults.append(Fault(place, "", message, advice))
    return inlines


def _known_on(name: str, bench: Bench) -> date | None:
    return bench.spec.sources[name].known_on if name in bench.spec.sources else None


def _names(cell: CellValue) -> list[str]:
    return [name for part in str(cell or "").split(";") if (name := part.strip())]


WHAT_CHANGED = SectionKind("what-changed", (WhatChangedOptions,), make)
