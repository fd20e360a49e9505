"""`iria-report judgements`: what our reports judged, what came of it, and how good it was."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.asking import agree, at_a_terminal, on_command_line
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.outcome import say
from iria_reports.desk import find_desk
from iria_reports.errors import CannotWrite, InputFaults

if TYPE_CHECKING:
    from iria_reports.judgements import Kept, Listed, Scored
    from iria_reports.judging.ledger import Outcome
    from iria_reports.report import Judgement

OUTCOMES = ("happened", "did-not-happen", "void")  # as in judging/ledger.py, which is slow to import
STATEMENT = 60


@click.group("judgements", epilog="Example:  iria-report judgements list")
def judgements() -> None:
    """List what our reports judged, record what came of it, and score it.

    The report.json files in reports/earlier/ count; what came of them stands in reports/outcomes.jsonl, one line each.
    """


@judgements.command("list", epilog="Example:  iria-report judgements list kazakhstan-2022")
@click.argument("spec", metavar="[SPEC]", required=False)
def list_verb(spec: str | None) -> None:
    """List the judgements of all earlier reports and what came of them; with SPEC, those it makes now.

    `due` marks a judgement whose day has passed and of which nobody has recorded what came.
    """
    from iria_reports.judgements import judgements_of, kept, listed

    desk = find_desk(Path.cwd(), spec or "")
    if spec:
        report, made = judgements_of(desk, spec, date.today())
        _print_rows([_row_now(one) for one in made])
        say(f"{counted(len(made), 'judgement')}, as of {report.as_of}")
        say(f"next: iria-report build {on_command_line(spec)}")
        return
    found = kept(desk)
    _warn(found)
    rows = list(listed(found, date.today()))
    _print_rows([_row(one) for one in rows])
    due = [one for one in rows if one.due]
    say(f"{counted(len(rows), 'judgement')} of {counted(len(found.reports), 'report')}, {len(due)} due")
    example = due[0] if due else next((one for one in rows if one.outcome is None), None)
    if example:
        name = f"{on_command_line(example.report.name)} {example.judgement.id}"
        say(f"next: iria-report judgements resolve {name} --outcome happened --on DATE --evidence SOURCE")
    elif rows:
        say("next: iria-report judgements score")
    else:
        say("next: put the report.json of an issued report into reports/earlier/; it is attached to the PDF")


@judgements.command(
    "resolve",
    epilog="Example:  iria-report judgements resolve kazakhstan-2022 president --outcome happened --on 2022-12-31 "
    "--evidence kazinform_elec",
)
@click.argument("report")
@click.argument("judgement", metavar="ID")
@click.option("--outcome", type=click.Choice(OUTCOMES), required=True, help="void: it can no longer be settled.")
@click.option("--on", "day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day it was.")
@click.option("--evidence", metavar="SOURCE", required=True, help="A source's id, or words in quotation marks.")
@click.option("--dry-run", is_flag=True, help="Only show the line; write nothing.")
@click.option("--yes", "-y", is_flag=True, help="Write without asking.")
def resolve_verb(
    report: str, judgement: str, outcome: Any, day: datetime, evidence: str, dry_run: bool, yes: bool
) -> None:
    """Record what came of judgement ID of REPORT, a file in reports/earlier/ without .json.

    The line is added to reports/outcomes.jsonl for good. A correction is a further line: the last one stands.
    """
    from iria_reports.judgements import Claim, WrongOutcome, kept, resolution, resolve

    desk = find_desk(Path.cwd())
    claim = Claim(report, judgement, outcome, day.date(), evidence)
    try:
        line = resolution(desk, claim, date.today())
    except WrongOutcome as wrong:
        raise click.UsageError(str(wrong)) from wrong
    found = kept(desk)
    _warn(found)
    _show(line, found)
    if dry_run:
        say("nothing was written")
        say("next: the same without --dry-run")
        return
    if not yes and not at_a_terminal():
        raise click.UsageError("this asks before it writes, and there is no terminal to ask on\nnext: add --yes")
    if not yes:
        agree(f"Add this line to {desk.name_of(desk.outcomes)}, for good?")
    resolve(desk, line)
    for fault in found.ledger.unread:
        say(f"line {fault.where.line} is set aside: it stays in the file and counts for nothing")
    click.echo(f"{desk.name_of(desk.outcomes)}: {line.report} {line.judgement} {line.outcome}")
    say("next: iria-report judgements score")


@judgements.command("score", epilog="Example:  iria-report judgements score --chart calibration.svg")
@click.option("--chart", metavar="FILE.svg", type=click.Path(path_type=Path), help="Also draw it, as SVG.")
def score_verb(chart: Path | None) -> None:
    """Score the judgements of all earlier reports whose outcome is recorded.

    A word counts as the middle of its range. The Brier score is the mean of (said - came) squared: 0 is perfect, always
    saying 50 per cent scores 0.25.
    """
    from iria_reports.judgements import chart_of, kept, no_score, scored

    desk = find_desk(Path.cwd())
    found = kept(desk)
    if any(fault not in found.ledger.unread for fault in found.faults):
        raise InputFaults(found.faults)
    _warn(found)
    result = scored(found)
    if result.score is None:
        raise no_score(found)
    _print_score(result)
    if chart:
        _write(chart, chart_of(result.score, desk))
        click.echo(f"{shown(chart)}: the same as a chart")
    say("next: iria-report judgements list")


def _print_score(result: "Scored") -> None:
    score = result.score
    assert score is not None
    click.echo(f"{counted(score.count, 'judgement')} settled, {result.unsettled} open or void")
    click.echo(f"Brier score           {score.brier:.3f}   0 is perfect; a word counts as the middle of its range")
    click.echo(f"always 50 per cent    {score.even:.3f}")
    click.echo(f"always the base rate  {score.base_rate:.3f}   how often such things came true: known only afterwards")
    click.echo("")
    width = max(len("likelihood"), *(len(one.words) for one in score.said))
    click.echo(f"{'likelihood':<{width}}  {'said':>5}  {'came':>9}  95 per cent interval")
    for one in reversed(score.said):
        low, high = one.interval
        came = f"{one.came} of {one.count}"
        click.echo(f"{one.words:<{width}}  {one.said:>5.1%}  {came:>9}  {low:.0%} to {high:.0%}")
    click.echo("")
    for settled in result.settled:
        came = "happened" if settled.came else "did not happen"
        click.echo(f"{settled.report} {settled.judgement.id}: {settled.words}, {came}, {settled.brier:.3f}")
    click.echo("")
    if result.unsettled:
        click.echo(
            "What is open counts for nothing. What happens is seen sooner than what does not, which may flatter us."
        )
    if score.few:
        click.echo(
            f"{counted(score.count, 'judgement')}: too few to conclude anything, about us or about a word. "
            "Chance alone makes such a score."
        )


def _print_rows(rows: list[tuple[str, ...]]) -> None:
    """Aligned columns; the last may be as long as it is."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    for row in rows:
        click.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(one: "Listed") -> tuple[str, ...]:
    state = one.outcome.outcome if one.outcome else "due" if one.due else "open"
    return (one.report.name, *_said(one.judgement), state, _cut(one.judgement))


def _row_now(one: "Judgement") -> tuple[str, ...]:
    return (*_said(one), one.change, _cut(one))


def _said(one: "Judgement") -> tuple[str, ...]:
    from iria_reports.judging.score import said_as

    return one.id, said_as(one), f"confidence {one.confidence}", str(one.by) if one.by else "no date"


def _cut(one: "Judgement") -> str:
    from iria_reports.report import plain

    text = plain(one.statement)
    return text if len(text) <= STATEMENT else text[:STATEMENT].rsplit(" ", 1)[0] + " …"


def _show(line: "Outcome", found: "Kept") -> None:
    """The judgement and what would be recorded, and what stands so far."""
    from iria_reports.report import plain

    report = next(one for one in found.reports if one.name == line.report)
    judged = report.judgement(line.judgement)
    assert judged is not None
    click.echo(f"{report.name} {line.judgement}, as of {report.as_of}: {plain(judged.statement)}")
    if earlier := found.ledger.standing().get(line.named):
        click.echo(f"so far: {earlier.outcome} on {earlier.on}, {earlier.evidence} (recorded {earlier.recorded})")
    click.echo(f"now: {line.outcome} on {line.on}, {line.evidence}")


def _warn(found: "Kept") -> None:
    for fault in found.faults:
        click.echo(f"{fault} (warning)", err=True)
    sys.stderr.flush()


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise CannotWrite(f"{file} cannot be written ({error.strerror})", advice="choose another file") from error
