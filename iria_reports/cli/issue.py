"""`iria-report issue`: a specification and renditions go in; after a question, a numbered version is in the archive."""

from pathlib import Path
from typing import Any

import click

from iria_reports.cli.chosen import AUDIENCES
from iria_reports.cli.issuing import archive_of, asks_first, can_ask, issue_order
from iria_reports.desk import Desk, find_desk


@click.command(
    "issue", epilog="Example:  iria-report issue kazakhstan-2022 --audience officials --audience policymakers"
)
@click.argument("spec", metavar="SPEC")
@click.option(
    "--audience", "audiences", multiple=True, type=click.Choice(AUDIENCES), help="A rendition; can be repeated."
)
@click.option("--client", metavar="NAME", help="Prepared for this client of reports/clients/.")
@asks_first
def issue_verb(spec: str, audiences: tuple[str, ...], client: str | None, debug: bool, **answers: Any) -> int:
    """Issue a report: print it under the next number and keep it, with all it was made from, in the archive.

    SPEC is a path, or a name looked up in the desk's reports/. All renditions named are issued under one number;
    without --audience the specification's own. A summary and a question come first. With the number of an issue for
    SPEC, further renditions of it are printed from the files that it was issued from.
    """
    desk = find_desk(Path.cwd(), spec)
    can_ask(yes=answers["yes"], dry_run=answers["dry_run"])
    from iria_reports.composing.rendition import Ask
    from iria_reports.issue import Order
    from iria_reports.issuing.register import read_register
    from iria_reports.issuing.revising import addition_to

    archive, clock = archive_of(desk)
    asks = tuple(Ask(today=clock().date(), audience=audience, client=client) for audience in audiences or (None,))
    if spec in read_register(archive.register).numbers():
        start = addition_to(archive, spec)
        frozen = Desk(start.spec.parent.parent)
        return issue_order(Order(start.spec, frozen, asks, start), desk, **answers)
    return issue_order(Order(desk.spec(spec), desk, asks), desk, **answers)
