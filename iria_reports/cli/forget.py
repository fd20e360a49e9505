"""`iria-report forget`: an address goes in; after a question, nothing here tells any more whose it was."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.asking import agree
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.issuing import can_ask
from iria_reports.cli.outcome import say
from iria_reports.cli.readers import readership
from iria_reports.desk import find_desk

if TYPE_CHECKING:
    from iria_reports.forget import Traces

STILL_NAMED = 6  # a file of theirs is left: as CannotWrite in iria_reports/errors.py


@click.command("forget", epilog="Example:  iria-report forget jane@example.org")
@click.argument("address")
@click.option("--may-return", is_flag=True, help="They may be added again later; else they are never written to.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def forget_verb(address: str, may_return: bool, yes: bool, debug: bool) -> int:
    """Take a reader's details out: their line in readers.csv, their lists, the drafts of messages to them.

    The ledger keeps, by a keyed hash, that copies went out. Backups, the sent folder of your mail program and the
    logs of mail servers are not reached.
    """
    from iria_reports.forget import forget, traces

    desk = find_desk(Path.cwd())
    kept = readership(desk)
    _tell(traces(kept, desk.mail, address), may_return=may_return)
    can_ask(yes=yes)
    if not yes:
        agree("Forget them? It cannot be taken back.")
    left = forget(kept, desk.mail, address, may_return=may_return)
    click.echo("forgotten here; not reached: backups, your mail program's folders, the logs of mail servers")
    for file in left:
        click.echo(f"{shown(file)}: still names them", err=True)
    if left:
        say("next: look at these files and take them away")
        return STILL_NAMED
    say("next: take them out of your backups and of your mail program's folders")
    return 0


def _tell(found: "Traces", *, may_return: bool) -> None:
    say("taken out:")
    if found.listed:
        click.echo("their line in readers.csv: name, office, address, language, client", err=True)
    if found.lists:
        click.echo(f"their place on {', '.join(found.lists)}", err=True)
    for draft in found.drafts:
        click.echo(f"{shown(draft)}: a draft to them", err=True)
    say("kept, by a keyed hash that is no address:")
    click.echo(f"{counted(found.messages, 'line')} of the ledger: what they were sent, and when", err=True)
    if not may_return:
        click.echo("that they are never written to again (--may-return leaves it out)", err=True)
