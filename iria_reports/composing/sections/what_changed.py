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
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.weighing import weighed
from iria_reports.composing.words import word
from iria_reports.errors import Fault, Place
from iria_reports.judging.earlier import EarlierReport
from iria_reports.judging.ledger import Outcome
from iria_reports.judging.score import said_as
from iria_reports.report import (
    CellValue,
    Citation,
    Column,
    DataTable,
    Inlines,
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

    Why stands at the judgement (`changed-because:`) or, for one that is made no more, in `dropped:`. What came of it is
    taken from the record of outcomes. Without a heading it belongs to the section before it.
    """

    kind: Literal["what-changed"] = Field(description="What changed in the judgements since an earlier report.")
    heading: Line | None = Field(None, description="Makes it a section of its own under this heading.")
    title: Line | None = Field(None, description="What the table shows; counted from the judgements if left out.")
    dropped: tuple[DroppedOptions, ...] = Field((), description="The judgements made no more, each with its reason.")


def make(options: WhatChangedOptions, loc: Loc, bench: Bench) -> Section | None:
    if bench.spec.follows is None:
        if bench.spec.choices.follows is None:
            advice = "write `follows: reports/earlier/that-report.json` at the top"
            bench.fault(loc, "there is no earlier report to compare with", advice)
        return None
    if bench.follows is None:
        return None  # it was made after the as-of day, and is left out
    now, dropped = list(_rows_now(options, loc, bench)), list(_rows_dropped(options, loc, bench, bench.follows))
    rows = [*(row for row in now if row[3] != "new"), *dropped, *(row for row in now if row[3] == "new")]
    if not rows:
        return None
    return Section(
        id=options.id or (slugify(options.heading) if options.heading else "what-changed"),
        kind="what-changed",
        title=options.heading or "",
        blocks=(_table(options, loc, bench, rows),),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


def _table(options: WhatChangedOptions, loc: Loc, bench: Bench, rows: list[Row]) -> Table:
    kept = [at for at in range(len(COLUMNS)) if any(row[at] for row in rows)]
    table = DataTable(
        columns=tuple(COLUMNS[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in rows)
    )
    sources = tuple(dict.fromkeys(name for row in rows for name in _names(row[-1])))
    days = [when for name in sources if (when := _known_on(name, bench))]
    known = max((when for when in days if when <= bench.rendition.as_of), default=None)  # later ones are faults already
    meta = Meta(id=options.id or "what-changed", origin=bench.origin(loc), known_on=known, sources=sources)
    assert bench.follows is not None
    since = f"{bench.follows.kind_label}: “{bench.follows.title}”, {word('as-of', 'en').lower()}"
    footer = f"Compared with our {since[:1].lower()}{since[1:]} {day(bench.follows.as_of, bench.language)}."
    return Table(
        meta=narrowed(meta, options),
        title=options.title or _counted([str(row[3]) for row in rows], bench),
        table=table,
        width="full",
        footer=footer,
    )


def _counted(changes: list[str], bench: Bench) -> str:
    """Of nine judgements two are kept, three dropped and four new."""
    counts = Counter(change.split(" ")[0].rstrip(";") for change in changes)
    told = [f"{counts[one]} {one}" for one in ("kept", "raised", "lowered", "dropped", "new") if counts[one]]
    assert bench.follows is not None
    return f"Judgements since {day(bench.follows.as_of, bench.language)}: {listing(told, bench.language)}"


def _rows_now(options: WhatChangedOptions, loc: Loc, bench: Bench) -> Iterator[Row]:
    """A row for each judgement of this report that this reader may see and that could be made by the as-of day."""
    sections = [section for section in bench.sections if section.kind == "judgements"]
    if not sections:
        bench.fault(loc, "there are no judgements before it", "put it after the section of the kind `judgements`")
    blocks = [block for section in sections if bench.reads(section.audiences) for block in section.blocks]
    for item in (item for block in blocks if isinstance(block, Judgements) for item in block.items):
        standing = weighed(item, bench.spec.sources, bench.rendition.as_of) if bench.rendition.leave_out_later else item
        if standing is None:
            continue
        before = bench.follows.judgement(item.id) if bench.follows else None
        also = moved(standing, before) if before else ""
        change = f"{item.change}; {also}" if also else item.change
        outcome, sources = _came(item.id, bench)
        names = dict.fromkeys([*cited(standing.because), *sources])
        yield (
            plain(item.statement),
            said_as(before) if before else None,
            said_as(item),
            change,
            outcome,
            plain(standing.because) or None,
            "; ".join(names) or None,
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
        outcome, sources = _came(judgement.id, bench)
        names = dict.fromkeys([*cited(because), *sources])
        why = plain(because) or None
        yield plain(judgement.statement), said_as(judgement), None, "dropped", outcome, why, "; ".join(names) or None


def _check_ids(options: WhatChangedOptions, loc: Loc, bench: Bench, here: set[str]) -> None:
    assert bench.follows is not None
    known = [judgement.id for judgement in bench.follows.judgements]
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


def _came(judgement: str, bench: Bench) -> tuple[str | None, list[str]]:
    """What came of a judgement of the earlier report, as far as it was known by the as-of day, and its source."""
    assert bench.follows is not None
    outcome = bench.spec.outcomes.get((bench.follows.name, judgement))
    if outcome is None or not _by_then(outcome, bench):
        return None, []
    settled = day(outcome.on, bench.language)
    source = [outcome.evidence] if outcome.evidence in bench.spec.sources else []
    if outcome.outcome == "void":
        return "cannot be settled", source
    return f"{'happened' if outcome.outcome == 'happened' else 'did not happen'} ({settled})", source


def _by_then(outcome: Outcome, bench: Bench) -> bool:
    known = _known_on(outcome.evidence, bench) or outcome.on
    return max(outcome.on, known) <= bench.rendition.as_of


def _known_on(name: str, bench: Bench) -> date | None:
    return bench.spec.sources[name].known_on if name in bench.spec.sources else None


def _names(cell: CellValue) -> list[str]:
    return [name for part in str(cell or "").split(";") if (name := part.strip())]


WHAT_CHANGED = SectionKind("what-changed", (WhatChangedOptions,), make)
