"""THE MAP of `judgements`: what our reports judged and what came of it. Read this for list, resolve and score.

    reports/earlier/*.json  ->  EarlierReport       what was judged
    reports/outcomes.jsonl  ->  Ledger              what came of it: only ever added to
    both                    ->  Score               how good it was, drawn as a calibration chart

The report.json files kept in reports/earlier/ count, each of them, and no draft does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.drawing.calibration import calibration
from iria_reports.errors import DeskNotFound, Fault, IriaError
from iria_reports.judging.earlier import EarlierReport, earlier_reports
from iria_reports.judging.ledger import Ledger, Outcome, Result, read_ledger, record
from iria_reports.judging.score import Score, Settled, score, settled
from iria_reports.report import Judgement, Judgements, Report
from iria_reports.setting.theme import load_theme
from iria_reports.writing.load import load_spec
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.sources import load_sources

THEME = "iria"


class WrongOutcome(ValueError):
    """An outcome that cannot be: too early, in the future, on no evidence; the message says what to give instead."""


@dataclass(frozen=True)
class Kept:
    """The reports whose judgements count, the record of outcomes, and what of both could not be read."""

    reports: tuple[EarlierReport, ...]
    ledger: Ledger
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Listed:
    """One judgement of an earlier report. `due`: its day has passed and nobody has recorded what came of it."""

    report: EarlierReport
    judgement: Judgement
    outcome: Outcome | None
    due: bool


@dataclass(frozen=True)
class Claim:
    """What somebody says came of a judgement."""

    report: str
    judgement: str
    outcome: Result
    on: date
    evidence: str


@dataclass(frozen=True)
class Scored:
    """The score of all settled judgements (None where there are none), these, and how many are still open or void."""

    score: Score | None
    settled: tuple[Settled, ...]
    unsettled: int
    kept: Kept


def kept(desk: Desk) -> Kept:
    """What the desk has kept; an earlier report that cannot be read is a fault, an outcome that cannot a warning."""
    reports, faults = earlier_reports(desk)
    ledger = read_ledger(desk.outcomes, desk.name_of(desk.outcomes))
    return Kept(reports, ledger, (*faults, *ledger.unread))


def listed(found: Kept, today: date) -> Iterator[Listed]:
    """Every judgement kept, in the order of its report."""
    standing = found.ledger.standing()
    for report in found.reports:
        for judgement in report.judgements:
            outcome = standing.get((report.name, judgement.id))
            passed = judgement.by is not None and judgement.by < today
            yield Listed(report, judgement, outcome, due=passed and outcome is None)


def judgements_of(desk: Desk, name: str, today: date) -> tuple[Report, tuple[Judgement, ...]]:
    """The judgements that a specification makes now. Raises DeskNotFound or InputFaults."""
    report = compose(load_spec(desk.spec(name), desk, ReportChoices), Ask(today=today))
    blocks = [block for block in report.blocks() if isinstance(block, Judgements) and block.detail != "reasons"]
    return report, tuple(item for block in blocks for item in block.items)


def resolution(desk: Desk, claim: Claim, today: date) -> Outcome:
    """The line that would be recorded. Raises DeskNotFound for no such judgement, WrongOutcome for what cannot be."""
    found = kept(desk)
    report = next((one for one in found.reports if one.name == claim.report), None)
    if report is None:
        names = suggest_or_list(claim.report, [one.name for one in found.reports])
        raise DeskNotFound(f"no report {claim.report!r} in {desk.name_of(desk.earlier)}", advice=names)
    judgement = report.judgement(claim.judgement)
    if judgement is None:
        names = suggest_or_list(claim.judgement, [one.id for one in report.judgements])
        raise DeskNotFound(f"no judgement {claim.judgement!r} in {report.path}", advice=names)
    for wrong in _wrong(claim, report, judgement, today):
        raise WrongOutcome(wrong)
    if wrong := _wrong_evidence(claim.evidence, desk):
        raise WrongOutcome(wrong)
    return Outcome(**{**vars(claim), "evidence": claim.evidence.strip(), "recorded": today})


def resolve(desk: Desk, outcome: Outcome) -> None:
    """Adds the outcome to the record, for good. Raises CannotWrite."""
    record(desk.outcomes, outcome)


def scored(found: Kept) -> Scored:
    """The score of everything kept."""
    judged = settled(found.reports, found.ledger)
    return Scored(score(judged), judged, sum(len(one.judgements) for one in found.reports) - len(judged), found)


def chart_of(result: Score, desk: Desk) -> bytes:
    """The calibration chart as SVG that needs no font. Raises InputFaults for a theme at fault."""
    style = replace(load_theme(desk, THEME).style("A4"), outlined=True)
    return calibration(result, style, "en-GB")


def no_score(found: Kept) -> IriaError:
    """Why there is nothing to score, with the next step."""
    if not found.reports:
        advice = "put the report.json of an issued report into reports/earlier/ (it is attached to the PDF)"
        return DeskNotFound("no earlier report is kept here", advice=advice)
    return DeskNotFound("no judgement has an outcome yet", advice="iria-report judgements list")


def _wrong(claim: Claim, report: EarlierReport, judgement: Judgement, today: date) -> Iterator[str]:
    if claim.on > today:
        yield f"{claim.on} has not come yet: record it when it has"
    if claim.on < report.as_of:
        yield f"{claim.on} is before the report’s own day {report.as_of}: what was known then is no outcome"
    if judgement.by and claim.on > judgement.by and claim.outcome == "happened":
        yield (
            f"{claim.on} is after its day {judgement.by}: what comes later did not happen in time (did-not-happen); "
            "give the day on which it happened"
        )


def _wrong_evidence(evidence: str, desk: Desk) -> str:
    """A word alone is a source's id, and must be one; a sentence is evidence by itself."""
    word = evidence.strip()
    if not word:
        return "the evidence is empty: give a source’s id, or say in words what shows it"
    if len(word.split()) > 1:
        return ""
    sources, _, _ = load_sources(desk, ())
    if word in sources:
        return ""
    return f"no source {word!r}; {suggest_or_list(word, sources)}\nnext: give its id, or say in words what shows it"
