"""`iria-report revise` and `withdraw`: a number goes in; a further version, or its end with a reason, is on record."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.asking import agree
from iria_reports.cli.issuing import archive_of, asks_first, can_ask, issue_order
from iria_reports.cli.outcome import say
from iria_reports.cli.signing import seal_of
from iria_reports.desk import Desk, find_desk
from iria_reports.errors import Refused

if TYPE_CHECKING:
    from iria_reports.issuing.entries import Added, Issued


@click.command(
    "revise", epilog='Example:  iria-report revise IRIA-BG-2022-001 --notice "The toll is corrected to 227."'
)
@click.argument("number")
@click.option("--spec", metavar="SPEC", help="What it is made from now, of a report that `archive add` took in.")
@click.option("--notice", default="", metavar="SENTENCE", help="What page one says was changed.")
@click.option("--minor", is_flag=True, help="A small correction: it keeps the day of the version before.")
@asks_first
def revise_verb(number: str, spec: str | None, notice: str, minor: bool, debug: bool, **answers: Any) -> int:
    """Issue a further version of a report from its files as they are now.

    All its renditions are printed again. What is different is found by comparing them with the version before, and
    printed in the revision history. The earlier version stays in the archive, known as superseded.

    A report that `archive add` took in has no files but its PDF: SPEC names those it is made from now. It becomes
    version 1 in their history, and nothing is compared with it.
    """
    desk = find_desk(Path.cwd())
    can_ask(yes=answers["yes"], dry_run=answers["dry_run"])
    from iria_reports.issue import Order
    from iria_reports.issuing.revising import revision_of

    archive, clock = archive_of(desk)
    revision = revision_of(archive, number, notice, minor=minor)
    order = Order(_spec_of(revision.before, desk, spec), desk, revision.asks(clock().date()), revision)
    return issue_order(order, desk, **answers)


def _spec_of(before: "Issued | Added", desk: Desk, given: str | None) -> Path:
    """The specification of its next version. Raises Refused, DeskNotFound."""
    own = getattr(before, "slug", None)
    if own and given:
        raise Refused(f"{before.number} is made from {own}", advice="leave out --spec")
    if own or given:
        return desk.spec(own or given or "")
    advice = "name the specification of the new version with --spec"
    raise Refused(f"{before.number} was taken in as a file and was not made here", advice=advice)


@click.command(
    "withdraw", epilog='Example:  iria-report withdraw IRIA-BG-2022-001 --reason "Its main source was forged."'
)
@click.argument("number")
@click.option("--reason", required=True, metavar="SENTENCE", help="Why; kept in the register, and told by `verify`.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def withdraw_verb(number: str, reason: str, yes: bool, debug: bool) -> int:
    """Withdraw a report: all its versions stay in the archive, and are known as withdrawn from now on."""
    desk = find_desk(Path.cwd())
    can_ask(yes=yes)
    from iria_reports.issuing.entries import Issued
    from iria_reports.withdraw import withdraw, withdrawable

    archive, clock = archive_of(desk)
    issue = withdrawable(archive, number)
    seal = seal_of(desk, clock())
    version = f", version {issue.version}" if isinstance(issue, Issued) else ""
    say(f"to be withdrawn: {number}{version}, {issue.title}")
    if not yes:
        agree("Withdraw it? It cannot be taken back.")
    withdraw(archive, number, reason, clock, seal)
    click.echo(f"{number}: withdrawn")
    say(f"next: iria-report notify {number} --dry-run")
    return 0
