"""Likelihood: rows of judgements or outcomes go in; out comes where each stands from 0 to 100. No ink."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import chance, label, named_once, note, one_set, share, words_of
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    capitalised,
    chosen,
    has,
    known_on,
    plain,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import listing, stated_per_cent
from iria_reports.composing.likelihood import Chance, Scale
from iria_reports.report import Column, DataTable
from iria_reports.writing.match import suggest

Fate = Literal["happened", "did not happen", "open"]
FATES: tuple[Fate, ...] = ("happened", "did not happen", "open")

MOST_ROWS = 12
LONGEST_LABEL, LONGEST_NOTE = 110, 40


class LikelihoodOptions(ChosenRows):
    """What the analyst chooses for likelihoods."""

    label: StrictStr = Field("label", description="The column of the judgement or the outcome, in a few words.")
    likelihood: StrictStr = Field(
        "likelihood",
        description="The column of its likelihood: a word of the house's scale, or a number from 0 to 100.",
    )
    low: StrictStr = Field("low", description="The column of a range's lower end, where there are numbers.")
    high: StrictStr = Field("high", description="The column of a range's upper end.")
    note: StrictStr | None = Field(
        None, description="The column of a remark under the label, such as the confidence; it is never part of it."
    )
    outcome: StrictStr | None = Field(None, description="The column of what became of it, once that is known.")
    outcomes: dict[StrictStr, Fate] = Field(
        {fate: fate for fate in FATES},
        description="Outcomes in the order of the key: value in the outcome column, and what it means; a bar is solid "
        "where it happened, hollow where it did not, hatched while it is open.",
    )
    order: Literal["likelihood", "table"] = Field(
        "likelihood", description="The likeliest first, or as the table has them."
    )


@dataclass(frozen=True)
class Outcome:
    """What may happen, and how likely it is; `came` is what became of it, as printed."""

    row: Row
    label: str
    chance: Chance
    note: str
    came: str = ""


def read(ask: Ask, options: LikelihoodOptions) -> Meaning:
    """The outcomes of the chosen rows, the likeliest first."""
    findings = Findings(ask)
    ranges = has(ask, options.low) and has(ask, options.high)
    wanted = {"label": options.label} | ({} if ranges else {"likelihood": options.likelihood})
    wanted |= {"note": options.note} if options.note else {}
    wanted |= {"outcome": options.outcome} if options.outcome else {}
    wanted |= {"low": options.low} if options.low != "low" else {}
    findings.require(wanted | ({"high": options.high} if options.high != "high" else {}))
    outcomes = []
    for row in chosen(ask, options, findings):
        words = label(findings, row, options.label, LONGEST_LABEL)
        remark = note(findings, row, options.note, LONGEST_NOTE)
        found = _chance(row, options, findings)
        came = _came(row, options, findings)
        if found is not None:
            outcomes.append(Outcome(row, words, found, remark, came))
    named_once(findings, [(one.row, one.label) for one in outcomes], options.label)
    scale = one_set(findings, [(one.row, one.chance) for one in outcomes], options.likelihood)
    findings.stop()
    if not outcomes:
        findings.nothing_left("row", "widen `only`")
    if len(outcomes) > MOST_ROWS:
        message = f"{len(outcomes)} rows are more than the {MOST_ROWS} that can be compared"
        findings.add(message, "choose those that matter with `only`")
    findings.stop()
    if options.order == "likelihood":
        outcomes.sort(key=lambda one: (-one.chance.middle, -one.chance.high, one.row.at))
    return _meaning(ask, options, outcomes, scale)


def _came(row: Row, options: LikelihoodOptions, findings: Findings) -> str:
    """What became of it, in a word whose meaning is known, or nothing where no outcomes are asked for."""
    if options.outcome is None:
        return ""
    words = note(findings, row, options.outcome, LONGEST_NOTE)
    if words not in options.outcomes:
        advice = suggest(words, list(options.outcomes)) or "say under `outcomes` what it means"
        findings.add(
            f"{words!r} is no outcome" if words else "there is no outcome", advice, row=row, column=options.outcome
        )
    return words


def _chance(row: Row, options: LikelihoodOptions, findings: Findings) -> Chance | None:
    """The row's range where it gives one, else its word or number."""
    if row.cells.get(options.low) is None and row.cells.get(options.high) is None:
        return chance(findings, row, options.likelihood)
    low, high = share(findings, row, options.low), share(findings, row, options.high)
    if low is None or high is None:
        return None
    if high < low:
        message = f"the range ends at {high:g}, below its start at {low:g}"
        findings.add(message, "swap the two", row=row, column=options.high)
    word = chance(findings, row, options.likelihood) if isinstance(row.cells.get(options.likelihood), str) else None
    return Chance(low, high, word.word if word else "")


def _meaning(ask: Ask, options: LikelihoodOptions, outcomes: list[Outcome], scale: Scale) -> Meaning:
    used = {one.came for one in outcomes}
    drawn: dict[str, Any] = {
        "scale": scale.bands(),
        "notes": [_remark(one) for one in outcomes],
        "fates": [options.outcomes[one.came] if one.came else None for one in outcomes],
        "key": [[came, fate] for came, fate in options.outcomes.items() if came in used],
    }
    columns = (
        Column(name="label", label="Judgement" if options.outcome else "Outcome"),
        Column(name="likelihood", label="Likelihood"),
        Column(name="low", label="From", type="number", unit="%"),
        Column(name="high", label="To", type="number", unit="%"),
        *([Column(name="outcome", label="What came")] if options.outcome else []),
    )
    rows = tuple(
        (
            *(one.label, _word(one, scale), plain(one.chance.low), plain(one.chance.high)),
            *([one.came] if options.outcome else []),
        )
        for one in outcomes
    )
    table = with_sources(ask, DataTable(columns=columns, rows=rows), [one.row for one in outcomes])
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"Likelihood in per cent; words and ranges of {scale.label}",
        alternative=f"{_alternative(ask, outcomes, scale)}{_told_fates(outcomes, options, ask.language)}.",
        sources=sources_of(table),
        known_on=known_on([one.row for one in outcomes]),
        spoken=words_of([one.chance for one in outcomes]),
    )


def _word(one: Outcome, scale: Scale) -> str | None:
    """The word given, or the one whose range a number or a range falls in; none across words or in a gap."""
    return one.chance.word or scale.holding(one.chance.low, one.chance.high)


def _remark(one: Outcome) -> str:
    """The words under the label: what became of it, then the remark."""
    return ". ".join(filter(None, (capitalised(one.came), one.note)))


def _told_fates(outcomes: list[Outcome], options: LikelihoodOptions, language: str) -> str:
    """What became of them: happened (3), none found (5) and still open (2); and what happened by name."""
    if options.outcome is None:
        return ""
    came = [one.came for one in outcomes]
    told = [f"{words} ({came.count(words)})" for words in options.outcomes if words in came]
    names = [f"“{one.label}”" for one in outcomes if options.outcomes[one.came] == "happened"]
    return f"; what came: {listing(told, language)}" + (f"; happened: {listing(names, language)}" if names else "")


def _alternative(ask: Ask, outcomes: list[Outcome], scale: Scale) -> str:
    ranked = sorted(outcomes, key=lambda one: (-one.chance.middle, -one.chance.high, one.row.at))
    told = [_told(one, scale, ask.language) for one in (ranked if len(ranked) < 5 else [*ranked[:2], ranked[-1]])]
    if len(outcomes) == 1:
        return f"Likelihood of one outcome: {told[0]}"
    if len(ranked) < 5:
        return f"Likelihoods of {len(ranked)} outcomes, the likeliest first: {listing(told, ask.language)}"
    return (
        f"Likelihoods of {len(ranked)} outcomes: the likeliest are {listing(told[:2], ask.language)}; "
        f"the least likely is {told[2]}"
    )


def _told(one: Outcome, scale: Scale, language: str) -> str:
    low, high = stated_per_cent(one.chance.low, language), stated_per_cent(one.chance.high, language)
    reach = low if low == high else f"{low} to {high}"
    word = _word(one, scale)
    name = one.label.rstrip(".")
    return f"“{name}” ({word}, {reach})" if word else f"“{name}” ({reach})"


LIKELIHOODS = ChartKind("likelihood", "judgements or outcomes from 0 to 100", LikelihoodOptions, read)
