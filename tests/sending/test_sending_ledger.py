"""The ledger: what was said of each message is kept line by line, and one program writes at a time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from iria_reports.errors import ArchiveDamaged, Refused
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.holding import held
from iria_reports.sending.ledger import read_ledger, writing
from iria_reports.sending.reader import ReaderKey

KEY = ReaderKey(b"k" * 32)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def meant(name: str, **more: object) -> dict[str, object]:
    """A message that is meant to go to <name>@example.org."""
    return {
        "message": f"m-{name}",
        "purpose": "report",
        "number": "IRIA-BG-2026-001",
        "version": 1,
        "reader": KEY.id_of(f"{name}@example.org"),
        "file": "report.pdf",
        "state": "queued",
        **more,
    }


def clock() -> datetime:
    return NOW


def test_what_was_added_is_read_back_and_the_last_row_of_a_message_counts(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path / "readers")
    with writing(folder, clock) as ledger:
        first, _ = ledger.add([meant("ann"), meant("bob")])
        ledger.turn(ledger.turn(first, "unknown"), "sent", "250 2.0.0 Ok")
    last = read_ledger(folder).last()
    assert {name: row.state for name, row in last.items()} == {"m-ann": "sent", "m-bob": "queued"}
    assert [row.seq for row in read_ledger(folder).rows] == [1, 2, 3, 4]
    assert folder.root.stat().st_mode & 0o077 == 0


def test_copies_are_counted_by_version(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    with writing(folder, clock) as ledger:
        ledger.add([meant("ann", code="IRIA-BG-2026-001/v1/0009-K"), meant("bob", code="IRIA-BG-2026-001/v1/0011-3")])
    assert read_ledger(folder).copies("IRIA-BG-2026-001", 1) == 11
    assert read_ledger(folder).copies("IRIA-BG-2026-001", 2) == 0


def test_a_line_cut_short_is_set_aside_and_the_next_follows_the_last_whole_one(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    with writing(folder, clock) as ledger:
        ledger.add([meant("ann")])
    whole = folder.ledger.read_bytes()
    folder.ledger.write_bytes(whole + whole[: len(whole) // 2])
    with writing(folder, clock) as ledger:
        ledger.add([meant("bob")])
    assert [row.message for row in read_ledger(folder).rows] == ["m-ann", "m-bob"]
    assert [file.read_bytes() for file in folder.aside.iterdir()] == [whole[: len(whole) // 2]]


def test_a_changed_line_is_found(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    with writing(folder, clock) as ledger:
        ledger.add([meant("ann"), meant("bob")])
    folder.ledger.write_bytes(folder.ledger.read_bytes().replace(b"m-ann", b"m-eve"))
    with pytest.raises(ArchiveDamaged, match="line 2: the line before it is not the one"):
        read_ledger(folder)


def test_two_cannot_send_at_once_and_whoever_waits_is_told_for_how_long(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    refused = pytest.raises(Refused, match="another run is sending")
    with writing(folder, clock), refused as told, held(folder, patience=0.05):
        pass
    assert "a minute for every 60 messages" in told.value.advice


def test_a_reader_is_the_same_however_the_address_is_spelt_and_nobody_else_can_tell_who() -> None:
    assert KEY.id_of(" Ann@Example.ORG") == KEY.id_of("ann@example.org")
    assert KEY.id_of("ann@example.org") != ReaderKey(b"x" * 32).id_of("ann@example.org")
