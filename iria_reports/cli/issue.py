"""`iria-report issue`: a specification and renditions go in; after a question, a numbered version is in the archive."""

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.asking import at_a_terminal
from iria_reports.cli.chosen import AUDIENCES, counted, shown
from iria_reports.cli.clock import house_clock
from iria_reports.cli.outcome import say
from iria_reports.cli.progress import progress
from iria_reports.desk import Desk, find_desk

if TYPE_CHECKING:
    from iria_reports.issue import Order, Prepared


@click.command(
    "issue", epilog="Example:  iria-report issue kazakhstan-2022 --audience officials --audience policymakers"
)
@click.argument("spec", metavar="SPEC")
@click.option(
    "--audience", "audiences", multiple=True, type=click.Choice(AUDIENCES), help="A rendition; can be repeated."
)
@click.option("--client", metavar="NAME", help="Prepared for this client of reports/clients/.")
@click.option("--accept", metavar="REASON", default="", help="Why its warnings may stand; kept with the issue.")
@click.option("--dry-run", is_flag=True, help="Print and check everything, say what would be issued, and end.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but faults.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def issue_verb(
    spec: str,
    audiences: tuple[str, ...],
    client: str | None,
    accept: str,
    dry_run: bool,
    yes: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Issue a report: print it under the next number and keep it, with all it was made from, in the archive.

    SPEC is a path, or a name looked up in the desk's reports/. All renditions named are issued under one number;
    without --audience the specification's own. A summary and a question come first.
    """
    desk = find_desk(Path.cwd(), spec)
    if not (yes or dry_run or at_a_terminal()):
        raise click.UsageError("this asks before it issues, and there is no terminal to ask on\nnext: add --yes")
    from iria_reports.issue import issue, prepare
    from iria_reports.issuing.archive import Archive
    from iria_reports.writing.settings import load_settings

    settings, _ = load_settings(desk)
    clock = house_clock(settings.time_zone)
    archive = Archive(desk.root / settings.archive)
    with tempfile.TemporaryDirectory(prefix="iria-issue-") as scratch:
        with progress(spec, quiet=quiet, verbose=False) as tell:
            prepared = prepare(_order(desk, spec, audiences, client, clock().date()), Path(scratch), tell)
        _summary(prepared, archive.root)
        if dry_run:
            say("this was a dry run: nothing was issued")
            return 0
        if prepared.warnings and not accept and not yes:
            accept = click.prompt(
                "Why may these warnings stand? (kept with the issue; Ctrl-C to correct them)", err=True
            )
        if not yes:
            click.confirm("Issue it?", abort=True, err=True)
        with progress(spec, quiet=quiet, verbose=False) as tell:
            entry = issue(prepared, archive, clock, accepted=accept, tell=tell)
    click.echo(f"{entry.number}, version {entry.version}, issued {entry.issued}")
    for rendition in entry.renditions:
        click.echo(f"{shown(archive.root / entry.bag / 'data' / rendition.file)}: {counted(rendition.pages, 'page')}")
    say(f"next: iria-report archive show {entry.number}")
    return 0


def _order(desk: Desk, name: str, audiences: tuple[str, ...], client: str | None, today: date) -> "Order":
    from iria_reports.composing.rendition import Ask
    from iria_reports.issue import Order

    asks = tuple(Ask(today=today, audience=audience, client=client) for audience in audiences or (None,))
    return Order(desk.spec(name), desk, asks)


def _summary(prepared: "Prepared", archive: Path) -> None:
    """What is to be issued, and the warnings that somebody must answer for."""
    report = prepared.drafts[0].report
    say(f"to be issued: {report.title}")
    for draft in prepared.drafts:
        mark = f", {draft.report.mark}" if draft.report.mark else ""
        whom = f", for {draft.report.client.organisation}" if draft.report.client else ""
        pages = counted(draft.proof.pages, "page")
        say(f"  {draft.report.audience}{whom}: {pages}, as of {draft.report.as_of}{mark}")
    say(f"  into {shown(archive)}")
    for warning in prepared.warnings:
        click.echo(f"{warning} (warning)", err=True)
