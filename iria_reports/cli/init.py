"""`iria-report init`: a folder and five answers go in; a desk whose example report builds at once comes out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.asking import Question, answer, begin, on_command_line
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.outcome import say

if TYPE_CHECKING:
    from iria_reports.starting.answers import HouseAnswers


@click.command("init", epilog="Example:  iria-report init our-desk")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", metavar="TEXT", help="Your institute's full name.")
@click.option("--short-name", metavar="TEXT", help="Its short name, for the top of every page.")
@click.option("--contact", metavar="TEXT", help="Where readers write to.")
@click.option("--accent", metavar="COLOUR", help="The one warm colour of pages and charts, such as #b5451b.")
@click.option("--logo", metavar="FILE", help="Its logo, an SVG or PNG; a copy goes to assets/logos/.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: take the default of every question not answered above.")
@click.option("--dry-run", is_flag=True, help="Ask nothing and write nothing: only list what would be written.")
def init(
    folder: Path,
    name: str | None,
    short_name: str | None,
    contact: str | None,
    accent: str | None,
    logo: str | None,
    yes: bool,
    dry_run: bool,
) -> None:
    """Make FOLDER a desk: its settings, and an example report that builds at once.

    Asks for the institute's name, short name, contact, colour and logo, each with a default. Nothing is ever
    overwritten: a folder that is a desk already, or holds a file of the same name, is refused.
    """
    from iria_reports.starting.desk_files import EXAMPLE, GITIGNORE, PERSONAL, desk_files
    from iria_reports.starting.texts import refuse_to_overwrite, write_new

    refuse_to_overwrite(desk_files(folder))
    given = {"name": name, "short_name": short_name, "contact": contact, "accent": accent, "logo": logo}
    files = desk_files(folder, _answers(given, yes=yes or dry_run))
    if dry_run:
        for path in files:
            click.echo(path.as_posix())
        say(f"{counted(len(files), 'file')} would be written; nothing was")
        say(f"next: iria-report init {on_command_line(str(folder))}")
        return
    write_new(files)
    click.echo(f"{shown(folder)}: a desk of {counted(len(files), 'file')}")
    if folder / GITIGNORE not in files:
        say(f"its {GITIGNORE} stays as it was: see that it names {' and '.join(PERSONAL)}")
    say(f"next: iria-report build {_example(folder, EXAMPLE)}")


def _answers(given: dict[str, str | None], *, yes: bool) -> "HouseAnswers":
    """What was given, then what is asked for."""
    from iria_reports.starting import answers as reading

    begin(given.values(), yes=yes)
    house = reading.HouseAnswers()
    name = answer(Question("--name", "Your institute's name", house.name, reading.line), given["name"], yes=yes)
    first = reading.initials(name)
    short = Question("--short-name", "Its short name, for the top of every page", first, reading.short_name)
    contact = Question("--contact", "Where readers write to, such as an e-mail address", "none", reading.line_or_none)
    accent = Question("--accent", "The one warm colour of pages and charts", house.accent, reading.accent)
    logo = Question("--logo", "The file of its logo, an SVG or PNG", "none", reading.logo)
    return reading.HouseAnswers(
        name=name,
        short_name=answer(short, given["short_name"], yes=yes),
        contact=answer(contact, given["contact"], yes=yes),
        accent=answer(accent, given["accent"], yes=yes),
        logo=answer(logo, given["logo"], yes=yes),
    )


def _example(folder: Path, name: str) -> str:
    """The example as it is typed from here."""
    if folder.resolve() == Path.cwd().resolve():
        return name
    return on_command_line((folder / "reports" / f"{name}.yml").as_posix())
