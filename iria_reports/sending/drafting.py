"""Packed messages go in; an .eml file for each comes out, which Outlook, Thunderbird and Apple Mail open as a draft.

The ledger says `queued` before anything is written, and `drafted` before the file has its name.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from iria_reports.disk import sync_file, sync_folder
from iria_reports.errors import CannotWrite
from iria_reports.sending.ledger import Row, Writing
from iria_reports.sending.packing import Packed
from iria_reports.sending.traces import draft_ending

NOT_IN_A_NAME = re.compile("[^a-z0-9]+")


def write_drafts(
    packed: Sequence[Packed], ledger: Writing, folder: Path, tell: Callable[[str], None] = lambda stage: None
) -> tuple[Path, ...]:
    """Write each as a file of its own into `folder`, which nobody else can read. Raises CannotWrite."""
    queued = ledger.add({**one.said, "state": "queued"} for one in packed)
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        for at, (one, row) in enumerate(zip(packed, queued, strict=True), 1):
            tell(f"draft {at} of {len(packed)}")
            new = _written(folder / draft_name(one, row), one.draft())
            ledger.turn(row, "drafted")  # first: a file that a person could send is on record
            os.replace(new, new.with_suffix(".eml"))
            files.append(new.with_suffix(".eml"))
        sync_folder(folder)
    except OSError as error:
        message = f"the drafts cannot be written to {folder} ({error.strerror or error})"
        raise CannotWrite(message, advice="make room, then run it again: it goes on where it stopped") from error
    return tuple(files)


def draft_name(packed: Packed, row: Row) -> str:
    """A file name that a person finds the reader by, and that no two readers share."""
    reader = packed.going.reader
    words = NOT_IN_A_NAME.sub("-", (reader.name or reader.address).casefold()).strip("-")[:40]
    return f"{words or 'reader'}{draft_ending(row)}"


def _written(file: Path, content: bytes) -> Path:
    """The draft beside the place it is to have, whole and on the disk."""
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_bytes(content)
    sync_file(new)
    return new
