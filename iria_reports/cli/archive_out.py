"""`iria-report archive export` and `site`: what leaves the archive: a version as a zip, and the list for the public."""

from pathlib import Path

import click

from iria_reports.cli.archived import in_archive, open_archive
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.issuing import archive_of
from iria_reports.cli.outcome import say
from iria_reports.desk import find_desk


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


@click.command("site", epilog="Example:  iria-report archive site public/reports")
@click.argument("out", metavar="FOLDER", type=click.Path(path_type=Path))
@in_archive
def site_verb(out: Path, folder: Path | None) -> int:
    """Write a page that lists what the public may know: one file, searched without a server, read without a script.

    Only reports with a rendition for everybody are on it: no sharing mark or the desk's most open one, no client, no
    embargo. Of these it has the number, day, title, bottom line, topics and hashes.
    """
    from iria_reports.archive import make_site

    archive = open_archive(folder)
    desk = find_desk(Path.cwd())
    _, clock = archive_of(desk)
    written, count = make_site(archive, desk, out, clock())
    kept = len({one.number for one in archive.listed if one.lines})
    click.echo(f"{shown(written)}: {counted(count, 'report')}")
    if kept > count:
        say(f"{kept - count} of {counted(kept, 'number')} left out: restricted, for a client, or under embargo")
    say(f"next: open {shown(written)} in a browser")
    return 0
