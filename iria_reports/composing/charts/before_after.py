"""Before and after: rows of items with two values go in; out comes who rose, who fell and by how much. No ink."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, StrictStr

from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
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
from iria_reports.composing.charts.wording import change, listing, number, percent_change
from iria_reports.report import Column, DataTable

MOST_ITEMS = 30
LONGEST_LABEL = 60
LONGEST_NAME = 24
FEW, MOST_SLOPES = 6, 12  # so many lines are told apart at a glance, and so many at all


class BeforeAfterOptions(ChosenRows):
    """What the analyst chooses for values before and after."""

    label: StrictStr = Field("label", description="The column of the items' names.")
    before: StrictStr = Field("before", description="The column of the value before; an empty cell is a gap.")
    after: StrictStr = Field("after", description="The column of the value after; an empty cell is a gap.")
    before_name: StrictStr | None = Field(
        None,
        max_length=LONGEST_NAME,
        description="What the first value is called, such as 2019.",
    )
    after_name: StrictStr | None = Field(
        None, max_length=LONGEST_NAME, description="What the second value is called, such as 2022."
    )
    form: Literal["dumbbell", "slope"] | None = Field(
        None,
        description="Two dots in a row for each item, or a line between two scales; slopes for two to six if left out.",
    )
    order: Literal["change", "after", "table"] = Field(
        "change", description="Largest change upwards first, largest value after first, or as in the table."
    )
    change: Literal["amount", "percent"] = Field("amount", description="How the change is told.")
    unit: StrictStr = Field("", description="What is counted, as printed: deaths, people, tenge a litre.")


@dataclass(frozen=True)
class Pair:
    """One item's two values, either of which may be missing, and the change where both are there."""

    row: Row
    name: str
    before: float | None
    after: float | None
    change: float | None


def read(ask: Ask, options: BeforeAfterOptions) -> Meaning:
    """The pairs of the chosen rows, in the order wanted."""
    findings = Findings(ask)
    findings.require({"label": options.label, "before": options.before, "after": options.after})
    pairs = [pair for row in chosen(ask, options, findings) if (pair := _pair(row, options, findings))]
    names = _names(ask, options, findings)
    findings.stop()
    if not pairs:
        findings.nothing_left("item", "widen `only`, or fill the table")
    if len(pairs) > MOST_ITEMS:
        advice = "choose those that matter with `only`"
        findings.add(f"{len(pairs)} items are more than the {MOST_ITEMS} that fit on a page", advice)
    gap = next((pair for pair in pairs if pair.change is None), None)
    if options.form == "slope" and gap:
        message = f"a line needs both values, and {gap.name} has one"
        findings.add(message, "draw a dumbbell, or leave the row out with `only`", row=gap.row, column=options.label)
    if options.form == "slope" and len(pairs) > MOST_SLOPES:
        message = f"{len(pairs)} lines are more than the {MOST_SLOPES} that can be told apart"
        findings.add(message, "draw a dumbbell, or fewer items with `only`", column="form")
    findings.stop()
    form = options.form or ("slope" if 1 < len(pairs) <= FEW and not gap else "dumbbell")
    return _meaning(ask, options.model_copy(update={"form": form}), _ordered(pairs, options), names)


def _pair(row: Row, options: BeforeAfterOptions, findings: Findings) -> Pair | None:
    name = findings.words(row, options.label, LONGEST_LABEL)
    before, after = (
        None if row.cells.get(column) is None else findings.signed_number(row, column)
        for column in (options.before, options.after)
    )
    if row.cells.get(options.before) is None and row.cells.get(options.after) is None:
        findings.add(
            "there is neither a value before nor one after", "fill one in, or leave the row out", row=row,
            column=options.before,
        )  # fmt: skip
        return None
    if before is None or after is None:
        return Pair(row, name, before, after, None)
    if options.change == "amount":
        return Pair(row, name, before, after, round(after - before, 9))
    if before <= 0:
        advice = "tell it as an amount with `change: amount`"
        findings.add(f"from {before:g} no change in percent can be told", advice, row=row, column=options.before)
        return None
    return Pair(row, name, before, after, (after - before) / before * 100)


def _names(ask: Ask, options: BeforeAfterOptions, findings: Findings) -> tuple[str, str]:
    names = (
        options.before_name or printed_label(ask, options.before, capitalised(options.before)),
        options.after_name or printed_label(ask, options.after, capitalised(options.after)),
    )
    for key, name in zip(("before-name", "after-name"), names, strict=True):
        if len(name) > LONGEST_NAME:
            message = f"{name!r} has {len(name)} characters, more than {LONGEST_NAME}"
            findings.add(message, f"give a shorter name with `{key}`", column=key)
    return names


def _ordered(pairs: list[Pair], options: BeforeAfterOptions) -> list[Pair]:
    """Gaps come last, unless the table's order is wanted."""

    def key(pair: Pair) -> tuple[bool, float, str]:
        value = pair.change if options.order == "change" else pair.after
        return value is None, -(value or 0), pair.name

    return pairs if options.order == "table" else sorted(pairs, key=key)


def _meaning(ask: Ask, options: BeforeAfterOptions, pairs: list[Pair], names: tuple[str, str]) -> Meaning:
    rows = [pair.row for pair in pairs]
    table = with_sources(ask, _table(ask, options, pairs, names), rows)
    drawn: dict[str, Any] = {
        "form": options.form,
        "names": list(names),
        "change_name": "Change",
        "changes": [_change(pair, options, ask.language) for pair in pairs],
    }
    measured = capitalised(options.unit) if options.unit else "Values"
    percents = " in %" if options.change == "percent" else ""
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{measured}, {names[0]} and {names[1]}, with the change{percents}",
        alternative=_alternative(ask, options, pairs, names),
        sources=sources_of(table),
        known_on=known_on(rows),
    )


def _change(pair: Pair, options: BeforeAfterOptions, language: str) -> str:
    if pair.change is None:
        return "–"
    return (percent_change if options.change == "percent" else change)(pair.change, language)


def _table(ask: Ask, options: BeforeAfterOptions, pairs: list[Pair], names: tuple[str, str]) -> DataTable:
    unit = "%" if options.change == "percent" else options.unit
    columns = (
        Column(name="label", label=printed_label(ask, options.label, "Item")),
        Column(name="before", label=names[0], type="number", unit=options.unit),
        Column(name="after", label=names[1], type="number", unit=options.unit),
        Column(name="change", label="Change", type="number", unit=unit),
    )
    rows = [
        (
            pair.name,
            plain(pair.before),
            plain(pair.after),
            None if pair.change is None else plain(round(pair.change, 2) if unit == "%" else pair.change),
        )
        for pair in pairs
    ]
    return DataTable(columns=columns, rows=tuple(rows))


def _alternative(ask: Ask, options: BeforeAfterOptions, pairs: list[Pair], names: tuple[str, str]) -> str:
    language = ask.language
    form = "Dumbbells" if options.form == "dumbbell" else "Slopes"
    count = f"{len(pairs)} items" if len(pairs) > 1 else "one item"
    unit = f" ({options.unit})" if options.unit else ""
    parts = [f"{form} of {count}{unit}, {names[0]} and {names[1]}: {_directions(pairs, language)}"]
    changed = [pair for pair in pairs if pair.change]
    largest = max((abs(pair.change or 0) for pair in changed), default=0)
    at_most = [pair for pair in changed if abs(pair.change or 0) == largest]
    if len(at_most) == 1:
        one = at_most[0]
        told = f"from {number(one.before or 0, language)} to {number(one.after or 0, language)}"
        whose = "the largest change is" if len(changed) > 1 else "the change is"
        parts.append(f"{whose} that of {one.name}, {told} ({_change(one, options, language)})")
    elif at_most:
        most = sorted({_change(pair, options, language) for pair in at_most})
        who = "each changed by" if len(at_most) == len(pairs) else f"{len(at_most)} changed most, by"
        parts.append(f"{who} {listing(most, language)}")
    return "; ".join(parts) + "."


def _directions(pairs: list[Pair], language: str) -> str:
    """3 rose, 1 fell and 2 cannot be compared."""
    counts = (
        (sum(pair.change is not None and pair.change > 0 for pair in pairs), "rose"),
        (sum(pair.change is not None and pair.change < 0 for pair in pairs), "fell"),
        (sum(pair.change == 0 for pair in pairs), "stayed the same"),
        (sum(pair.change is None for pair in pairs), "cannot be compared"),
    )
    return listing([f"{count} {what}" for count, what in counts if count], language)


BEFORE_AFTER = ChartKind("before-after", "two values of each item, and the change", BeforeAfterOptions, read)
