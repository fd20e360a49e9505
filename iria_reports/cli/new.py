"""`iria-report new`: a name and four answers go in; a report's two files, which build at once, come out."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.asking import Question, answer, begin
from iria_reports.cli.outcome import say
from iria_reports.desk import Desk, find_desk

if TYPE_CHECKING:
    from iria_reports.starting.answers import ReportAnswers


@click.command("new", epilog='Example:  iria-report new town --title "A town protests" --article town --data town.csv')
@click.argument("words", metavar="SLUG", nargs=-1, required=True)
@click.option("--title", metavar="TEXT", help="The title; it states the finding.")
@click.option("--kind", metavar="KIND", help="backgrounder, analysis or special-report.")
@click.option("--as-of", metavar="DATE", help="The day the report stands on, such as 2022-01-20.")
@click.option("--data", metavar="FILE", help="A table in reports/data/.")
@click.option("--article", "articles", metavar="NAME", multiple=True, help="An article of the desk; may be repeated.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: take the default of every question not answered above.")
def new(
    words: tuple[str, ...],
    title: str | None,
    kind: str | None,
    as_of: str | None,
    data: str | None,
    articles: tuple[str, ...],
    yes: bool,
) -> None:
    """Start a report: writes reports/SLUG.yml and reports/SLUG.md, which build at once.

    SLUG is the report's short name: lower-case letters, digits and hyphens. Asks for the title, the kind, the as-of day
    and a data file, each with a default. Nothing is ever overwritten.
    """
    from iria_reports.starting.report_files import free_slug, report_files
    from iria_reports.starting.texts import write_new

    slug = legal(" ".join(words))
    desk = find_desk(Path.cwd())
    free_slug(desk, slug)
    given = {"title": title, "kind": kind, "as_of": as_of, "data": data}
    files = report_files(desk, slug, _answers(desk, slug, given, articles, yes=yes))
    write_new(files)
    for path in files:
        click.echo(desk.name_of(path))
    say(f"next: iria-report build {slug}")


def legal(name: str) -> str:
    """`name` where a report may be called so. Raises click.UsageError with the nearest legal name."""
    from iria_reports.starting.answers import legal_slug

    nearest = legal_slug(name.removesuffix(".yml"))
    if name.removesuffix(".yml") == nearest:
        return nearest
    rule = f"{name!r} cannot be a report's name: it is lower-case letters, digits and hyphens, such as kazakhstan-2022"
    raise click.UsageError(f"{rule}\nnext: iria-report new {nearest}" if nearest else rule)


def _answers(
    desk: Desk, slug: str, given: dict[str, str | None], articles: tuple[str, ...], *, yes: bool
) -> "ReportAnswers":
    """What was given, then what is asked for."""
    from iria_reports.starting import answers as reading

    named = [answer(Question("--article", "", "", partial(reading.article, desk=desk)), a, yes=yes) for a in articles]
    begin(given.values(), yes=yes)
    there = reading.tables(desk)
    listed = f" ({', '.join(there[:6])}{', …' if len(there) > 6 else ''})" if there else ""
    title = Question("--title", "Title: the finding in one line", reading.title_from(slug), reading.line)
    kind = Question("--kind", "Kind: backgrounder, analysis or special-report", "backgrounder", reading.kind)
    as_of = Question("--as-of", "As of which day", date.today().isoformat(), reading.day)
    data = Question("--data", f"Table in reports/data/{listed}", "none", partial(reading.data_file, desk=desk))
    return reading.ReportAnswers(
        title=answer(title, given["title"], yes=yes),
        kind=answer(kind, given["kind"], yes=yes),
        as_of=answer(as_of, given["as_of"], yes=yes),
        data=answer(data, given["data"], yes=yes),
        articles=tuple(named),
    )
