"""What the verbs of `archive` share: which archive is meant, and how a version of a report is told."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.issuing import archive_of
from iria_reports.desk import find_desk
from iria_reports.errors import Refused

if TYPE_CHECKING:
    from iria_reports.archive import Opened
    from iria_reports.cataloguing.listing import Listed, Wanted
    from iria_reports.issuing.archive import Archive

KINDS = ("backgrounder", "analysis", "special-report")  # as in issuing/numbers.py, which is slow to import
REGISTER = "register.jsonl"

in_archive = click.option(
    "--archive",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="An archive elsewhere, such as a restored copy; the desk's own if left out.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="The same as JSON, for scripts.")
DAY = click.DateTime(["%Y-%m-%d"])


def filters(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that choose versions by what the register says of them."""
    options = (
        click.option("--kind", type=click.Choice(KINDS), default=None, help="Of this series."),
        click.option("--year", type=int, help="Issued in this year."),
        click.option("--topic", default="", help="On this topic; part of its name will do."),
        click.option("--region", default="", help="On this region; part of its name will do."),
        click.option("--mark", default="", help="With a rendition of this sharing mark, or `none`."),
        click.option("--author", default="", help="By this author; part of the name will do."),
        click.option("--from", "since", type=DAY, metavar="DATE", help="Issued on this day or later."),
        click.option("--to", "until", type=DAY, metavar="DATE", help="Issued on this day or earlier."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


def wanted(chosen: dict[str, Any]) -> "Wanted":
    """The options of `filters` as they are compared."""
    from iria_reports.cataloguing.listing import Wanted

    since, until = (day.date() if isinstance(day, datetime) else None for day in (chosen["since"], chosen["until"]))
    return Wanted(**{**chosen, "kind": chosen["kind"] or "", "since": since, "until": until})


def archive_in(folder: Path | None) -> "Archive":
    """The archive that is meant. Raises Refused for a folder that is none, DeskNotFound."""
    from iria_reports.issuing.archive import Archive

    if folder is None:
        return archive_of(find_desk(Path.cwd()))[0]
    if not (folder / REGISTER).is_file():
        raise Refused(f"{folder} is no archive: it has no {REGISTER}", advice="name the folder that has it")
    return Archive(folder)


def open_archive(folder: Path | None) -> "Opened":
    """The archive that is meant, its register read."""
    from iria_reports.archive import opened

    return opened(archive_in(folder))


def marks(one: "Listed") -> str:
    """Its renditions in a few words: `policymakers en-GB TLP:GREEN, officials en-GB`."""
    told = []
    for rendition in one.renditions:
        said = (rendition.audience, rendition.language, rendition.mark, rendition.client)
        told.append(" ".join(filter(None, said)))
    return ", ".join(told)


def as_data(one: "Listed") -> dict[str, Any]:
    """A version as JSON has it."""
    full = one.full
    return {
        "number": one.number,
        "version": one.version or None,
        "state": one.state,
        "issued": one.issued.isoformat() if one.lines else None,
        "title": one.title or None,
        "kind": full.kind if full else None,
        "region": full.region if full else None,
        "topics": list(full.topics) if full else [],
        "authors": list(full.authors) if full else [],
        "renditions": [rendition.model_dump(mode="json") for rendition in one.renditions],
        "bags": [line.bag for line in one.lines],
        "reason": one.withdrawn.reason if one.withdrawn else one.void.reason if one.void else None,
    }


def print_json(value: Any) -> None:
    """Onto standard output, readable as it stands."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_rows(rows: list[tuple[str, ...]]) -> None:
    """Aligned columns; the last may be as long as it is."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    for row in rows:
        click.echo("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
