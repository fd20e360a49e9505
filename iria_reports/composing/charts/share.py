"""Share: rows of parts go in; out comes how a whole divides, the small parts named or counted. No ink."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import label, named_once
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    capitalised,
    chosen,
    known_on,
    plain,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import listing, number, per_cent, rounded_sum, stated_per_cent
from iria_reports.report import Column, DataTable
from iria_reports.writing.match import suggest

PER_CENT = ("%", "per cent", "percent")
MOST_OFF = 2.0  # per cents that rounding may be away from 100, however many parts there are


class ShareOptions(ChosenRows):
    """What the analyst chooses for parts of a whole."""

    label: StrictStr = Field("label", description="The column of the part's name.")
    value: StrictStr = Field("value", description="The column of how much it is.")
    whole: StrictStr = Field("the whole", description="What the parts make up, as printed: people killed in January.")
    unit: StrictStr = Field(
        "", description="What the values count: people. With %, the values are shares already and must make 100."
    )
    order: Literal["size", "table"] = Field("size", description="The largest part first, or as the table has them.")
    most: int = Field(8, ge=1, le=10, description="How many parts to name at most; the others are drawn as one.")
    smallest: float = Field(1, ge=0, le=50, description="Parts below this many per cent are drawn as one.")
    rest: StrictStr = Field("Others", description="What the parts drawn as one are called.")
    highlight: StrictStr | None = Field(None, description="The name of the part the title speaks of.")


@dataclass(frozen=True)
class Part:
    """A part, its value, and its share in per cent."""

    row: Row
    name: str
    value: float
    share: float


def read(ask: Ask, options: ShareOptions) -> Meaning:
    """The parts of the chosen rows; those too small to name come last."""
    findings = Findings(ask)
    findings.require({"label": options.label, "value": options.value})
    rows = chosen(ask, options, findings)
    names = [label(findings, row, options.label) for row in rows]
    values = [findings.number(row, options.value) for row in rows]
    named_once(findings, list(zip(rows, names, strict=True)), options.label)
    findings.stop()
    total = sum(value or 0.0 for value in values)
    _whole(total, rows, options, findings)
    findings.stop()
    parts = [
        Part(row, name, value or 0.0, (value or 0.0) / total * 100)
        for row, name, value in zip(rows, names, values, strict=True)
    ]
    later = {str(cells.get(options.label)) for cells in ask.later}
    if options.highlight is not None and options.highlight not in (*names, *later):
        advice = suggest(options.highlight, names) or f"the column {options.label!r} has {', '.join(names[:9])}"
        findings.add(f"no part is called {options.highlight!r}", advice, column="highlight")
    apart, together = _grouped(parts, options)
    if sum(part.share for part in together) > 50:
        message = f"the {len(together)} parts too small to name are more than half of the whole"
        findings.add(message, "sum them up to fewer parts in the table, or choose another chart", column="data")
    findings.stop()
    return _meaning(ask, options, apart, together)


def _whole(total: float, rows: list[Row], options: ShareOptions, findings: Findings) -> None:
    if not rows:
        findings.nothing_left("part", "widen `only`")
    elif total <= 0:
        findings.add("the parts add up to nothing", "draw a whole that has parts", column="data")
    elif options.unit in PER_CENT and abs(total - 100) > _tolerance(rows, options):
        message = f"the parts add up to {total:g} per cent, more than rounding ({_tolerance(rows, options):g}) from 100"
        advice = "add the part that is missing, or say what is counted in `unit` if these are no shares"
        findings.add(message, advice, column="data")


def _tolerance(rows: list[Row], options: ShareOptions) -> float:
    """Half of the last digit given for each part: what rounding may have done."""
    digits = max(len(f"{float(row.cells[options.value]):.4f}".rstrip("0").partition(".")[2]) for row in rows)
    return max(min(0.5 * len(rows) / float(10**digits), MOST_OFF), 0.01)


def _grouped(parts: list[Part], options: ShareOptions) -> tuple[list[Part], list[Part]]:
    """The parts drawn each for itself, and those drawn as one: never a single one."""
    ranked = sorted(parts, key=lambda part: (-part.share, part.row.at))
    small = [part for at, part in enumerate(ranked) if at >= options.most or part.share < options.smallest]
    small = [part for part in small if part.name != options.highlight]
    if len(small) == 1:
        small = []
    apart = [part for part in (ranked if options.order == "size" else parts) if part not in small]
    return apart, small


def _meaning(ask: Ask, options: ShareOptions, apart: list[Part], together: list[Part]) -> Meaning:
    parts = [*apart, *together]
    shares = options.unit in PER_CENT
    rounding = "" if shares else _rounding(ask, apart, together)
    drawn: dict[str, Any] = {
        "named": len(apart),
        "rounding": rounding,
        "rest": f"{options.rest} ({len(together)})" if together else "",
        "shares": shares,
        "highlight": options.highlight if any(part.name == options.highlight for part in parts) else None,
    }
    table = with_sources(ask, _table(options, parts), [part.row for part in parts])
    return Meaning(
        options=drawn,
        table=table,
        subtitle=_subtitle(ask, options, parts),
        alternative=_alternative(ask, options, apart, together, rounding),
        sources=sources_of(table),
        known_on=known_on([part.row for part in parts]),
    )


def _table(options: ShareOptions, parts: list[Part]) -> DataTable:
    columns = [Column(name="label", label="Part"), Column(name="value", label="Value", type="number")]
    if options.unit in PER_CENT:
        columns[1] = Column(name="value", label="Share", type="number", unit="%")
        return DataTable(columns=tuple(columns), rows=tuple((part.name, plain(part.value)) for part in parts))
    columns[1] = Column(name="value", label=capitalised(options.unit) or "Value", type="number")
    columns.append(Column(name="share", label="Share", type="number", unit="%"))
    return DataTable(
        columns=tuple(columns),
        rows=tuple((part.name, plain(part.value), plain(round(part.share, 2))) for part in parts),
    )


def _subtitle(ask: Ask, options: ShareOptions, parts: list[Part]) -> str:
    total = sum(part.value for part in parts)
    if options.unit in PER_CENT:
        off = "" if abs(total - 100) < 0.01 else f"; as rounded, they add up to {number(total, ask.language)}"
        return f"Parts of {options.whole}, in per cent{off}"
    counted = f"{number(total, ask.language)} {options.unit}".strip()
    return f"Parts of {options.whole}: {counted} in all, and each part’s share"


def _rounding(ask: Ask, apart: list[Part], together: list[Part]) -> str:
    """A sentence where the shares, as they are printed, do not make a hundred."""
    printed = [part.share for part in apart] + ([sum(part.share for part in together)] if together else [])
    total = rounded_sum(printed)
    return "" if total == 100 else f"Parts are rounded and add up to {stated_per_cent(float(total), ask.language)}."


def _alternative(ask: Ask, options: ShareOptions, apart: list[Part], together: list[Part], rounding: str) -> str:
    language = ask.language
    ranked = sorted(apart, key=lambda part: (-part.share, part.row.at))
    told = [f"{part.name} {per_cent(part.share, language)}" for part in ranked[:4]]
    others = [*ranked[4:], *together]
    if len(others) == 1:
        told = [*told, f"{others[0].name} {per_cent(others[0].share, language)}"]
    elif others:
        told = [*told, f"{len(others)} others {per_cent(sum(part.share for part in others), language)}"]
    count = len(apart) + len(together)
    sentence = f"Bar of {options.whole} in {count} {'part' if count == 1 else 'parts'}: {listing(told, language)}"
    if count > 2 and ranked and ranked[0].share > 50:
        sentence += f"; {ranked[0].name} is more than all others together"
    return f"{sentence}; {rounding[:1].lower()}{rounding[1:]}" if rounding else f"{sentence}."


SHARE = ChartKind("share", "parts of a whole", ShareOptions, read)
