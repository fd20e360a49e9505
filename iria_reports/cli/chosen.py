"""What the verbs on reports share: which reports, in which rendition, and how they and their numbers are named."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from iria_reports.desk import Desk, find_desk

MOST_NAMES = 12
AUDIENCES = ("officials", "policymakers", "academics")  # as in writing/audiences.py, which is slow to import


def chooses_reports(verb: Callable[..., int]) -> Callable[..., int]:
    """Give a verb SPEC... and the options of a rendition; it gets `specs` and `asked`, in the words of `Ask`."""

    @click.argument("specs", metavar="SPEC...", nargs=-1)
    @click.option(
        "--as-of",
        metavar="DATE",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Stand on this day: what was known only later is left out.",
    )
    @click.option(
        "--audience", type=click.Choice(AUDIENCES), help="For whom; the specification's audience if left out."
    )
    @click.option("--client", metavar="NAME", help="Prepared for this client of reports/clients/, in its colours.")
    @wraps(verb)
    def chosen(
        specs: tuple[str, ...], as_of: datetime | None, audience: str | None, client: str | None, **others: Any
    ) -> int:
        if not specs and not others.get("rules"):
            name = click.get_current_context().info_name
            raise click.UsageError(which_report(find_desk(Path.cwd()), name or "build"))
        day = as_of.date() if as_of else None
        asked = {"audience": audience, "client": client, "as_of": day, "leave_out_later": bool(day)}
        return verb(specs=specs, asked=asked, **others)

    return chosen


def which_report(desk: Desk, verb: str) -> str:
    """What to answer when no report was named: those there are, newest first, and the next command."""
    names = desk.report_names()
    if not names:
        return f"there is no report in {shown(desk.reports)} yet\nnext: iria-report new my-report"
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"which report? There is {', '.join(names[:MOST_NAMES])}{more}\nnext: iria-report {verb} {names[0]}"


def counted(number: int, what: str) -> str:
    """`1 page`, `9 pages`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def shown(path: Path) -> str:
    """A path as short as it can be from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
