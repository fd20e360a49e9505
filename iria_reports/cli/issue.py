"""`iria-report issue`: a specification and renditions go in; after a question, a numbered version is in the archive."""

from pathlib import Path
from typing import Any

import click

from iria_reports.cli.chosen import AUDIENCES
from iria_reports.cli.issuing import archive_of, asks_first, can_ask, issue_order
from iria_reports.desk import find_desk


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
    without --audience the specification's own. A summary and a question come first.
    """
    desk = find_desk(Path.cwd(), spec)
    file = desk.spec(spec)
    can_ask(yes=answers["yes"], dry_run=answers["dry_run"])
    from iria_reports.composing.rendition import Ask
    from iria_reports.issue import Order

    _, clock = archive_of(desk)
    asks = tuple(Ask(today=clock().date(), audience=audience, client=client) for audience in audiences or (None,))
    return issue_order(Order(file, desk, asks), **answers)
