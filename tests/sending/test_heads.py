"""The readers' files hold together: what is lost, changed, older or kept by another key is found before it is used."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iria_reports.errors import ArchiveDamaged, Refused
from iria_reports.sending import heads
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.holding import held
from iria_reports.sending.ledger import read_ledger, writing
from iria_reports.sending.lists import Said, add_to_lists, read_lists
from iria_reports.sending.readers import key_at_first_use

ANN, BOB = "a" * 32, "b" * 32


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


def add_row(folder: ReadersFolder, reader: str) -> None:
    said = {"message": f"m-{reader}", "purpose": "report", "number": "A-1", "version": 1, "reader": reader}
    with writing(folder, clock) as ledger:
        ledger.add([{**said, "file": "a.pdf", "state": "sent"}])


def add_entry(folder: ReadersFolder, reader: str) -> None:
    with held(folder):
        add_to_lists(folder, [Said(said="suppressed", reader=reader, reason="sent")], clock)


@dataclass(frozen=True)
class Kept:
    """One of the two files: where it is, how a line is added, and how it is read."""

    folder: ReadersFolder
    file: Path
    add: Callable[[ReadersFolder, str], None]
    read: Callable[[ReadersFolder], object]

    def refused(self, match: str) -> None:
        """Reading it is refused, and so is adding to it."""
        with pytest.raises(ArchiveDamaged, match=match):
            self.read(self.folder)
        with pytest.raises(ArchiveDamaged, match=match):
            self.add(self.folder, BOB)

    def head(self) -> Path:
        return self.folder.head(self.file)


@pytest.fixture(params=["ledger", "lists"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """A folder with its key; the file has two lines."""
    folder = ReadersFolder(tmp_path)
    with held(folder):
        key_at_first_use(folder, lambda count: b"k" * count)
    of_ledger = request.param == "ledger"
    one = (
        Kept(folder, folder.ledger, add_row, read_ledger)
        if of_ledger
        else Kept(folder, folder.lists, add_entry, read_lists)
    )
    for reader in (ANN, BOB):
        one.add(folder, reader)
    return one


def test_a_file_that_is_gone_is_found(kept: Kept) -> None:
    kept.file.unlink()
    kept.refused("is gone, with the 2 lines")


def test_a_file_that_was_cut_off_at_a_lines_end_or_is_an_older_copy_is_found(kept: Kept) -> None:
    kept.file.write_bytes(kept.file.read_bytes().splitlines(keepends=True)[0])
    kept.refused("has 1 of the 2 lines")


def test_a_last_line_that_was_changed_is_found(kept: Kept) -> None:
    first, last = kept.file.read_bytes().splitlines(keepends=True)
    kept.file.write_bytes(first + last.replace(b'"sent"', b'"refused"'))
    kept.refused("line 2: it is not the one that was written")


def test_another_key_is_found_and_so_is_one_made_anew(kept: Kept) -> None:
    kept.folder.key.write_bytes(b"x" * 32)
    kept.refused("is not the key")
    kept.folder.key.unlink()
    kept.file.unlink()
    with pytest.raises(Refused, match="is gone"):
        key_at_first_use(kept.folder, lambda count: b"x" * count)


def test_a_file_that_is_gone_with_its_head_is_found_by_the_other_head(kept: Kept) -> None:
    kept.file.unlink()
    kept.head().unlink()
    kept.refused(r"\.head is gone")


def test_a_head_that_says_nothing_is_no_head(kept: Kept) -> None:
    kept.head().write_bytes(b"")
    kept.refused("does not say how far")


def test_a_run_that_died_before_the_head_was_written_is_no_fault_and_the_next_line_mends_it(kept: Kept) -> None:
    before = kept.head().read_bytes()
    kept.add(kept.folder, "c" * 32)
    kept.head().write_bytes(before)
    kept.read(kept.folder)
    kept.add(kept.folder, "d" * 32)
    kept.file.write_bytes(b"".join(kept.file.read_bytes().splitlines(keepends=True)[:3]))
    kept.refused("has 3 of the 4 lines")


def test_a_folder_from_before_goes_on_and_has_its_heads_with_the_next_line(kept: Kept) -> None:
    for file in (kept.folder.ledger, kept.folder.lists):
        kept.folder.head(file).unlink()
    kept.read(kept.folder)
    kept.add(kept.folder, "c" * 32)
    assert all(kept.folder.head(file).exists() for file in (kept.folder.ledger, kept.folder.lists))
    kept.read(kept.folder)
    kept.file.unlink()
    kept.refused("is gone, with the 3 lines")


def test_a_head_met_half_written_is_looked_at_again(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, half = heads._read, [heads.Head(seq=2, head="0" * 64)]
    monkeypatch.setattr(heads, "_read", lambda file: half.pop() if half else whole(file))
    kept.read(kept.folder)
    assert not half


def test_a_head_is_written_in_place_and_always_as_long(kept: Kept) -> None:
    before = kept.head().stat()
    for reader in "cdefghijk":
        kept.add(kept.folder, f"{ord(reader):032x}")
    after = kept.head().stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
