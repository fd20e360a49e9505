"""Timeline: rows of events go in; out comes what happened when, in lanes, under named phases. No ink."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ConfigDict, Field, StrictStr

from iria_reports.composing.charts.cells import filled
from iria_reports.composing.charts.kind import Ask, ChartKind, ChartOptions, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    chosen,
    has,
    id_column,
    ids_of,
    known_on,
    named_ids,
    printed_label,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import day_month, listing, period
from iria_reports.report import Column, DataTable
from iria_reports.writing.fields import IsoDate

MOST_EVENTS = 80
LONGEST_LABEL = 90
MOST_ON_COVER = 7


class Phase(ChartOptions):
    """A stretch of the timeline with a name, shaded from its first day to its last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: StrictStr = Field(description="The phase's name, as printed above it.")
    start: IsoDate = Field(alias="from", description="Its first day.")
    end: IsoDate = Field(alias="to", description="Its last day.")


class TimelineOptions(ChosenRows):
    """What the analyst chooses for a timeline."""

    lane: StrictStr = Field("event_type", description="The column that sorts events into lanes.")
    lanes: dict[StrictStr, StrictStr] | None = Field(
        None, description="Lanes from the top: value in the lane column, and the label printed; others are left out."
    )
    start: IsoDate | None = Field(None, alias="from", description="The first day shown; the first event's if left out.")
    end: IsoDate | None = Field(None, alias="to", description="The last day shown; the last event's if left out.")
    label: StrictStr | None = Field(
        None, description="The column printed beside each event; `short` if the table has one, else `title`."
    )
    cover: tuple[StrictStr, ...] = Field(
        (),
        max_length=MOST_ON_COVER,
        description="Events that a cover shows, by their ids; the whole chart if left out.",
    )
    phases: tuple[Phase, ...] = Field((), description="Named stretches, shaded behind the events.")


@dataclass(frozen=True)
class Event:
    """One event to draw: from its first day to its last, in a lane by its printed label.

    other  the other day it may have been, of an event that did not last
    """

    row: Row
    start: date
    end: date
    lane: str
    label: str
    other: date | None = None


def read(ask: Ask, options: TimelineOptions) -> Meaning:
    """The events of the chosen rows, lanes and days, in order of lane and time."""
    known = [one for one in options.phases if one.start <= ask.as_of]
    phases = tuple(one.model_copy(update={"end": min(one.end, ask.as_of)}) for one in known)
    options = options.model_copy(update={"phases": phases})
    findings = Findings(ask)
    label = options.label or ("short" if has(ask, "short") else "title")
    findings.require({"data": "date", "lane": options.lane, "label": label})
    rows = chosen(ask, options, findings)
    lanes = _lanes(rows, options, findings)
    events = [event for row in rows if (event := _event(row, (options.lane, label), lanes, findings))]
    start, end = _window(events, options, findings)
    events = [event for event in events if event.start <= end and event.end >= start]
    findings.stop()
    if not events:
        findings.nothing_left("event", "widen `from`, `to`, `lanes` or `only`")
    if len(events) > MOST_EVENTS:
        advice = "choose the events that matter with `only`, or draw fewer lanes"
        findings.add(f"{len(events)} events are more than the {MOST_EVENTS} that fit on a page", advice)
    findings.stop()
    order = list(lanes.values())
    events.sort(key=lambda event: (order.index(event.lane), event.start, event.row.at))
    cover = _cover(events, options, findings)
    findings.stop()
    return _meaning(ask, options, events, (start, end), cover)


def _cover(events: list[Event], options: TimelineOptions, findings: Findings) -> list[int]:
    """The numbers of the events that a cover shows."""
    if not options.cover:
        return []
    ids = ids_of([event.row for event in events], options, findings)
    column = id_column(findings.ask, options)
    return [ids.index(name) for name in named_ids(options.cover, ids, findings, key="cover", column=column)]


def _lanes(rows: list[Row], options: TimelineOptions, findings: Findings) -> dict[str, str]:
    """Printed label by value, in the order of the lanes."""
    values = list(dict.fromkeys(str(row.cells[options.lane]) for row in rows if row.cells.get(options.lane)))
    if options.lanes is None:
        return {value: value.replace("-", " ").replace("_", " ").capitalize() for value in values}
    findings.held(options.lanes, values, options.lane, key="lanes")
    return dict(options.lanes)


def _event(row: Row, columns: tuple[str, str], lanes: dict[str, str], findings: Findings) -> Event | None:
    lane, label = columns
    if row.cells.get(lane) is None:
        findings.add("the event belongs to no lane", f"fill in {lane!r}", row=row, column=lane)
        return None
    if str(row.cells[lane]) not in lanes:
        return None
    start = findings.day(row, "date")
    end = start if row.cells.get("end_date") is None else findings.day(row, "end_date")
    words = " ".join(str(row.cells.get(label) or "").split())
    if not words:
        findings.add("the event has no label", "every event drawn needs one", row=row, column=label)
    elif len(words) > LONGEST_LABEL:
        message = f"the label has {len(words)} characters, more than {LONGEST_LABEL}"
        findings.add(message, "write a shorter one, for example in a column `short`", row=row, column=label)
    else:
        findings.unbroken(words, row, label)
    other = None if row.cells.get("or_date") is None else findings.day(row, "or_date")
    if start is None or end is None:
        return None
    if end < start:
        findings.add(f"the event ends on {end}, before it starts on {start}", "check both", row=row, column="end_date")
        return None
    if other is not None and (end > start or other <= start):
        message = f"the event may have been on {other} instead of {start}" + (
            f", yet it lasts to {end}" * (end > start)
        )
        advice = "give `or_date` the later of two days, and to an event that lasted only `end_date`"
        findings.add(message, advice, row=row, column="or_date")
    return Event(row, start, end, lanes[str(row.cells[lane])], words, other)


def _window(events: list[Event], options: TimelineOptions, findings: Findings) -> tuple[date, date]:
    start = options.start or min((event.start for event in events), default=date.min)
    end = options.end or max((max(event.end, event.other or event.end) for event in events), default=date.max)
    if end < start:
        findings.add(f"the timeline ends on {end}, before it starts on {start}", "check `from` and `to`", column="to")
    for phase in options.phases:
        if phase.end < phase.start:
            message = f"the phase {phase.name!r} ends on {phase.end}, before it starts on {phase.start}"
            findings.add(message, "check its `from` and `to`", column="phases")
        elif phase.end < start or phase.start > end:
            message = f"the phase {phase.name!r} lies outside the days shown, {start} to {end}"
            findings.add(message, "move it, or leave it out", column="phases")
    return start, end


def _meaning(
    ask: Ask, options: TimelineOptions, events: list[Event], window: tuple[date, date], cover: list[int]
) -> Meaning:
    table = with_sources(ask, _table(ask, options, events), [event.row for event in events])
    lanes = list(dict.fromkeys(event.lane for event in events))
    drawn: dict[str, Any] = {
        "from": window[0].isoformat(),
        "to": window[1].isoformat(),
        "lanes": lanes,
        "hues": {lane: at for at, lane in enumerate(lanes)},
        "cover": cover,
        "phases": [{"name": one.name, "from": str(one.start), "to": str(one.end)} for one in options.phases],
    }
    hollow = "; a hollow dot is the other day it may have been" if any(event.other for event in events) else ""
    sort = f"by {printed_label(ask, options.lane, options.lane.replace('_', ' ')).lower()}"
    sort = f"in {_count(len(lanes), 'strand')}" if sort == "by lane" else sort  # how it is drawn says nothing
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{_count(len(events))} {sort}, {period(*window, ask.language)}{hollow}",
        alternative=_alternative(ask, options, events, window),
        sources=sources_of(table),
        known_on=known_on([event.row for event in events]),
    )


def _table(ask: Ask, options: TimelineOptions, events: list[Event]) -> DataTable:
    lane = printed_label(ask, options.lane, options.lane.replace("_", " ").capitalize())
    columns = (
        Column(name="date", label="Date", type="date"),
        Column(name="end_date", label="Until", type="date"),
        Column(name="or_date", label="Or on", type="date"),
        Column(name="lane", label=lane),
        Column(name="label", label="Event"),
    )
    rows = [
        (event.start, event.end if event.end > event.start else None, event.other, event.lane, event.label)
        for event in events
    ]
    return filled(columns, rows)


def _alternative(ask: Ask, options: TimelineOptions, events: list[Event], window: tuple[date, date]) -> str:
    language = ask.language
    lanes = [f"{name} ({count})" for name, count in Counter(event.lane for event in events).items()]
    first = min(events, key=lambda event: (event.start, event.row.at))
    last = max(events, key=lambda event: (event.start, event.row.at))
    parts = [
        f"Timeline of {_count(len(events))} in {_count(len(lanes), 'lane')}, {listing(lanes, language)}, "
        f"from “{first.label}” on {day_month(first.start, language)} "
        f"to “{last.label}” on {day_month(last.start, language)} {last.start.year}"
    ]
    busiest, most = Counter(event.start for event in events).most_common(1)[0]
    if most > 1 and len(events) > most:
        parts.append(f"{most} of them began on {day_month(busiest, language)}")
    if options.phases:
        turns = [f"{one.name} from {day_month(one.start, language)}" for one in options.phases]
        parts.append(f"phases: {listing(turns, language)}")
    return "; ".join(parts) + "."


def _count(number: int, noun: str = "event") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


TIMELINE = ChartKind("timeline", "events over time, in lanes", TimelineOptions, read)
