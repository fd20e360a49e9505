"""Packed messages go in; an .eml file for each comes out, which Outlook, Thunderbird and Apple Mail open as a draft.

The ledger says `queued` before anything is written, and `drafted` before the file has its name: whoever dies between
the two has left a `.new`, which the next run gives its name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from iria_reports.disk import sync_file, sync_folder
from iria_reports.errors import CannotWrite
from iria_reports.sending.ledger import Ledger, Row, Writing
from iria_reports.sending.packing import Packed
from iria_reports.sending.traces import draft_ending

NOT_IN_A_NAME = re.compile("[^a-z0-9]+")


def write_drafts(
    packed: Sequence[Packed], ledger: Writing, folder: Path, tell: Callable[[str], None] = lambda stage: None
) -> tuple[Path, ...]:
    """Write each as a file of its own into `folder`, which nobody else can read. Raises CannotWrite.

    What a run that died here had on record is finished first: it is among the files.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        files = list(_finished(folder, ledger.ledger()))
        queued = ledger.add({**one.said, "state": "queued"} for one in packed)
        for at, (one, row) in enumerate(zip(packed, queued, strict=True), 1):
            tell(f"draft {at} of {len(packed)}")
            new = _written(folder / draft_name(one, row), one.draft())
            ledger.turn(row, "drafted")  # first: a file that a person could send is on record
            files.append(_named(new))
        sync_folder(folder)
    except OSError as error:
        message = f"the drafts cannot be written to {folder} ({error.strerror or error})"
        raise CannotWrite(message, advice="make room, then run it again: it goes on where it stopped") from error
    return tuple(dict.fromkeys(files))


def drafts_folder(mail: Path, number: str, version: int) -> Path:
    """Where the drafts about a version are."""
    return mail / f"{number}_v{version}"


def unfinished(folder: Path) -> tuple[Path, ...]:
    """Drafts that a run which died has not given their names."""
    return tuple(sorted(folder.glob("*.new")))


def draft_name(packed: Packed, row: Row) -> str:
    """A file name that a person finds the reader by, and that no two readers share."""
    reader = packed.going.reader
    words = NOT_IN_A_NAME.sub("-", (reader.name or reader.address).casefold()).strip("-")[:40]
    return f"{words or 'reader'}{draft_ending(row)}"


def _finished(folder: Path, ledger: Ledger) -> Iterator[Path]:
    """A draft that the ledger has gets its name: nobody would write it again. Any other goes: it is written anew."""
    rows = (row for row in ledger.last().values() if drafts_folder(folder.parent, row.number, row.version) == folder)
    on_record = {draft_ending(row): row for row in rows if row.state == "drafted"}
    for new in unfinished(folder):
        row = on_record.get(f"_{new.stem.partition('_')[2]}.eml")
        if row and row.sha256.encode() in new.read_bytes():
            yield _named(new)
        else:
            new.unlink()


def _named(new: Path) -> Path:
    return new.replace(new.with_suffix(".eml"))


def _written(file: Path, content: bytes) -> Path:
    """The draft beside the place it is to have, whole and on the disk."""
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_bytes(content)
    sync_file(new)
    return new
