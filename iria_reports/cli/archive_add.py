"""`iria-report archive add`: a PDF from before this program goes in; after a question it is on record."""

from datetime import datetime
from pathlib import Path

import click

from iria_reports.cli.archived import DAY
from iria_reports.cli.asking import agree
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.issuing import archive_of, can_ask
from iria_reports.cli.outcome import say
from iria_reports.desk import find_desk


@click.command(
    "add",
    epilog="Example:  iria-report archive add old.pdf --number IRIA-2019-07 --title Votes --issued 2019-06-12",
)
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--number", required=True, help="The number it bore: any that was never taken here.")
@click.option("--title", required=True, help="Its title.")
@click.option("--issued", metavar="DATE", type=DAY, required=True, help="The day it was issued.")
@click.option("--language", default="en-GB", show_default=True, help="The language it is in.")
@click.option("--mark", default=None, help="Its sharing mark, where it bore one.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def add_verb(file: Path, number: str, title: str, issued: datetime, language: str, mark: str | None, yes: bool) -> int:
    """Take in a report that was issued before this program: the file as it is, under the number it bore.

    It is on record for good, and cannot be taken out. Its text is not searched, and it cannot be made anew.
    """
    can_ask(yes=yes)
    from iria_reports.cataloguing.adding import Old, add, addable
    from iria_reports.writing.settings import load_settings

    desk = find_desk(Path.cwd())
    archive, clock = archive_of(desk)
    settings, _ = load_settings(desk)
    if mark and mark not in settings.mark_labels():
        raise click.UsageError(f"--mark {mark!r} is none of the desk's\nnext: {', '.join(settings.mark_labels())}")
    old = Old(file, number, title, issued.date(), language, mark)
    rendition = addable(archive, old, clock().date())
    say(f"to be taken in: {old.number}, issued {old.issued}: {old.title}")
    say(f"  {shown(file)}, {counted(rendition.pages, 'page')}, into {shown(archive.root)}")
    if not yes:
        agree("Take it in, for good?")
    entry = add(archive, old, clock)
    click.echo(f"{entry.number}: {shown(archive.bag(entry.bag) / 'data' / rendition.file)}")
    say(f"next: iria-report archive show {entry.number}")
    return 0
