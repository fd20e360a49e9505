"""Daily: rows of dated events go in; out comes how many there were on each day, of which type. No ink."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import Field, StrictStr

from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    capitalised,
    chosen,
    known_on,
    merged,
    plain,
    printed_label,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import day_month, listing, number, period
from iria_reports.report import Column, DataTable
from iria_reports.writing.fields import IsoDate

MOST_TYPES = 6
MOST_DAYS = 200
LONGEST_LABEL = 60


class DailyOptions(ChosenRows):
    """What the analyst chooses for events per day."""

    date: StrictStr = Field("date", description="The column of the day; an event counts on its first day.")
    type: StrictStr = Field("event_type", description="The column that sorts events into types.")
    types: dict[StrictStr, StrictStr] | None = Field(
        None,
        description="Types from the foot of the bars: value in the type column, and the label printed, which several "
        "may share; others are left out. The most frequent stands lowest if left out.",
    )
    count: StrictStr | None = Field(
        None, description="The column of how many events a row stands for; each counts one if left out."
    )
    unit: StrictStr = Field("events", min_length=1, description="What is counted, as printed.")
    start: IsoDate | None = Field(None, alias="from", description="The first day shown; the first event's if left out.")
    end: IsoDate | None = Field(
        None, alias="to", description="The last day shown, at most the as-of day; the last event's if left out."
    )


@dataclass(frozen=True)
class Counted:
    """How many events a row stands for, on which day and of which type by its printed label."""

    row: Row
    day: date
    type: str
    count: float


@dataclass(frozen=True)
class Days:
    """Every day shown, with what was counted on it; `types` from the foot of the bars."""

    events: dict[date, list[Counted]]
    types: tuple[str, ...]

    @property
    def days(self) -> list[date]:
        return list(self.events)

    def all(self) -> list[Counted]:
        return [event for events in self.events.values() for event in events]

    def on(self, day: date, type: str | None = None) -> float:
        """How many there were on a day, of one type or all."""
        return sum(event.count for event in self.events[day] if type in (None, event.type))

    def of(self, type: str | None = None) -> float:
        """How many there were in all, of one type or all."""
        return sum(self.on(day, type) for day in self.events)


def read(ask: Ask, options: DailyOptions) -> Meaning:
    """The events of the chosen rows, types and days, day by day."""
    findings = Findings(ask)
    wanted = {"date": options.date, "type": options.type} | ({"count": options.count} if options.count else {})
    findings.require(wanted)
    rows = chosen(ask, options, findings)
    labels = _labels(rows, options, findings)
    events = [event for row in rows if (event := _event(row, labels, options, findings))]
    findings.stop()
    start, end = _window(events, options, findings)
    events = [event for event in events if start <= event.day <= end]
    types = _types(events, labels, options)
    length = (end - start).days + 1
    if not events:
        findings.nothing_left("event", "widen `from`, `to`, `types` or `only`, or fill the table")
    if length > MOST_DAYS:
        message = f"{length} days are more than the {MOST_DAYS} that can be told apart"
        findings.add(message, "show fewer with `from` and `to`", column="from" if options.start else None)
    if len(types) > MOST_TYPES:
        advice = "give several one label with `types`, or leave some out"
        findings.add(f"{len(types)} types are more than the {MOST_TYPES} that can be told apart", advice, column="type")
    findings.stop()
    by_day: dict[date, list[Counted]] = {start + timedelta(at): [] for at in range(length)}
    for event in events:
        by_day[event.day].append(event)
    return _meaning(ask, options, Days(by_day, types))


def _labels(rows: list[Row], options: DailyOptions, findings: Findings) -> dict[str, str]:
    """Printed label by value in the type column."""
    first = {str(row.cells[options.type]): row for row in reversed(rows) if row.cells.get(options.type) is not None}
    if options.types is None:
        words = {value: findings.words(row, options.type, LONGEST_LABEL) for value, row in first.items()}
        return {value: _as_words(label) for value, label in words.items()}
    findings.held(options.types, first, options.type, key="types")
    for value, label in options.types.items():
        if len(label) > LONGEST_LABEL:
            message = f"the label of {value!r} has {len(label)} characters, more than {LONGEST_LABEL}"
            findings.add(message, "write a shorter one", column="types")
    return dict(options.types)


def _as_words(value: str) -> str:
    """A plain name, such as government-action, as it is printed; one with spaces is words already."""
    return capitalised(value if " " in value else value.replace("-", " ").replace("_", " "))


def _event(row: Row, labels: dict[str, str], options: DailyOptions, findings: Findings) -> Counted | None:
    type = row.cells.get(options.type)
    if type is None:
        findings.add("the event is of no type", f"fill in {options.type!r}", row=row, column=options.type)
        return None
    if str(type) not in labels:
        return None
    day = findings.day(row, options.date)
    count = findings.number(row, options.count) if options.count else 1.0
    return None if day is None or count is None else Counted(row, day, labels[str(type)], count)


def _window(events: list[Counted], options: DailyOptions, findings: Findings) -> tuple[date, date]:
    """From the first day to the last; a day after the as-of day without an event is not known to have had none."""
    days = [event.day for event in events]
    start = options.start or min(days, default=findings.ask.as_of)
    known = max([findings.ask.as_of, *days])
    end = min(options.end or max(days, default=known), known)
    if end < start and events:
        message = f"the chart ends on {end}, before it starts on {start}"
        findings.add(message, "check `from` and `to`", column="to" if options.end else "from")
        findings.stop()
    return start, end


def _types(events: list[Counted], labels: dict[str, str], options: DailyOptions) -> tuple[str, ...]:
    there = {event.type for event in events}
    if options.types is not None:
        return tuple(label for label in dict.fromkeys(labels.values()) if label in there)
    counts = Counter[str]()
    for event in events:
        counts[event.type] += event.count  # type: ignore[assignment]
    return tuple(sorted(there, key=lambda type: (-counts[type], type)))


def _meaning(ask: Ask, options: DailyOptions, days: Days) -> Meaning:
    rows = [merged(ask, [event.row for event in events]) for events in days.events.values()]
    table = with_sources(ask, _table(ask, options, days), rows)
    drawn: dict[str, Any] = {"types": list(days.types), "hues": {type: at for at, type in enumerate(days.types)}}
    sort = printed_label(ask, options.type, options.type.replace("_", " ")).lower()
    by = f"by {sort}" if len(days.types) > 1 else f"({days.types[0]})"
    time = period(days.days[0], days.days[-1], ask.language)
    long = any(isinstance(end := event.row.cells.get("end_date"), date) and end > event.day for event in days.all())
    first = ", each on its first day" if long else ""
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{capitalised(options.unit)} per day {by}{first}, {time}",
        alternative=_alternative(ask, options, days, time),
        sources=sources_of(table),
        known_on=known_on([event.row for event in days.all()]),
    )


def _table(ask: Ask, options: DailyOptions, days: Days) -> DataTable:
    """A row for every day, those without events among them; a column for every type."""
    columns = [Column(name="date", label=printed_label(ask, options.date, "Date"), type="date")]
    columns += [Column(name=f"type_{at}", label=type, type="number") for at, type in enumerate(days.types)]
    columns += [Column(name="total", label="All", type="number")]
    rows = ((day, *(plain(days.on(day, type)) for type in days.types), plain(days.on(day))) for day in days.days)
    return DataTable(columns=tuple(columns), rows=tuple(rows))


def _alternative(ask: Ask, options: DailyOptions, days: Days, time: str) -> str:
    language = ask.language
    total = number(days.of(), language)
    if len(days.types) == 1:
        parts = [f"Bars of {options.unit} per day ({days.types[0]}), {time}, {total} in all"]
    else:
        told = [f"{type} ({number(days.of(type), language)})" for type in days.types]
        parts = [f"Stacked bars of {options.unit} per day, {time}, {total} in all: {listing(told, language)}"]
    totals = {day: days.on(day) for day in days.days}
    most = max(totals.values())
    busiest = [day for day, count in totals.items() if count == most]
    if len(busiest) == 1 and len(totals) > 1:
        parts.append(f"the most, {number(most, language)}, on {day_month(busiest[0], language)}")
    elif len(totals) > len(busiest) > 1:
        parts.append(f"the most, {number(most, language)}, on each of {len(busiest)} days")
    empty = sum(count == 0 for count in totals.values())
    if empty and most:
        parts.append(f"none on {empty} of {len(totals)} days")
    return "; ".join(parts) + "."


DAILY = ChartKind("daily", "events per day, stacked by type", DailyOptions, read)
