"""What the verbs about sent messages share: the desk's ledger, register and readers, and how a message is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iria_reports.cli.clock import house_clock
from iria_reports.desk import find_desk

if TYPE_CHECKING:
    from iria_reports.issuing.archive import Archive
    from iria_reports.sending.folder import ReadersFolder
    from iria_reports.sending.ledger import Row
    from iria_reports.sending.who import AddressBook


@dataclass(frozen=True)
class Desk:
    """The desk we are in as a sender."""

    archive: "Archive"
    folder: "ReadersFolder"
    book: "AddressBook"
    clock: Callable[[], datetime]

    def moment(self, at: datetime) -> str:
        """A moment as the house's clock shows it."""
        return f"{at.astimezone(self.clock().tzinfo):%Y-%m-%d %H:%M %Z}"


def sending_desk() -> Desk:
    """The desk that we are in. Raises DeskNotFound, InputFaults."""
    from iria_reports.issuing.archive import Archive
    from iria_reports.sending.folder import ReadersFolder
    from iria_reports.writing.settings import load_settings

    desk = find_desk(Path.cwd())
    settings, _ = load_settings(desk)
    folder = ReadersFolder(desk.root / settings.mail.readers)
    return Desk(Archive(desk.root / settings.archive), folder, address_book(folder), house_clock(settings.time_zone))


def address_book(folder: "ReadersFolder") -> "AddressBook":
    """Who our readers are. Raises InputFaults for readers.csv; Refused where nobody is kept yet, or the key is lost."""
    from iria_reports.sending import readers

    return readers.address_book(folder)


def row_data(row: "Row", desk: Desk) -> dict[str, Any]:
    """A message as JSON has it: the ledger's row, its reader's details where the readers' list has them."""
    from iria_reports.sending.fates import fate_of

    reader = desk.book.readers.get(row.reader)
    kept = row.model_dump(mode="json", include={"message", "purpose", "number", "version", "list", "file", "code"})
    return {
        **kept,
        "sha256": row.sha256 or None,
        "at": row.at.astimezone(desk.clock().tzinfo).isoformat(),
        "state": row.state,
        "fate": fate_of(row).word,
        "answer": row.answer,
        "reader": {"id": row.reader, **(reader.model_dump(mode="json") if reader else {})},
    }


def left_data(row: "Row | None", desk: Desk) -> dict[str, str] | None:
    """When a message left the house and what the server said then, as JSON has it."""
    return {"at": row.at.astimezone(desk.clock().tzinfo).isoformat(), "answer": row.answer} if row else None
