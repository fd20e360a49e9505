"""`iria-report archive`: what was issued, listed and shown; the other verbs stand in files of their own."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.archived import (
    as_data,
    as_json,
    filters,
    in_archive,
    marks,
    open_archive,
    print_json,
    print_rows,
    wanted,
)
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.lazily import Lazily
from iria_reports.cli.outcome import say

if TYPE_CHECKING:
    from iria_reports.archive import Bag
    from iria_reports.cataloguing.listing import Listed

VERBS = {
    "list": "iria_reports.cli.archive:list_verb",
    "show": "iria_reports.cli.archive:show_verb",
    "search": "iria_reports.cli.archive_search:search_verb",
    "uses": "iria_reports.cli.archive_search:uses_verb",
    "sent": "iria_reports.cli.archive_sent:sent_verb",
    "verify": "iria_reports.cli.archive_verify:verify_verb",
    "rebuild": "iria_reports.cli.archive_rebuild:rebuild_verb",
    "export": "iria_reports.cli.archive_out:export_verb",
    "site": "iria_reports.cli.archive_out:site_verb",
    "add": "iria_reports.cli.archive_add:add_verb",
}
TELLING = ("weasyprint", "pango", "harfbuzz", "python", "iria-reports")  # of the tools, those worth a line
NOTHING = "nothing was issued yet\nnext: iria-report issue SPEC"


@click.group(
    "archive", cls=Lazily, verbs=VERBS, epilog="Example:  iria-report archive search energy prices --from 2022-01-01"
)
def archive() -> None:
    """Find, prove and export what was issued.

    The archive is the folder that desk.yml names, output/issued/ if it names none. Only `add` writes into it.
    """


@click.command("list", epilog='Example:  iria-report archive list --year 2022 --topic "energy prices"')
@filters
@in_archive
@as_json
def list_verb(folder: Path | None, as_json: bool, **chosen: Any) -> int:
    """List every version that was issued: number, day, how it stands today, title, renditions."""
    from iria_reports.archive import wanted_of

    archive = open_archive(folder)
    found = wanted_of(archive, wanted(chosen))
    if as_json:
        print_json([as_data(one) for one in found])
        return 0
    print_rows([_row(one) for one in found])
    if not archive.listed:
        _tell_nothing()
    elif not found:
        say(f"none of {counted(len(archive.listed), 'version')} fits")
        say("next: iria-report archive list")
    else:
        numbers = len({one.number for one in found})
        say(f"{counted(len(found), 'version')} of {counted(numbers, 'report')}")
        say(f"next: iria-report archive show {found[-1].number}")
    return 0


@click.command("show", epilog="Example:  iria-report archive show IRIA-BG-2022-001")
@click.argument("number")
@in_archive
@as_json
def show_verb(number: str, folder: Path | None, as_json: bool) -> int:
    """Show all that is known of a number: its versions and files, their hashes, their making and what was accepted."""
    from iria_reports.archive import show

    archive = open_archive(folder)
    if not archive.listed:
        _tell_nothing()
        return 9
    found = show(archive, number)
    if as_json:
        print_json([{**as_data(one), "made": [_made(bag) for bag in bags]} for one, bags in found])
        return 0
    for one, bags in found:
        _show(one)
        for bag in bags:
            _show_bag(bag)
    last = found[-1][0]
    if last.lines:
        say(f"next: iria-report archive export {last.number}")
    else:
        say("next: iria-report archive list")
    return 0


def _tell_nothing() -> None:
    for line in NOTHING.split("\n"):
        say(line)


def _row(one: "Listed") -> tuple[str, ...]:
    version = f"v{one.version}" if one.version else "-"
    title = one.title or (_void(one) if one.void else "")
    kept = marks(one)
    return (one.number, version, str(one.issued), one.state, f"{title} ({kept})" if kept else title)


def _void(one: "Listed") -> str:
    """Why it was never published. Registers of before did not say that the version stands."""
    assert one.void is not None
    stands = f"version {one.version}, which stands"
    if one.state == "void" or stands in one.void.reason:
        return one.void.reason
    return f"further renditions of {stands} without them: {one.void.reason}"


def _show(one: "Listed") -> None:
    """What the register says of a version."""
    click.echo(f"{one.named}{', further renditions' if one.state == 'unfinished' else ''}: {one.state}")
    if one.void:
        click.echo(f"  found on {one.issued}: {_void(one)}")
        click.echo(f"  what was left lies in {one.void.aside}")
        return
    click.echo(f"  {one.title}")
    click.echo(f"  issued {one.issued}{_of_register(one)}")
    if one.withdrawn:
        click.echo(f"  withdrawn on {one.withdrawn.at:%Y-%m-%d}: {one.withdrawn.reason}")
    if full := one.full:
        about = (full.kind, f"as of {full.as_of}", full.region, ", ".join(full.topics), ", ".join(full.authors))
        click.echo(f"  {' · '.join(filter(None, about))}")
        if full.notice:
            click.echo(f"  what was changed: {full.notice}{' (minor)' if full.minor else ''}")


def _of_register(one: "Listed") -> str:
    if one.full is None:
        return f", taken in on {one.lines[0].at:%Y-%m-%d}"
    return f", recorded {one.lines[0].at.isoformat()}"


def _show_bag(bag: "Bag") -> None:
    """Where a bag lies, its files, and what is known of their making."""
    there = "" if bag.folder.is_dir() else " (missing: put it back from a copy)"
    click.echo(f"  bag {shown(bag.folder)}{there}")
    for one in bag.line.renditions:
        said = ", ".join(filter(None, (one.audience, one.language, one.mark, one.client)))
        click.echo(f"    {one.file}: {counted(one.pages, 'page')}, {said}")
        click.echo(f"      SHA-256 {one.sha256}")
    if bag.approval:
        by = f"signed with certificate {bag.approval.certificate[:12]}" if bag.approval.certificate else ""
        proof = by or f"data/approval/{bag.approval.evidence}"
        doubt = f" (that does not hold: {bag.doubt})" if bag.doubt else ""
        click.echo(f"    approved by {bag.approval.by} on {bag.approval.at:%Y-%m-%d}: {proof}{doubt}")
    for name in bag.saved:
        click.echo(f"    saved copy of a source: {name}")
    if bag.contents is None:
        return
    for warning in bag.contents.accepted.warnings:
        click.echo(f"    accepted: {warning}")
    if bag.contents.accepted.reason:
        click.echo(f"    because: {bag.contents.accepted.reason}")
    made = [f"{name} {bag.contents.tools[name]}" for name in TELLING if name in bag.contents.tools]
    click.echo(f"    made with {', '.join(made)}")


def _made(bag: "Bag") -> dict[str, Any]:
    contents = bag.contents
    return {
        "bag": bag.line.bag,
        "there": bag.folder.is_dir(),
        "manifest": bag.line.manifest,
        "recorded": bag.line.at.isoformat(),
        "accepted": contents.accepted.model_dump(mode="json") if contents else None,
        "approval": bag.approval.model_dump(mode="json") if bag.approval else None,
        "saved-copies": list(bag.saved),
        "approval-doubt": bag.doubt or None,
        "tools": contents.tools if contents else None,
    }
