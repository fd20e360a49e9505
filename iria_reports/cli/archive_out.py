"""`iria-report archive export`: a number goes in; a zip of its version comes out."""

from pathlib import Path

import click

from iria_reports.cli.archived import in_archive, open_archive
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.outcome import say


@click.command("export", epilog="Example:  iria-report archive export IRIA-BG-2022-001 --to for-the-library.zip")
@click.argument("number")
@click.option("--version", type=click.IntRange(1), help="Of this version; the last one if left out.")
@click.option(
    "--to", "file", metavar="FILE.zip", type=click.Path(path_type=Path), help="The new file; <number>_v<version>.zip."
)
@in_archive
def export_verb(number: str, version: int | None, file: Path | None, folder: Path | None) -> int:
    """Pack a version with all that it was made from into one zip: the same bytes whoever packs it.

    Unpacked, `sha256sum -c manifest-sha256.txt` in each of its folders proves it without this program.
    """
    from iria_reports.archive import export_version

    written, count = export_version(open_archive(folder), number, version, file)
    click.echo(f"{shown(written)}: {counted(count, 'file')}")
    say("it holds whatever the issue was made from, restricted parts among them: mind whom you give it to")
    say(f"next: unzip {shown(written)}, then in the folder that has it: sha256sum -c manifest-sha256.txt")
    return 0
