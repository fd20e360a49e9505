"""A text of this folder and what to put into it go in; a whole file comes out. All files are written, or none."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from iria_reports.errors import CannotWrite

FOLDER = Path(__file__).parent
Files = dict[Path, str | bytes]
PLAIN = re.compile(r"[a-z][a-z0-9._/-]*")


def fill(text: Path, values: Mapping[str, str]) -> str:
    """The text with each $name replaced; $$ is a dollar sign. A name without a value is a fault of ours: KeyError."""
    return Template(text.read_text(encoding="utf-8")).substitute(values)


def quoted(text: str) -> str:
    """`text` as YAML reads it back, whatever it holds: JSON's string is one of YAML's (YAML 1.2, 1.3)."""
    return json.dumps(text, ensure_ascii=False)


def listed(names: tuple[str, ...]) -> str:
    """Names between YAML's brackets, in quotation marks where they need them."""
    return ", ".join(name if PLAIN.fullmatch(name) else quoted(name) for name in names)


def refuse_to_overwrite(files: Files) -> None:
    """Raises CannotWrite where one of the files is there."""
    there = [path.as_posix() for path in files if path.exists()]
    if there:
        are = "is" if len(there) == 1 else "are"
        raise CannotWrite(
            f"{', '.join(there)} {are} there already, and nothing is overwritten",
            advice="move what is there, or name another folder",
        )


def write_new(files: Files) -> None:
    """Write every file, or none: what is there stays as it is, and an interruption leaves nothing behind.

    Raises CannotWrite.
    """
    refuse_to_overwrite(files)
    made: list[Path] = []
    try:
        for path, content in files.items():
            _make_folder(path.parent, made)
            # Excel takes a CSV for UTF-8 only when it begins with a byte order mark.
            encoding = "utf-8-sig" if path.suffix == ".csv" else "utf-8"
            with path.open("xb") as file:
                made.append(path)
                file.write(content if isinstance(content, bytes) else content.encode(encoding))
    except BaseException as error:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        if not isinstance(error, OSError):
            raise
        raise CannotWrite(
            f"{error.filename or made[-1]} cannot be written ({error.strerror})", advice="choose another folder"
        ) from error


def _make_folder(folder: Path, made: list[Path]) -> None:
    """`folder` and those above it that are missing, each noted in `made`."""
    if not folder.is_dir():
        _make_folder(folder.parent, made)
        folder.mkdir()
        made.append(folder)
