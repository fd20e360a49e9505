"""`iria-report approve`: a specification and a message or a key go in; an approval of these files is kept."""

import tempfile
from pathlib import Path

import click

from iria_reports.cli.asking import agree
from iria_reports.cli.chosen import AUDIENCES, shown
from iria_reports.cli.issuing import archive_of, can_ask
from iria_reports.cli.outcome import say
from iria_reports.cli.signing import approver_of
from iria_reports.desk import find_desk


@click.command("approve", epilog="Example:  iria-report approve kazakhstan-2022 --evidence message.eml")
@click.argument("spec", metavar="SPEC")
@click.option(
    "--evidence",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The approver's message, saved as .eml: kept with the approval and with the issue.",
)
@click.option(
    "--key",
    metavar="FILE.p12",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The approver's own key, which signs the approval in place of a message.",
)
@click.option("--password-variable", metavar="NAME", default="", help="The environment variable with its password.")
@click.option("--audience", "audiences", multiple=True, type=click.Choice(AUDIENCES), help="As it will be issued.")
@click.option("--client", metavar="NAME", help="As it will be issued.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def approve_verb(
    spec: str,
    evidence: Path | None,
    key: Path | None,
    password_variable: str,
    audiences: tuple[str, ...],
    client: str | None,
    yes: bool,
    debug: bool,
) -> int:
    """Keep somebody's approval of a report as it is now.

    It holds for exactly these files: any edit voids it. Its witness is a message or a key: docs/archive.md says how
    strong each is.
    """
    if (evidence is None) == (key is None):
        raise click.UsageError("approve takes a message or a key\nnext: add --evidence FILE.eml, or --key FILE.p12")
    desk = find_desk(Path.cwd(), spec)
    file = desk.spec(spec)
    can_ask(yes=yes)
    from iria_reports.approve import approve, asked
    from iria_reports.composing.rendition import Ask
    from iria_reports.issue import Order

    _, clock = archive_of(desk)
    asks = tuple(Ask(today=clock().date(), audience=audience, client=client) for audience in audiences or (None,))
    witness = evidence or approver_of(key, password_variable, clock())  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory(prefix="iria-approve-") as scratch:
        wanted = asked(Order(file, desk, asks), witness, Path(scratch))
        say(f"to be approved by {wanted.by}: {desk.name_of(file)} and all it is made from, as it is now")
        if not yes:
            agree("Keep this approval?")
        kept = approve(wanted, desk.approvals, clock)
    click.echo(f"{shown(kept.folder)}: approved by {kept.approval.by}")
    say(f"next: iria-report issue {spec}")
    return 0
