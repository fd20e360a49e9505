"""A shelf of issues and a ledger about them, for tests of what comes after sending."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shelf import Book, shelve

from iria_reports.cli import readership
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Row, Writing, writing
from iria_reports.sending.message import message_name
from iria_reports.sending.reader import Reader, ReaderKey
from iria_reports.sending.who import AddressBook

KEY = ReaderKey(b"k" * 32)
NUMBER = "A-1"
ANN = Reader(address="ann@example.org", name="Ann Example", office="Desk officer")
BOB = Reader(address="bob@example.org", name="Bob Musterfrau")
EVE = Reader(address="eve@example.org", name="Éva Példa")
READERS: Mapping[str, Reader] = {KEY.id_of(one.address): one for one in (ANN, BOB, EVE)}
BOOK = AddressBook(KEY, READERS)
BOOKS = (Book(NUMBER), Book(NUMBER, 2))


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


def meant(address: str, version: int = 1, **more: object) -> dict[str, object]:
    """A report that is meant to go to the address."""
    said = {"purpose": "report", "number": NUMBER, "version": version, "file": f"{NUMBER}_v{version}.pdf", **more}
    reader = KEY.id_of(address)
    name = message_name(said["purpose"], str(said["number"]), version, reader)  # type: ignore[arg-type]
    return {"message": name, "reader": reader, "sha256": "ab" * 32, "state": "queued", **said}


def told(ledger: Writing, address: str, *states: str, **more: object) -> Row:
    """One message to the address that goes through these states; `state: answer` has an answer."""
    (row,) = ledger.add([meant(address, **more)])  # type: ignore[arg-type]
    for state in states:
        word, _, answer = state.partition(": ")
        row = ledger.turn(row, word, answer)  # type: ignore[arg-type]
    return row


@contextmanager
def desk_with_ledger(root: Path, monkeypatch: pytest.MonkeyPatch, books: tuple[Book, ...] = BOOKS) -> Iterator[Writing]:
    """A desk that we are in, its archive, and its ledger to be written to."""
    (root / "reports").mkdir(parents=True)
    (root / "desk.yml").write_text("house: {name: The House, short-name: HOUSE}\ntime-zone: Europe/Vienna\n")
    shelve(root / "output/issued", books)
    monkeypatch.chdir(root)
    monkeypatch.setattr(readership, "address_book", lambda folder: BOOK)
    with writing(ReadersFolder(root / "output/readers"), clock) as ledger:
        yield ledger
