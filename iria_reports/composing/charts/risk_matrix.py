"""Risk matrix: rows of risks go in; out comes how likely and how grave each is, numbered from the gravest. No ink."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import chance, label, named_once, one_set, words_of
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    chosen,
    known_on,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import listing
from iria_reports.composing.likelihood import Chance, Scale
from iria_reports.report import Column, DataTable
from iria_reports.writing.match import suggest

MOST_RISKS = 20
LONGEST_LABEL, LONGEST_IMPACT = 70, 24


class RiskMatrixOptions(ChosenRows):
    """What the analyst chooses for a risk matrix."""

    label: StrictStr = Field("label", description="The column of the risk, in a few words.")
    likelihood: StrictStr = Field(
        "likelihood",
        description="The column of its likelihood: a word of the house's scale, or a number from 0 to 100, put to the "
        "range it falls in or is nearest to (between two, the likelier).",
    )
    impact: StrictStr = Field("impact", description="The column of its impact: one of the words in `impacts`.")
    impacts: Annotated[tuple[StrictStr, ...], Field(min_length=2, max_length=5)] = Field(
        ("low", "medium", "high"), description="The words for the impact, from low to high."
    )
    impact_on: StrictStr = Field("", description="On what the impact is, as printed: on the region’s stability.")


@dataclass(frozen=True)
class Risk:
    """A risk, the likelihood as given and as a word, and its impact's place among the words."""

    row: Row
    name: str
    chance: Chance
    likelihood: str
    impact: int


def read(ask: Ask, options: RiskMatrixOptions) -> Meaning:
    """The risks of the chosen rows, the gravest first, and of those the likeliest."""
    findings = Findings(ask)
    findings.require({"label": options.label, "likelihood": options.likelihood, "impact": options.impact})
    _words(options, findings)
    rows = chosen(ask, options, findings)
    names = [(row, label(findings, row, options.label, LONGEST_LABEL)) for row in rows]
    named_once(findings, names, options.label)
    chances = [(row, one) for row in rows if (one := chance(findings, row, options.likelihood))]
    impacts = {row.at: _impact(row, options, findings) for row in rows}
    scale = one_set(findings, chances, options.likelihood)
    if not rows:
        findings.nothing_left("risk", "widen `only`")
    if len(rows) > MOST_RISKS:
        message = f"{len(rows)} risks are more than the {MOST_RISKS} that can be told apart"
        findings.add(message, "choose those that matter with `only`")
    findings.stop()
    risks = [
        Risk(row, name, one, _word(one, scale), impacts[row.at])
        for (row, name), (_, one) in zip(names, chances, strict=True)
    ]
    words = scale.sets[0]
    risks.sort(key=lambda one: (-one.impact, -words.index(one.likelihood), one.row.at))
    return _meaning(ask, options, risks, scale)


def _word(chance: Chance, scale: Scale) -> str:
    """The word of a likelihood's row in the matrix."""
    return scale.in_use(scale.also.get(chance.word, chance.word)) if chance.word else scale.word_for(chance.low)


def _words(options: RiskMatrixOptions, findings: Findings) -> None:
    for word, count in Counter(one.casefold() for one in options.impacts).items():
        if count > 1:
            findings.add(f"{word!r} stands twice", "give each step a word of its own", column="impacts")
        if not word.strip() or len(word) > LONGEST_IMPACT:
            message = f"{word!r} cannot head a column"
            findings.add(message, f"use one to {LONGEST_IMPACT} characters", column="impacts")


def _impact(row: Row, options: RiskMatrixOptions, findings: Findings) -> int:
    """The place of the row's word among the words, or 0 with a fault noted."""
    words = [one.casefold() for one in options.impacts]
    given = " ".join(str(row.cells.get(options.impact) or "").split())
    if given.casefold() in words:
        return words.index(given.casefold())
    message = f"{given!r} is no step of the impact" if given else "there is no impact"
    otherwise = f"write one of {', '.join(options.impacts)}, or name others in `impacts`"
    advice = suggest(given.casefold(), words) or otherwise
    findings.add(message, advice, row=row, column=options.impact)
    return 0


def _meaning(ask: Ask, options: RiskMatrixOptions, risks: list[Risk], scale: Scale) -> Meaning:
    columns = (
        Column(name="number", label="No.", type="number"),
        Column(name="label", label="Risk"),
        Column(name="likelihood", label="Likelihood"),
        Column(name="low", label="From", type="number", unit="%"),
        Column(name="high", label="To", type="number", unit="%"),
        Column(name="impact", label="Impact"),
    )
    rows = tuple(
        (at, one.name, one.likelihood, one.chance.low, one.chance.high, options.impacts[one.impact])
        for at, one in enumerate(risks, 1)
    )
    table = with_sources(ask, DataTable(columns=columns, rows=rows), [one.row for one in risks])
    drawn: dict[str, Any] = {
        "words": scale.bands(),
        "impacts": list(options.impacts),
        "axis": f"Impact {options.impact_on}".strip(),
    }
    on = f" {options.impact_on}" if options.impact_on else ""
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"Likelihood (words of {scale.label}) against impact{on}; darker is likelier and graver",
        alternative=_alternative(ask, options, risks),
        sources=sources_of(table),
        known_on=known_on([one.row for one in risks]),
        spoken=words_of([one.chance for one in risks]),
    )


def _alternative(ask: Ask, options: RiskMatrixOptions, risks: list[Risk]) -> str:
    told = [f"“{one.name}” ({one.likelihood}, {options.impacts[one.impact]} impact)" for one in risks[:3]]
    if len(risks) == 1:
        return f"Matrix of one risk: {told[0]}."
    if len(risks) <= 3:
        return f"Matrix of {len(risks)} risks by likelihood and impact: {listing(told, ask.language)}."
    gravest = sum(one.impact == len(options.impacts) - 1 for one in risks)
    return (
        f"Matrix of {len(risks)} risks by likelihood and impact, {gravest} of {options.impacts[-1]} impact; "
        f"the foremost are {listing(told, ask.language)}."
    )


RISK_MATRIX = ChartKind("risk-matrix", "risks by likelihood and impact", RiskMatrixOptions, read)
