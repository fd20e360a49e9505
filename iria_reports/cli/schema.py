"""`iria-report schema`: nothing goes in; the JSON Schema of a file format comes out, for editors and for validation."""

import click
from pydantic import BaseModel

from iria_reports.composing.sections import ReportChoices
from iria_reports.setting.theme import ThemeFile
from iria_reports.writing.clients import ClientFile
from iria_reports.writing.library import FrontMatter
from iria_reports.writing.schema import json_schema
from iria_reports.writing.settings import Settings

SCHEMAS: dict[str, type[BaseModel]] = {
    "report": ReportChoices,
    "article": FrontMatter,
    "client": ClientFile,
    "desk": Settings,
    "theme": ThemeFile,
}


@click.command(epilog="Example:  iria-report schema > report.schema.json")
@click.argument("which", type=click.Choice(list(SCHEMAS)), default="report")
def schema(which: str) -> None:
    """Print the JSON Schema of a report (or of an article's head, a client, desk.yml, theme.yml).

    An editor with YAML support checks a file as you type when its first line is
    `# yaml-language-server: $schema=report.schema.json`.
    """
    click.echo(json_schema(SCHEMAS[which]), nl=False)
    click.echo("next: save it beside your reports and build with `iria-report build SPEC`", err=True)
