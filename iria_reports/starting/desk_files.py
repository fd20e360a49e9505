"""A folder and the house's answers go in; every file of a desk that builds at once comes out, not yet written."""

import json
from pathlib import Path

from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import DESK_FILE
from iria_reports.errors import CannotWrite
from iria_reports.starting.answers import ACCENT, HouseAnswers
from iria_reports.starting.texts import FOLDER, Files, fill, quoted
from iria_reports.writing.schema import json_schema

SCHEMA_FILE = "report.schema.json"
EXAMPLE = "example"
IGNORED = Path("gitignore")
GITIGNORE = ".gitignore"
PERSONAL = ("output/readers/", "output/mail/")
DEFAULTS = HouseAnswers()


def desk_files(folder: Path, answers: HouseAnswers = DEFAULTS) -> Files:
    """What makes `folder` a desk, desk.yml last. Raises CannotWrite where it is one already."""
    if (folder / DESK_FILE).exists():
        raise CannotWrite(
            f"{folder} is a desk already",
            advice="to add a report, go there and run `iria-report new my-report`; for a desk, name another folder",
        )
    if folder.exists() and not folder.is_dir():
        raise CannotWrite(f"{folder} is a file", advice="name a folder, there or yet to be made")
    texts = FOLDER / "desk"
    names = sorted(path.relative_to(texts) for path in texts.rglob("*") if path.is_file() and path.name != DESK_FILE)
    files: Files = {folder / name: fill((texts / name), {}) for name in names}
    ignored = files.pop(folder / IGNORED)  # under its own name git would obey it in this package
    if not (folder / GITIGNORE).exists():  # the desk of a folder that has one begins with a word about it
        files[folder / GITIGNORE] = ignored
    if answers.logo:
        files[folder / "assets" / "logos" / answers.logo.name] = answers.logo.read_bytes()
    files[folder / SCHEMA_FILE] = json_schema(ReportChoices)
    files[folder / DESK_FILE] = fill(texts / DESK_FILE, _house(answers))
    return files


def _house(answers: HouseAnswers) -> dict[str, str]:
    """The lines of desk.yml; what was not answered stays a note that shows how to write it."""
    contact = f"contact: {quoted(answers.contact)}"
    accent = f"accent: {json.dumps(answers.accent)}"
    note = "        # the one warm colour of pages and charts; it needs the quotation marks"
    logo = f"logo: {quoted(answers.logo.name)}" if answers.logo else "# logo: iria.svg"
    return {
        "logo": f"{logo:<32} # an SVG or PNG in assets/logos/; the short name in type if left out",
        "name": quoted(answers.name),
        "short_name": quoted(answers.short_name),
        "contact": contact if answers.contact else '# contact: "editor@example.org"',
        "accent": ("# " if answers.accent == ACCENT else "") + accent + note,
    }
