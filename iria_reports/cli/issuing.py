"""What `issue` and `revise` share: an order goes in; a summary, a question, and the issue in the archive come out."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.asking import agree, at_a_terminal
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.clock import house_clock
from iria_reports.cli.outcome import say
from iria_reports.cli.progress import progress
from iria_reports.cli.signing import seal_of
from iria_reports.desk import Desk

if TYPE_CHECKING:
    from iria_reports.issue import Order, Prepared
    from iria_reports.issuing.archive import Archive
    from iria_reports.issuing.entries import Issued

ANSWERS = (
    click.option("--accept", metavar="REASON", default="", help="Why its warnings may stand; kept with the issue."),
    click.option("--dry-run", is_flag=True, help="Print and check everything, say what would be issued, and end."),
    click.option("--yes", is_flag=True, help="Do not ask."),
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but faults."),
    click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours."),
)


def asks_first(verb: Callable[..., int]) -> Callable[..., int]:
    """Give a verb the options by which a question is answered beforehand."""
    for option in reversed(ANSWERS):
        verb = option(verb)
    return verb


def can_ask(*, yes: bool, dry_run: bool = False) -> None:
    """Raises click.UsageError where there is nobody to ask."""
    if not (yes or dry_run or at_a_terminal()):
        raise click.UsageError("this asks first, and there is no terminal to ask on\nnext: add --yes")


def archive_of(desk: Desk) -> "tuple[Archive, Callable[[], datetime]]":
    """The desk's archive, and the house's clock."""
    from iria_reports.issuing.archive import Archive
    from iria_reports.writing.settings import load_settings

    settings, _ = load_settings(desk)
    return Archive(desk.root / settings.archive), house_clock(settings.time_zone)


def issue_order(order: "Order", desk: Desk, *, accept: str, dry_run: bool, yes: bool, quiet: bool) -> int:
    """Prepare it, tell what it is, ask, and issue it into the archive of `desk`."""
    from iria_reports.issue import issue, issued_alike, prepare

    archive, clock = archive_of(desk)
    order = replace(order, seal=seal_of(desk, clock(), ask=not dry_run))
    with tempfile.TemporaryDirectory(prefix="iria-issue-") as scratch:
        with progress(order.spec.stem, quiet=quiet, verbose=False) as tell:
            prepared = prepare(order, Path(scratch), tell)
        if alike := issued_alike(prepared, archive):
            prepared = replace(prepared, warnings=(*prepared.warnings, alike))
        if not (quiet and yes):
            _summary(prepared, archive.root)
        for warning in () if quiet and accept else prepared.warnings:
            click.echo(f"{warning} (warning)", err=True)
        if dry_run:
            say("this was a dry run: nothing was issued")
            say("next: the same without --dry-run")
            return 0
        if prepared.warnings and not accept and not yes:
            accept = click.prompt("Why may these warnings stand? (Ctrl-C to correct them instead)", err=True)
        if not yes:
            agree("Issue it?")
        with progress(order.spec.stem, quiet=quiet, verbose=False) as tell:
            entry = issue(prepared, archive, clock, accepted=accept, tell=tell)
    if not quiet:
        _tell(entry, archive.root)
    return 0


def _tell(entry: "Issued", archive: Path) -> None:
    click.echo(f"{entry.number}, version {entry.version}, issued {entry.issued}")
    for rendition in entry.renditions:
        click.echo(f"{shown(archive / entry.bag / 'data' / rendition.file)}: {counted(rendition.pages, 'page')}")
    whom = f"notify {entry.number}" if entry.version > 1 else f"send {entry.number} --to LIST"
    say(f"next: iria-report {whom} --dry-run; iria-report archive show {entry.number}")


def _summary(prepared: "Prepared", archive: Path) -> None:
    """What is to be issued."""
    say(f"to be issued: {prepared.drafts[0].report.title}")
    if start := prepared.order.start:
        notice = getattr(start, "notice", "further renditions, from the files it was issued from")
        say(f"  as version {start.version} of {start.before.number}: {notice}")
        if start.version > 1 and not start.past:
            say("  version 1 was taken in as a file: what is different is not computed, and only the notice tells it")
    for draft in prepared.drafts:
        mark = f", {draft.report.mark}" if draft.report.mark else ""
        whom = f", for {draft.report.client.organisation}" if draft.report.client else ""
        pages = counted(draft.proof.pages, "page")
        say(f"  {draft.report.audience}{whom}: {pages}, as of {draft.report.as_of}{mark}")
    say(f"  into {shown(archive)}")
    if seal := prepared.order.seal:
        say(f"  signed by {seal.name}, {'in each PDF' if seal.into_pdf else 'beside the files'}")
