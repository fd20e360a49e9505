"""A small posting for tests: three readers, a clock that a wait moves on."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from mail_servers import SENDER, letter

from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Row, read_ledger, writing
from iria_reports.sending.mail_server import MailServer, connect
from iria_reports.sending.posting import Around, Manner, Outgoing, Result, post
from iria_reports.sending.reader import ReaderKey

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
KEY = ReaderKey(b"k" * 32)
READERS = ("ann", "bob", "eve")


class Waits:
    """A clock that stands still but for the waits, which take no time."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waited = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.waited += seconds

    def around(self, **more: object) -> Around:
        return Around(self.now, self.sleep, lambda: 1.0, **more)  # type: ignore[arg-type]


def outgoing(name: str, prefix: str = "m", *, size: int = 200, again: bool = False) -> Outgoing:
    message, address = f"{prefix}-{name}", f"{name}@example.org"
    said = {
        "message": message,
        "purpose": "report",
        "number": "IRIA-BG-2026-001",
        "version": 1,
        "reader": KEY.id_of(address),
        "file": "report.pdf",
    }
    return Outgoing(said, address, lambda: letter(message, size), again)


def post_to(
    folder: Path,
    server: MailServer,
    messages: Sequence[Outgoing] | None = None,
    *,
    around: Around | None = None,
    attempts: int = 3,
) -> Result:
    """Post to the three readers, or the messages given."""
    given = [outgoing(name) for name in READERS] if messages is None else messages
    manner = Manner(SENDER, 1e9, attempts)
    with writing(ReadersFolder(folder), lambda: NOW) as ledger:
        return post(given, ledger, lambda: connect(server), manner, around or Waits().around())


def states(result: Result) -> str:
    return " ".join(row.state for row in result.rows)


def history(folder: Path, message: str) -> list[Row]:
    return [row for row in read_ledger(ReadersFolder(folder)).rows if row.message == message]
