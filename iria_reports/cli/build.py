"""`iria-report build`: names of specifications go in; PDFs in output/drafts/ come out."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from iria_reports.cli.chosen import chooses_reports, counted, shown
from iria_reports.cli.outcome import report_error, say
from iria_reports.cli.progress import progress
from iria_reports.desk import find_desk
from iria_reports.errors import IriaError
from iria_reports.workshop import Workshop


@click.command("build", epilog="Example:  iria-report build kazakhstan-2022.yml --html")
@chooses_reports
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to; output/drafts if left out."
)
@click.option("--html", is_flag=True, help="Also write the report as one HTML page that needs no other file.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but faults.")
@click.option("--verbose", "-v", is_flag=True, help="Tell each stage.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def build_verb(
    specs: tuple[str, ...],
    asked: dict[str, Any],
    out: Path | None,
    html: bool,
    quiet: bool,
    verbose: bool,
    debug: bool,
) -> int:
    """Print reports to output/drafts/ as PDF/A-3a with PDF/UA-1.

    SPEC is a path, or a name looked up in the desk's reports/.
    """
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
