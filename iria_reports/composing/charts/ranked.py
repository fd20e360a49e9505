"""Ranked: rows of items with a value go in; out comes who has most and who least, with their ranges. No ink."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import filled
from iria_reports.composing.charts.kind import Ask, ChartKind, ChartOptions, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    capitalised,
    chosen,
    known_on,
    plain,
    printed_label,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import listing, number
from iria_reports.report import Column, DataTable
from iria_reports.writing.match import suggest

MOST_ITEMS = 30
LONGEST_LABEL = 60


class Reference(ChartOptions):
    """A value every item is held against."""

    value: float = Field(allow_inf_nan=False, description="Where the line stands.")
    name: StrictStr = Field(min_length=1, max_length=LONGEST_LABEL, description="What it is, as printed beside it.")


class RankedOptions(ChosenRows):
    """What the analyst chooses for ranked items."""

    label: StrictStr = Field("label", description="The column of the items' names.")
    value: StrictStr = Field("value", description="The column of the value they are ranked by.")
    value_low: StrictStr = Field("value_low", description="The column of a range's lower end, where there is one.")
    value_high: StrictStr = Field("value_high", description="The column of a range's upper end, where there is one.")
    form: Literal["bars", "dots"] = Field(
        "bars", description="Bars from zero, or dots where zero means nothing, such as for an index or a year."
    )
    top: int | None = Field(None, ge=1, description="Draws only so many, the largest; all if left out.")
    highlight: StrictStr | None = Field(None, description="An item to stand out: its name as in the table.")
    reference: Reference | None = Field(None, description="A line across all items, with its value and its name.")
    unit: StrictStr = Field("", description="What is counted, as printed: deaths, people, tenge a litre.")


@dataclass(frozen=True)
class Item:
    """One item with its value, and the range it lies in where there is one."""

    row: Row
    name: str
    value: float
    low: float | None
    high: float | None


def read(ask: Ask, options: RankedOptions) -> Meaning:
    """The items of the chosen rows, largest first."""
    findings = Findings(ask)
    wanted = {"label": options.label, "value": options.value}
    for key, name in (("value-low", options.value_low), ("value-high", options.value_high)):
        wanted |= {key: name} if name != key.replace("-", "_") else {}
    findings.require(wanted)
    items = [item for row in chosen(ask, options, findings) if (item := _item(row, options, findings))]
    _once_each(items, options, findings)
    findings.stop()
    items.sort(key=lambda item: (-item.value, item.name))
    drawn = _drawn(items, options, findings)
    if not drawn:
        findings.nothing_left("item", "widen `only`, or fill the table")
    if len(drawn) > MOST_ITEMS:
        advice = "draw the largest with `top`, or choose those that matter with `only`"
        findings.add(f"{len(drawn)} items are more than the {MOST_ITEMS} that fit on a page", advice)
    findings.stop()
    return _meaning(ask, options, items, drawn)


def _item(row: Row, options: RankedOptions, findings: Findings) -> Item | None:
    name = findings.words(row, options.label, LONGEST_LABEL)
    value = findings.signed_number(row, options.value)
    low, high = (
        None if row.cells.get(column) is None else findings.signed_number(row, column)
        for column in (options.value_low, options.value_high)
    )
    if value is None:
        return None
    if low is not None and low > value:
        message = f"the range starts at {low:g}, above the value of {value:g}"
        findings.add(message, "check both", row=row, column=options.value_low)
    if high is not None and high < value:
        message = f"the range ends at {high:g}, below the value of {value:g}"
        findings.add(message, "check both", row=row, column=options.value_high)
    return Item(row, name, value, low, high)


def _once_each(items: list[Item], options: RankedOptions, findings: Findings) -> None:
    seen: set[str] = set()
    for item in items:
        if item.name in seen:
            advice = "choose one with `only`, or name them apart"
            findings.add(f"{item.name} has a second value", advice, row=item.row, column=options.label)
        seen.add(item.name)


def _drawn(items: list[Item], options: RankedOptions, findings: Findings) -> list[Item]:
    """The largest, as many as are wanted, and the highlighted one wherever it stands."""
    names = [item.name for item in items]
    later = {str(cells.get(options.label)) for cells in findings.ask.later}
    if options.highlight and options.highlight not in names and options.highlight not in later:
        advice = suggest(options.highlight, names) or "name one of the items drawn"
        findings.add(f"no item is called {options.highlight!r}", advice, column="highlight")
    return [item for at, item in enumerate(items) if at < (options.top or len(items)) or item.name == options.highlight]


def _meaning(ask: Ask, options: RankedOptions, items: list[Item], drawn: list[Item]) -> Meaning:
    rows = [item.row for item in drawn]
    table = with_sources(ask, _table(ask, options, drawn), rows)
    names = [item.name for item in drawn]
    shown: dict[str, Any] = {
        "form": options.form,
        "highlight": names.index(options.highlight) if options.highlight in names else None,
        "reference": options.reference.model_dump() if options.reference else None,
    }
    return Meaning(
        options=shown,
        table=table,
        subtitle=_subtitle(ask, options, items, drawn),
        alternative=_alternative(ask, options, items, drawn),
        sources=sources_of(table),
        known_on=known_on(rows),
    )


def _measured(ask: Ask, options: RankedOptions) -> str:
    return options.unit or printed_label(ask, options.value, "value")


def _subtitle(ask: Ask, options: RankedOptions, items: list[Item], drawn: list[Item]) -> str:
    left_out = len(items) - len(drawn)
    parts = [capitalised(_measured(ask, options)), "largest first"]
    if left_out:
        top = min(options.top or 0, len(drawn))
        parts[1] = f"the {'largest' if top == 1 else f'{top} largest'} of {len(items)}"
        parts[1] += f" and {options.highlight}" if top < len(drawn) else ""
    ranges = any(item.low is not None or item.high is not None for item in drawn)
    return ", ".join(parts) + ("; thin lines are ranges" if ranges else "")


def _table(ask: Ask, options: RankedOptions, drawn: list[Item]) -> DataTable:
    """Columns that hold nothing are left out."""
    columns = (
        Column(name="label", label=printed_label(ask, options.label, "Item")),
        Column(name="value", label=printed_label(ask, options.value, "Value"), type="number", unit=options.unit),
        Column(name="value_low", label="From", type="number", unit=options.unit),
        Column(name="value_high", label="Up to", type="number", unit=options.unit),
    )
    rows = [(item.name, plain(item.value), plain(item.low), plain(item.high)) for item in drawn]
    return filled(columns, rows)


def _alternative(ask: Ask, options: RankedOptions, items: list[Item], drawn: list[Item]) -> str:
    language = ask.language
    count = f"{len(items)} items" if len(items) > 1 else "one item"
    parts = [f"Ranked {options.form} of {count} ({_measured(ask, options)}){_ends(items, language)}"]
    chosen_one = next((at for at, item in enumerate(items) if item.name == options.highlight), None)
    if chosen_one is not None:
        rank = 1 + sum(item.value > items[chosen_one].value for item in items)
        parts.append(f"{options.highlight} is number {rank} with {number(items[chosen_one].value, language)}")
    if options.reference:
        above = sum(item.value > options.reference.value for item in items)
        at = number(options.reference.value, language)
        parts.append(f"{options.reference.name}: {at}, with {above or 'none'} of {len(items)} above it")
    return "; ".join(parts) + "."


def _ends(items: list[Item], language: str) -> str:
    """The largest that stand out, and the smallest if it does."""
    if len(items) > 1 and items[0].value == items[-1].value:
        return f", each at {number(items[0].value, language)}"

    def told(item: Item) -> str:
        return f"{item.name} ({number(item.value, language)})"

    if len(items) <= 4:
        return f": {listing([told(item) for item in items], language)}"
    named = next((n for n in (3, 2, 1) if items[n - 1].value > items[n].value), 0)
    most = listing([told(item) for item in items[:named]], language)
    if not named:
        tied = sum(item.value == items[0].value for item in items)
        most = f"{number(items[0].value, language)}, in {tied} of them"
    least = f", the least {told(items[-1])}" if items[-1].value < items[-2].value else ""
    return f": the most {most}{least}"


RANKED = ChartKind("ranked", "items in order of their value", RankedOptions, read)
