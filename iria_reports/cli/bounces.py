"""`iria-report bounces`: saved delivery notices go in; what came back is told and put on record."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.archived import as_json, print_json
from iria_reports.cli.asking import on_command_line
from iria_reports.cli.outcome import say
from iria_reports.cli.readership import Desk, row_data, sending_desk

if TYPE_CHECKING:
    from iria_reports.sending.bounces import Finding

MOST_ALIKE = 3
HEADS = {
    "came back": "came back",
    "elsewhere": "did not reach another address, and was not put on record",
    "delayed": "delayed, and tried on",
    "known": "known already",
    "skipped": "skipped",
}


@click.command("bounces", epilog="Example:  iria-report bounces ~/mail/undelivered --dry-run")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what came back, and write nothing.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what came back.")
@as_json
def bounces_verb(folder: Path, dry_run: bool, quiet: bool, as_json: bool) -> int:
    """Read the delivery notices saved in FOLDER: .eml files, a Maildir, or an mbox; FOLDER may be one file.

    What came back is put on record, once. A notice that only tells of a delay changes nothing; an automatic reply is
    no notice; what is not about a message of ours, or cannot be read, is told and left alone.
    """
    from iria_reports.bounces import bounces

    desk = sending_desk()
    found = bounces(folder, desk.folder, desk.book, desk.clock, dry=dry_run)
    if as_json:
        print_json([_data(one, desk) for one in found])
        return 0
    for verdict, head in HEADS.items():
        if (alike := [one for one in found if one.verdict == verdict]) and not (quiet and verdict != "came back"):
            click.echo(f"{head} ({len(alike)}):")
            _tell_some(alike, desk)
    if not quiet:
        _sum_up(found, folder, dry_run=dry_run)
    for address in dict.fromkeys(one.suppress for one in found if one.suppress):
        say(f"{address}: there is no such address, as its notice says")
        say(f'next: iria-report readers suppress {on_command_line(address)} --reason "There is no such address."')
    return 0


def _sum_up(found: "tuple[Finding, ...]", folder: Path, *, dry_run: bool) -> None:
    counts = Counter[str](one.verdict for one in found)
    say(", ".join(f"{counts[verdict]} {verdict}" for verdict in HEADS if counts[verdict]))
    if not any(one.row for one in found):
        say(f"nothing in {folder} is about a message of ours: it looks like no mailbox that our notices come to")
        say("next: name the folder, the Maildir or the mbox that they are saved in")
    if dry_run:
        say("this was a dry run: nothing was written")


def _tell_some(alike: "list[Finding]", desk: Desk) -> None:
    """Each that is about a message of ours; of the others the first few of a kind, and how many more there are."""
    from iria_reports.issuing.plain import plain

    others = Counter[str]()
    for one in alike:
        others[one.told] += one.row is None
        if one.row or others[one.told] <= MOST_ALIKE:
            _tell(one, desk)
    for told, count in others.items():
        if count > MOST_ALIKE:
            click.echo(f"  and {count - MOST_ALIKE} more (--json names them): {plain(told, 450)}")


def _tell(one: "Finding", desk: Desk) -> None:
    from iria_reports.issuing.plain import plain
    from iria_reports.sending.who import who

    row = one.row
    click.echo(f"  {plain(one.name)}")
    if row:
        whom = plain(who(row.reader, desk.book.readers), 200)
        click.echo(f"    {whom}: {row.number} v{row.version}, {row.purpose}")
    for said in filter(None, (one.answer, one.told)):
        click.echo(f"    {plain(said, 450)}")


def _data(one: "Finding", desk: Desk) -> dict[str, Any]:
    return {
        "name": one.name,
        "verdict": one.verdict,
        "told": one.told,
        "answer": one.answer,
        "suppress": one.suppress or None,
        "message": row_data(one.row, desk) if one.row else None,
    }
