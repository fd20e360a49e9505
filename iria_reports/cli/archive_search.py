"""`iria-report archive search` and `uses`: words, an article or a source go in; the issues that have it come out."""

from pathlib import Path
from typing import Any

import click

from iria_reports.cli.archived import as_data, as_json, filters, in_archive, open_archive, print_json, wanted
from iria_reports.cli.chosen import counted
from iria_reports.cli.outcome import say
from iria_reports.cli.progress import progress


@click.command("search", epilog='Example:  iria-report archive search "state of emergency" Almaty --source tass')
@click.argument("words", nargs=-1, required=True)
@click.option("--source", default="", help="Resting on this source: part of its id, title, publisher or address.")
@click.option("--judgement", is_flag=True, help="Look in key judgements only.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many at most.")
@filters
@in_archive
@as_json
def search_verb(
    words: tuple[str, ...], source: str, judgement: bool, most: int, folder: Path | None, as_json: bool, **chosen: Any
) -> int:
    """Find the issues that hold all WORDS, the best first, each with the place that says so.

    A word also finds what begins with it; a phrase goes in quotation marks. Any script will do. Nothing typed is a
    command: AND, NEAR and * are looked for like other words.
    """
    from iria_reports.cataloguing.searching import Asked

    archive = open_archive(folder)
    asked = Asked(_typed(words), wanted(chosen), source, judgement, most)
    with progress("archive", quiet=False, verbose=False) as tell, archive.catalogue(tell) as catalogue:
        found = catalogue.search(asked)
    if as_json:
        hits = [{**as_data(one.listed), "heading": one.heading, "snippet": one.snippet} for one in found.best]
        print_json({"count": found.count, "best": hits})
        return 0
    for one in found.best:
        click.echo(f"{one.listed.named}  {one.listed.issued}  {one.listed.state}  {one.listed.title}")
        click.echo(f"    {one.heading}: {one.snippet}")
    if not found.count:
        say("nothing was issued yet" if not archive.listed else "no issue holds all of these words")
        say("next: iria-report issue SPEC" if not archive.listed else "next: look for fewer words, or parts of them")
        return 0
    more = f", of which the best {len(found.best)} are shown" if found.count > len(found.best) else ""
    say(f"{counted(found.count, 'version')}{more}")
    say(f"next: iria-report archive show {found.best[0].listed.number}")
    return 0


@click.command("uses", epilog="Example:  iria-report archive uses kazakhstan-why-the-protests")
@click.argument("name", metavar="ARTICLE|SOURCE")
@in_archive
@as_json
def uses_verb(name: str, folder: Path | None, as_json: bool) -> int:
    """Tell which issues rest on an article or a source, and where in them.

    ARTICLE is its file name without .md; SOURCE its id, or its address.
    """
    archive = open_archive(folder)
    with progress("archive", quiet=False, verbose=False) as tell, archive.catalogue(tell) as catalogue:
        found = catalogue.uses(name)
    if as_json:
        print_json(
            [{**as_data(one.listed), one.what: one.name, "headings": list(one.headings)} for one in found],
        )
        return 0
    for one in found:
        click.echo(f"{one.listed.named}  {one.listed.issued}  {one.listed.state}  {one.what} {one.name}")
        click.echo(f"    {'; '.join(one.headings) or 'among its files, in none of its sections'}")
    standing = [one for one in found if one.listed.state == "current"]
    say(f"{counted(len(found), 'version')}, {len(standing)} of them current")
    say(f"next: iria-report archive show {(standing or found)[-1].listed.number}")
    return 0


def _typed(words: tuple[str, ...]) -> str:
    """As it was typed: the shell took the quotation marks from an argument with a space in it."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
