"""`iria-report archive sent`: an address goes in; what was ever sent to it, and how that stands today, comes out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.archived import as_json, in_archive, open_archive, print_json
from iria_reports.cli.chosen import counted
from iria_reports.cli.outcome import say
from iria_reports.cli.readership import Desk, left_data, row_data, sending_desk

if TYPE_CHECKING:
    from iria_reports.sending.told import Told


@click.command("sent", epilog="Example:  iria-report archive sent jane@example.org")
@click.argument("address", required=False, default="")
@click.option("--to", metavar="ADDRESS", default="", help="The same as ADDRESS.")
@in_archive
@as_json
def sent_verb(address: str, to: str, folder: Path | None, as_json: bool) -> int:
    """Tell what a reader was told: every message to ADDRESS, and how its version stands today.

    A reader who has moved to another address was written to under both: ask for each.
    """
    from iria_reports.archive import sent_to
    from iria_reports.sending.addresses import typed_address

    if bool(address) == bool(to):
        raise click.UsageError("whose messages? Name one ADDRESS, as it was then")
    address = typed_address(address or to)
    archive, desk = open_archive(folder), sending_desk()
    found = sent_to(archive, desk.folder, desk.book.key.id_of(address))
    if as_json:
        print_json([_data(one, desk) for one in found])
        return 0
    for one in found:
        _tell(one, desk)
    if not found:
        say(f"nothing was ever sent to {address}")
        return 0
    say(_counts(found))
    stale = [one for one in found if one.has and one.row.purpose != "withdrawal" and one.stands != "current"]
    for number in dict.fromkeys(one.row.number for one in stale if one.listed):
        say(f"next: iria-report notify {number} --dry-run says who is still to be told")
    return 0


def _counts(found: "tuple[Told, ...]") -> str:
    stands = [f"{sum(one.stands == word for one in found)} {word}" for word in dict.fromkeys(o.stands for o in found)]
    return f"{counted(len(found), 'message')}; of their versions {', '.join(stands)}"


def _tell(one: "Told", desk: Desk) -> None:
    from iria_reports.issuing.plain import plain
    from iria_reports.sending.fates import fate_of

    row, rendition = one.row, one.rendition
    click.echo(f"{row.number} v{row.version}  {plain(one.title)}")
    since = "" if one.left in (None, row) else f"; {one.fate.word} {desk.moment(row.at)}"
    state = fate_of(one.left or row).word
    click.echo(f"  {row.purpose}, {state} {desk.moment((one.left or row).at)}{since}{_as_before(one, desk)}")
    said = (rendition.audience, rendition.language, rendition.mark, rendition.client) if rendition else ()
    about = ", ".join(filter(None, said))
    click.echo(f"  {plain(row.file)}{f' ({plain(about)})' if about else ''}{f', copy {row.code}' if row.code else ''}")
    if row.sha256:
        click.echo(f"  SHA-256 {row.sha256}")
    click.echo(f"  today {one.stands}{_why(one)}")


def _as_before(one: "Told", desk: Desk) -> str:
    """That an earlier sending of it reached the reader, where the last did not."""
    if one.has is None or one.has == one.row:
        return ""
    return f"; an earlier sending of it, of {desk.moment(one.has.at)}, stands"


def _why(one: "Told") -> str:
    from iria_reports.issuing.plain import plain

    gone = one.listed.withdrawn if one.listed else None
    return f" since {gone.at:%Y-%m-%d}: {plain(gone.reason, 300)}" if gone else ""


def _data(one: "Told", desk: Desk) -> dict[str, Any]:
    return {
        **row_data(one.row, desk),
        "left": left_data(one.left, desk),
        "has": one.has is not None,
        "title": one.title or None,
        "issued": one.issued.isoformat() if one.issued else None,
        "today": one.stands,
        "rendition": one.rendition.model_dump(mode="json") if one.rendition else None,
    }
