"""`iria-report archive rebuild`: a number goes in; whether its files come out the same when they are printed again."""

import tempfile
from pathlib import Path

import click

from iria_reports.cli.archived import in_archive, open_archive
from iria_reports.cli.chosen import shown
from iria_reports.cli.outcome import say
from iria_reports.cli.progress import progress
from iria_reports.errors import ArchiveDamaged

WORDS = {
    "identical": "the same bytes",
    "same": "other bytes, and every page reads and looks the same",
    "different": "different",
}


@click.command("rebuild", epilog="Example:  iria-report archive rebuild IRIA-BG-2022-001")
@click.argument("number")
@click.option("--version", type=click.IntRange(1), help="This version; the last one if left out.")
@click.option("--to", "out", metavar="FOLDER", type=click.Path(path_type=Path), help="Keep the new files there.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but the verdicts.")
@in_archive
def rebuild_verb(number: str, version: int | None, out: Path | None, quiet: bool, folder: Path | None) -> int:
    """Print a version's files again from its own frozen desk, and compare them with those that were issued.

    Exit code 8: a page is different.
    """
    from iria_reports.archive import bags_of
    from iria_reports.rebuild import rebuild

    archive = open_archive(folder)
    with (
        tempfile.TemporaryDirectory(prefix="iria-rebuild-") as scratch,
        progress(number, quiet=quiet, verbose=False) as tell,
    ):
        found = [one for bag in bags_of(archive, number, version) for one in rebuild(bag, out or Path(scratch), tell)]
    for one in found:
        click.echo(f"{one.file}: {WORDS[one.verdict]}")
        for line in one.where:
            click.echo(f"  {line}")
        if one.verdict != "identical":
            for name, then, now in one.tools:
                click.echo(f"  {name} was {then}, is {now}")
    if out:
        say(f"the new files are in {shown(out)}")
    say(f"next: iria-report archive show {number}")
    return ArchiveDamaged.exit_code if any(one.verdict == "different" for one in found) else 0
