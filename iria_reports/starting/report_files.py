"""A desk, a slug and answers go in; the two files of a report that builds at once come out, not yet written."""

from iria_reports.desk import Desk
from iria_reports.errors import CannotWrite
from iria_reports.starting.answers import ReportAnswers, articles, tables
from iria_reports.starting.desk_files import SCHEMA_FILE
from iria_reports.starting.texts import FOLDER, Files, fill, listed, quoted

SCHEMA_LINE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}\n"


def free_slug(desk: Desk, slug: str) -> None:
    """Raises CannotWrite where the desk has a report, or a report's text, of this name."""
    for file in (desk.reports / f"{slug}.yml", desk.reports / f"{slug}.md"):
        if file.exists():
            raise CannotWrite(
                f"{desk.name_of(file)} is there already, and nothing is overwritten",
                advice=f"print it with `iria-report build {slug}`, or choose another name",
            )


def report_files(desk: Desk, slug: str, answers: ReportAnswers) -> Files:
    """reports/<slug>.md and reports/<slug>.yml. Raises CannotWrite where one of them is there."""
    free_slug(desk, slug)
    choices = {
        "schema": SCHEMA_LINE if (desk.root / SCHEMA_FILE).is_file() else "",
        "slug": slug,
        "title": quoted(answers.title),
        "kind": answers.kind,
        "as_of": answers.as_of.isoformat(),
        "articles": listed(answers.articles),
        "data": listed(answers.data),
        "articles_there": _there(articles(desk), "article in this desk"),
        "data_there": _there(tables(desk), "table in this desk"),
    }
    text = "articles-only.md" if answers.articles else "report.md"
    return {
        desk.reports / f"{slug}.md": fill(FOLDER / "report" / text, {"slug": slug}),
        desk.reports / f"{slug}.yml": fill(FOLDER / "report" / "report.yml", choices),
    }


def _there(names: list[str], what: str) -> str:
    if not names:
        return f"There is no {what} yet."
    shown = ", ".join(name.replace("\n", " ") for name in names[:8])
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"There is: {shown}{more}."
