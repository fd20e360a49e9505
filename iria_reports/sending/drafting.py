"""Packed messages go in; an .eml file for each comes out, which Outlook, Thunderbird and Apple Mail open as a draft.

The ledger says `queued` before anything is written, and `drafted` before the file has its name: whoever dies between
the two has left a `.new`, which the next run gives its name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from iria_reports.disk import sync_file, sync_folder
from iria_reports.errors import CannotWrite
from iria_reports.sending.ledger import Ledger, Row, Writing
from iria_reports.sending.packing import Packed
from iria_reports.sending.traces import draft_ending

NOT_IN_A_NAME = re.compile("[^a-z0-9]+")
Drafts = dict[str, list[Path]]  # by what their names end in


def write_drafts(
    packed: Sequence[Packed], ledger: Writing, folder: Path, tell: Callable[[str], None] = lambda stage: None
) -> tuple[Path, ...]:
    """Write each as a file of its own into `folder`, which nobody else can read. Raises CannotWrite.

    What a run that died here had on record is finished first: it is among the files.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        there = _by_whose(folder.glob("*.eml"))
        files = list(_finished(folder, ledger.ledger(), there))
        queued = ledger.add({**one.said, "state": "queued"} for one in packed)
        for at, (one, row) in enumerate(zip(packed, queued, strict=True), 1):
            tell(f"draft {at} of {len(packed)}")
            new = _written(folder / draft_name(one, row), one.draft())
            ledger.turn(row, "drafted")  # first: a file that a person could send is on record
            files.append(_named(new, there))
        sync_folder(folder)
    except OSError as error:
        message = f"the drafts cannot be written to {folder} ({error.strerror or error})"
        raise CannotWrite(message, advice="make room, then run it again: it goes on where it stopped") from error
    return tuple(dict.fromkeys(files))


def drafts_folder(mail: Path, number: str, version: int) -> Path:
    """Where the drafts about a version are."""
    return mail / f"{number}_v{version}"


def take_away(mail: Path, sent: Iterable[Row]) -> tuple[Path, ...]:
    """Take away the drafts of messages that were sent: a person would send them once more. Returns what is left.

    The hash in their names tells whose they are, whatever the reader is called by now.
    """
    left: list[Path] = []
    by_folder: dict[Path, list[Row]] = {}
    for row in sent:
        by_folder.setdefault(drafts_folder(mail, row.number, row.version), []).append(row)
    for folder, rows in by_folder.items():
        there = _by_whose([*folder.glob("*.eml"), *unfinished(folder)])
        for file in (file for row in rows for file in there.get(draft_ending(row), ())):
            try:
                file.unlink(missing_ok=True)
            except OSError:  # Outlook holds what it has open
                left.append(file)
    return tuple(left)


def unfinished(folder: Path) -> tuple[Path, ...]:
    """Drafts that a run which died has not given their names."""
    return tuple(sorted(folder.glob("*.new")))


def draft_name(packed: Packed, row: Row) -> str:
    """A file name that a person finds the reader by, and that no two readers share."""
    reader = packed.going.reader
    words = _words(reader.name) or _words(reader.address)
    return f"{words or 'reader'}{draft_ending(row)}"


def _words(text: str) -> str:
    """As a file's name has them anywhere: Amélie Dupont is amelie-dupont; of what is not Latin nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return NOT_IN_A_NAME.sub("-", plain).strip("-")[:40]


def _finished(folder: Path, ledger: Ledger, there: Drafts) -> Iterator[Path]:
    """A draft that the ledger has gets its name: nobody would write it again. Any other goes: it is written anew."""
    rows = (row for row in ledger.last().values() if drafts_folder(folder.parent, row.number, row.version) == folder)
    on_record = {draft_ending(row): row for row in rows if row.state == "drafted"}
    for whose, left in _by_whose(unfinished(folder)).items():
        for new in left:
            if whose in on_record and on_record[whose].sha256.encode() in new.read_bytes():
                yield _named(new, there)
            else:
                new.unlink()


def _named(new: Path, there: Drafts) -> Path:
    """Give a draft its name. One that the same reader has under another goes first: two of them would be sent."""
    file = new.with_suffix(".eml")
    for old in there.get(_tail(new), ()):
        if old != file:
            old.unlink(missing_ok=True)
    return new.replace(file)


def _by_whose(files: Iterable[Path]) -> Drafts:
    found: Drafts = {}
    for file in sorted(files):
        found.setdefault(_tail(file), []).append(file)
    return found


def _tail(file: Path) -> str:
    return f"_{file.stem.partition('_')[2]}.eml"


def _written(file: Path, content: bytes) -> Path:
    """The draft beside the place it is to have, whole and on the disk."""
    new = file.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_bytes(content)
    sync_file(new)
    return new
