"""docs/readers.md: the places it names are those of the program, and the commands it shows are there."""

import re
import shlex
from pathlib import Path

from iria_reports.cli.readers import readers
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.readers import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "readers.md").read_text(encoding="utf-8")


def test_it_names_every_file_that_is_kept_and_every_column() -> None:
    folder = ReadersFolder(Path())
    kept = (folder.lists, folder.ledger)
    for file in (folder.readers, folder.key, *kept, *map(folder.head, kept)):
        assert f"| `{file.name}` |" in PAGE
    assert ", ".join(f"`{name}`" for name in COLUMNS) in PAGE


def test_its_commands_have_the_options_it_shows() -> None:
    for line in re.findall(r"^    iria-report readers (.+)$", PAGE, re.MULTILINE):
        verb, *words = shlex.split(line)
        known = {name for option in readers.commands[verb].params for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= known
