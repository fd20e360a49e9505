"""`iria-report build`: names of specifications go in; PDFs in output/drafts/ come out."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from iria_reports.cli.outcome import report_error, say
from iria_reports.cli.progress import progress
from iria_reports.desk import Desk, find_desk
from iria_reports.errors import IriaError
from iria_reports.workshop import Workshop

MOST_NAMES = 12
AUDIENCES = ("officials", "policymakers", "academics")  # as in writing/audiences.py, which is slow to import


@click.command("build", epilog="Example:  iria-report build kazakhstan-2022.yml --html")
@click.argument("specs", metavar="SPEC...", nargs=-1)
@click.option(
    "--as-of",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Stand on this day: what was known only later is left out.",
)
@click.option("--audience", type=click.Choice(AUDIENCES), help="For whom; the specification's audience if left out.")
@click.option("--client", metavar="NAME", help="Prepared for this client of reports/clients/, in its colours.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to; output/drafts if left out."
)
@click.option("--html", is_flag=True, help="Also write the report as one HTML page that needs no other file.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but faults.")
@click.option("--verbose", "-v", is_flag=True, help="Tell each stage.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def build_verb(
    specs: tuple[str, ...],
    as_of: datetime | None,
    audience: str | None,
    client: str | None,
    out: Path | None,
    html: bool,
    quiet: bool,
    verbose: bool,
    debug: bool,
) -> int:
    """Print reports to output/drafts/ as PDF/A-3a with PDF/UA-1.

    SPEC is a path, or a name looked up in the desk's reports/.
    """
    if not specs:
        raise click.UsageError(which_report(find_desk(Path.cwd())))
    day = as_of.date() if as_of else None
    asked = {"audience": audience, "client": client, "as_of": day, "leave_out_later": bool(day)}
    codes = [_build_one(spec, asked, out, html=html, voice=(quiet, verbose)) for spec in specs]
    return next((code for code in codes if code), 0)


def _build_one(name: str, asked: dict[str, Any], out: Path | None, *, html: bool, voice: tuple[bool, bool]) -> int:
    """Build one; its errors are told at once so that the others are still built. Returns its exit code."""
    quiet, verbose = voice
    try:
        desk = find_desk(Path.cwd(), name)
        spec = desk.spec(name)
        with progress(spec.stem, quiet=quiet, verbose=verbose) as tell, Workshop.start() as workshop:
            # Imported while the workshop gets ready: both take half a second.
            from iria_reports.build import Job, build, write_html
            from iria_reports.composing.rendition import Ask

            job = Job(spec, desk, Ask(today=date.today(), **asked), out or desk.drafts)
            built = build(job, workshop, tell=tell)
            page = write_html(built, desk) if html else None
    except IriaError as error:
        report_error(error, subject=name)
        return error.exit_code
    for warning in built.warnings:
        click.echo(f"{warning} (warning)", err=True)
    if not quiet:
        pages, notes = counted(built.proof.pages, "page"), counted(built.proof.notes, "note")
        click.echo(f"{shown(built.proof.path)}: {pages}, {notes}, as of {built.report.as_of}")
        if page:
            click.echo(f"{shown(page)}: the same as one HTML page")
        if built.as_of_today:
            say(f"no as-of date: today's is used, {built.report.as_of}")
        say(f"next: read it, correct {desk.name_of(spec)} or its .md, and run `iria-report build {spec.name}` again")
    sys.stdout.flush()
    return 0


def which_report(desk: Desk) -> str:
    """What to answer when no report was named: those there are, newest first, and the next command."""
    names = desk.report_names()
    if not names:
        return f"there is no report in {shown(desk.reports)} yet\nnext: iria-report new my-report"
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"which report? There is {', '.join(names[:MOST_NAMES])}{more}\nnext: iria-report build {names[0]}"


def counted(number: int, what: str) -> str:
    """`1 page`, `9 pages`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def shown(path: Path) -> str:
    """A path as short as it can be from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
