"""`iria-report readers`: addresses, lists and files go in; who reads us, and who must not be written to."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.archived import print_rows
from iria_reports.cli.asking import agree
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.clock import house_clock
from iria_reports.cli.issuing import can_ask
from iria_reports.cli.outcome import say
from iria_reports.desk import Desk, find_desk
from iria_reports.errors import CannotWrite

if TYPE_CHECKING:
    from iria_reports.readers import Intake, Known, Readership
    from iria_reports.sending.reader import Reader

MOST_LINES = 40
reason_given = click.option("--reason", required=True, metavar="SENTENCE", help="Why; kept, without names.")


def readership(desk: Desk) -> "Readership":
    """Where the desk keeps its readers."""
    from iria_reports.readers import Readership
    from iria_reports.sending.folder import ReadersFolder
    from iria_reports.writing.settings import load_settings

    settings, _ = load_settings(desk)
    clients = sorted(file.stem for file in desk.clients.glob("*.yml"))
    folder = ReadersFolder(desk.root / settings.mail.readers)
    return Readership(folder, clients, house_clock(settings.time_zone), os.urandom)


def here() -> "Readership":
    """The readership of the desk that we are in. Raises DeskNotFound."""
    return readership(find_desk(Path.cwd()))


@click.group("readers", epilog="Example:  iria-report readers add jane@example.org --list topic:energy")
def readers() -> None:
    """Keep who reads us: addresses, lists by topic and region, and who must never be written to.

    All that is personal is in one folder, which desk.yml names under `mail: readers:`. docs/readers.md says what is
    kept where.
    """


@readers.command("list", epilog="Example:  iria-report readers list topic:energy")
@click.argument("name", metavar="[LIST]", default="")
def list_verb(name: str) -> int:
    """Print every reader, or those on LIST, with their lists."""
    from iria_reports.readers import everybody, members

    found = members(here(), name) if name else everybody(here())
    print_rows([_row(one) for one in found])
    sizes: dict[str, int] = {}
    for listed in found:
        for one in listed.lists:
            sizes[one] = sizes.get(one, 0) + 1
    say(f"{counted(len(found), 'reader')}; {', '.join(f'{one} {sizes[one]}' for one in sorted(sizes)) or 'no list'}")
    say("next: iria-report readers show ADDRESS; iria-report send NUMBER --to LIST --dry-run")
    return 0


@readers.command("show", epilog="Example:  iria-report readers show jane@example.org")
@click.argument("address")
def show_verb(address: str) -> int:
    """Print all that is kept of one reader."""
    from iria_reports.readers import show

    _tell(show(here(), address))
    say(f"next: iria-report archive sent --to {address}; iria-report forget {address} takes all of it out")
    return 0


@readers.command("add", epilog="Example:  iria-report readers add jane@example.org --name 'Jane Example' --language fr")
@click.argument("address")
@click.option("--name", default="", help="As messages are addressed, and a numbered copy is stamped.")
@click.option("--office", default="", help="Where they work, and as what.")
@click.option("--language", default="", help="The language they read, such as fr.")
@click.option("--client", default="", help="A file in reports/clients/ without .yml.")
@click.option("--list", "lists", multiple=True, metavar="LIST", help="Such as topic:energy. Can be repeated.")
def add_verb(address: str, lists: tuple[str, ...], **cells: str) -> int:
    """Add a reader, or change what is given of one who is there."""
    from iria_reports.readers import add

    _tell(added := add(here(), {"address": address, **cells}, lists))
    to = added.lists[0] if added.lists else added.reader.address
    release = f'iria-report readers release {added.reader.address} --reason "..."'
    say(f"next: {release if added.suppressed else f'iria-report send NUMBER --to {to} --dry-run'}")
    return 0


@readers.command("subscribe", epilog="Example:  iria-report readers subscribe jane@example.org region:central-asia")
@click.argument("address")
@click.argument("name", metavar="LIST")
def subscribe_verb(address: str, name: str) -> int:
    """Put a reader on LIST: topic:energy, region:central-asia, or a plain word."""
    from iria_reports.readers import subscribe

    changed = subscribe(here(), address, name)
    click.echo(f"{address}: {'is' if changed else 'was already'} on {name}")
    say(f"next: iria-report readers list {name}")
    return 0


@readers.command("unsubscribe", epilog="Example:  iria-report readers unsubscribe jane@example.org topic:energy")
@click.argument("address")
@click.argument("name", metavar="[LIST]", default="")
def unsubscribe_verb(address: str, name: str) -> int:
    """Take a reader off LIST, or off every list."""
    from iria_reports.readers import unsubscribe

    off = unsubscribe(here(), address, name)
    click.echo(f"{address}: is no more on {', '.join(off)}" if off else f"{address}: was taken off before")
    _tell_drafts(address, off)
    say(f'next: for no more mail at all, iria-report readers suppress {address} --reason "..."')
    return 0


@readers.command(
    "suppress", epilog='Example:  iria-report readers suppress jane@example.org --reason "Asked for no more mail."'
)
@click.argument("address")
@reason_given
def suppress_verb(address: str, reason: str) -> int:
    """Never write to ADDRESS again, whatever list it is on; `release` takes that back."""
    from iria_reports.readers import suppress

    suppress(here(), address, reason)
    click.echo(f"{address}: is never written to")
    _tell_drafts(address)
    say(f"next: iria-report forget {address} takes their details out as well")
    return 0


@readers.command("release", epilog='Example:  iria-report readers release jane@example.org --reason "Asked to return."')
@click.argument("address")
@reason_given
def release_verb(address: str, reason: str) -> int:
    """Let ADDRESS be written to again."""
    from iria_reports.readers import release

    changed = release(here(), address, reason)
    click.echo(f"{address}: {'may be written to again' if changed else 'was not suppressed'}")
    say(f"next: iria-report readers show {address}")
    return 0


@readers.command("import", epilog="Example:  iria-report readers import subscribers.csv --list topic:energy --dry-run")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option("--list", "name", default="", metavar="LIST", help="Put everybody in the file on this list.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and end.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def import_verb(file: Path, name: str, dry_run: bool, yes: bool) -> int:
    """Take in readers from a CSV as a spreadsheet writes it: columns address, name, office, language, client.

    What a cell leaves empty stays as it was. Whoever must not be written to stays so, and is put on no list; whoever
    was taken off LIST stays off it.
    """
    from iria_reports.readers import planned, take_in

    kept = here()
    intake = planned(kept, file, name)
    _tell_intake(intake)
    if dry_run:
        say("this was a dry run: nothing was written")
        return 0
    if intake.changed and not yes:
        can_ask(yes=yes)
        agree("Write over what is kept of those who changed?")
    take_in(kept, file, intake)
    if name:
        say(f"{counted(len(intake.joins), 'reader')} came to {intake.to}")
    on = f" {intake.to}" if name else ""
    say(f"next: iria-report readers list{on}; delete {file} where it is not needed any more")
    return 0


@readers.command("export", epilog="Example:  iria-report readers export readers-for-a-look.csv")
@click.argument("file", metavar="[FILE.csv]", required=False, type=click.Path(path_type=Path))
def export_verb(file: Path | None) -> int:
    """Write all readers as CSV, into FILE.csv for your eyes alone, or onto standard output, as with `-`."""
    from iria_reports.readers import everybody
    from iria_reports.sending.readers import as_csv

    found = everybody(here())
    text = as_csv(one.reader for one in found)
    if file in (None, Path("-")):
        click.echo(text, nl=False)
        return 0
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CannotWrite(f"{file} cannot be written ({error.strerror})", advice="name another file") from error
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as out:
        out.write(text)
    click.echo(f"{shown(file)}: {counted(len(found), 'reader')}")
    say(f"next: after changes, iria-report readers import {file}; then delete it: it holds names and addresses")
    return 0


def _row(one: "Known") -> tuple[str, ...]:
    lists = f"never written to: {one.suppressed}" if one.suppressed else " ".join(one.lists)
    return one.reader.address, one.reader.name, one.reader.client, one.reader.language, lists


def _tell(one: "Known") -> None:
    for name, value in one.reader.model_dump().items():
        if value:
            click.echo(f"{name + ':':<10}{value}")
    click.echo(f"{'lists:':<10}{', '.join(one.lists) or 'none'}")
    if one.suppressed:
        click.echo(f"never written to: {one.suppressed}")


def _tell_drafts(address: str, lists: tuple[str, ...] | None = None) -> None:
    """What waits in the folder of drafts, for a person not to send it: the program sends none of it by itself."""
    from iria_reports.readers import waiting

    desk = find_desk(Path.cwd())
    drafts = waiting(readership(desk), desk.mail, address, lists)
    for one in drafts:
        click.echo(f"{shown(one)}: a draft to them, not to be sent any more", err=True)
    if drafts:
        settle = f'iria-report deliveries NUMBER --settle {address}=lost --reason "..."'
        say(f"next: take {'it' if len(drafts) == 1 else 'them'} away, and say so: {settle}")


def _tell_intake(intake: "Intake") -> None:
    """What a person has to see to first: a long file shows no more than its first lines."""
    lines = [f"left out: {address} must not be written to: {why}" for address, why in intake.barred]
    lines += [f"not put on {intake.to}: {address} {why}" for address, why in intake.stays]
    lines += [f"new: {one.address}{_joins(intake, one)}" for one in intake.new]
    for before, after in intake.changed:
        old, now = before.model_dump(), after.model_dump()
        told = ", ".join(f"{name} {old[name] or 'empty'} -> {now[name]}" for name in now if now[name] != old[name])
        lines.append(f"changed: {after.address}: {told}{_joins(intake, after)}")
    lines += [f"unchanged: {one.address}{_joins(intake, one)}" for one in intake.unchanged if _joins(intake, one)]
    for line in lines[:MOST_LINES]:
        click.echo(line)
    if len(lines) > MOST_LINES:
        click.echo(f"and {len(lines) - MOST_LINES} more")
    say(
        f"{len(intake.new)} new, {len(intake.changed)} changed, {len(intake.unchanged)} unchanged, "
        f"{len(intake.barred)} left out"
    )
    if intake.to:
        say(f"to {intake.to}: {counted(len(intake.joins), 'reader')}")
    if intake.stays:
        say(f"next: for who asks to come back, iria-report readers subscribe ADDRESS {intake.to}")


def _joins(intake: "Intake", one: "Reader") -> str:
    return f"; comes to {intake.to}" if one.address in intake.joins else ""
