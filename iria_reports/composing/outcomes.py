"""A judgement of the earlier report goes in; what came of it comes out: in words, as a score, drawn on the scale.

Only what was known by the as-of day of the report that asks counts, for all three.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from iria_reports.composing.bench import Bench
from iria_reports.composing.charts.kind import Ask, Meaning
from iria_reports.composing.charts.likelihood import FATES, LikelihoodOptions, read
from iria_reports.composing.charts.wording import day, day_in_brief
from iria_reports.errors import Fault
from iria_reports.judging.ledger import Outcome
from iria_reports.judging.score import Settled, score
from iria_reports.report import Column, DataTable, Judgement, plain
from iria_reports.writing.nodes import Loc

VOID = "cannot be settled"
HAPPENED, DID_NOT, OPEN = FATES
DRAWN = LikelihoodOptions(
    note="note", outcome="outcome", outcomes={HAPPENED: HAPPENED, DID_NOT: DID_NOT, OPEN: OPEN, VOID: OPEN}
)
COLUMNS = tuple(Column(name=name, label=name) for name in ("label", "likelihood", "low", "high", "outcome", "note"))


@dataclass(frozen=True)
class Came:
    """What came of a judgement: in a word, on which day, by which source of the desk, and its score if it has one."""

    word: str = OPEN
    on: date | None = None
    source: str = ""
    settled: Settled | None = None

    def told(self, language: str) -> str | None:
        """happened, 14 Mar 2022; nothing while it is open."""
        return f"{self.word}, {day_in_brief(self.on, language)}" if self.on else None

    @property
    def score(self) -> float | None:
        """Its Brier score to two decimals, which is more than a word's range carries already."""
        return None if self.settled is None else round(self.settled.brier, 2)


def came(judgement: Judgement, bench: Bench) -> Came:
    """What came of a judgement of the earlier report, as far as it was known by the as-of day."""
    assert bench.follows is not None
    outcome = bench.spec.outcomes.get((bench.follows.name, judgement.id))
    if outcome is None or not _by_then(outcome, bench):
        return Came()
    source = outcome.evidence if outcome.evidence in bench.spec.sources else ""
    if outcome.outcome == "void":
        return Came(VOID, outcome.on, source)
    happened = outcome.outcome == "happened"
    ranged = judgement.low is not None and judgement.high is not None
    settled = Settled(bench.follows.name, judgement, happened) if ranged else None
    return Came(HAPPENED if happened else DID_NOT, outcome.on, source, settled)


def scored(judgements: Iterable[Judgement], bench: Bench) -> str:
    """What the scores mean and come to, in a sentence or two; nothing where nothing is settled."""
    total = score([settled for one in judgements if (settled := came(one, bench).settled)])
    if total is None:
        return ""
    few = ", too few to conclude anything" if total.few else ""
    return (
        "Score: Brier’s, with a word taken as the middle of its range: 0 is perfect, 1 is certain and wrong, and "
        f"{total.even:.2f} is what saying 50 per cent every time earns. "
        f"Mean of {total.count} settled: {total.brier:.2f}{few}."
    )


def drawn(judgements: Sequence[Judgement], labels: dict[str, str], loc: Loc, bench: Bench) -> Meaning | None:
    """These judgements of the earlier report on the scale, with what came of each; None where none is settled yet.

    Raises InputFaults where one is too long to be printed and `labels` has no shorter words for it.
    """
    all_came = {one.id: came(one, bench) for one in judgements}
    if all(one.on is None for one in all_came.values()):
        return None
    rows = tuple(_row(one, all_came[one.id], labels, bench) for one in judgements if one.low is not None)

    def fault(row: int | None, column: str | None, message: str, advice: str) -> Fault:
        named = rows[row]["id"] if row is not None else ""
        cure = f"give it shorter words: `labels: {{{named}: ...}}`" if named and column == "label" else advice
        told = f"{named}: {message}" if named else message
        return Fault(bench.spec.where.place(loc), bench.spec.where.name(loc), told, cure)

    table = DataTable(
        columns=(*COLUMNS, Column(name="source_id", label="Source", type="sources")),
        rows=tuple(tuple(row[name] for name in (*(one.name for one in COLUMNS), "source_id")) for row in rows),
    )
    ask = Ask(rows, table, fault, "", bench.language, bench.rendition.as_of, bench.scale)
    return read(ask, DRAWN)


def _row(judgement: Judgement, one: Came, labels: dict[str, str], bench: Bench) -> dict[str, object]:
    assert bench.follows is not None
    return {
        "id": judgement.id,
        "label": labels.get(judgement.id, plain(judgement.statement).rstrip(".")),
        "likelihood": judgement.likelihood if bench.follows.scale == bench.scale.name else None,
        "low": judgement.low,
        "high": judgement.high,
        "outcome": one.word,
        "note": day(one.on, bench.language) if one.on else None,
        "source_id": one.source or None,
        "known_on": _known_on(one.source, bench) or one.on or bench.follows.as_of,
    }


def _by_then(outcome: Outcome, bench: Bench) -> bool:
    known = _known_on(outcome.evidence, bench) or outcome.on
    return max(outcome.on, known) <= bench.rendition.as_of


def _known_on(name: str, bench: Bench) -> date | None:
    return bench.spec.sources[name].known_on if name in bench.spec.sources else None
