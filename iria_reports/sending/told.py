"""A reader, the ledger and the register go in; every message to them, and how its version stands today, comes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from iria_reports.cataloguing.listing import Listed
from iria_reports.issuing.entries import IssuedRendition
from iria_reports.sending.fates import Fate, by_message, fate_of, left, received
from iria_reports.sending.ledger import Ledger, Row
from iria_reports.sending.reader import ReaderId

NOT_HERE = "not in this archive"


@dataclass(frozen=True)
class Told:
    """One message to a reader.

    row       the last of the ledger about it
    left      the row that tells when it left the house; None where it did not
    has       the row by which the reader has it or may have it; None if they do not
    listed    its version as the archive has it today; None where the archive does not have it
    """

    row: Row
    left: Row | None
    has: Row | None
    listed: Listed | None

    @property
    def fate(self) -> Fate:
        return fate_of(self.row)

    @property
    def stands(self) -> str:
        """How the version stands today: current, superseded, withdrawn, void, or that it is not in this archive."""
        return self.listed.state if self.listed else NOT_HERE

    @property
    def title(self) -> str:
        return self.listed.title if self.listed else ""

    @property
    def issued(self) -> date | None:
        return self.listed.issued if self.listed else None

    @property
    def rendition(self) -> IssuedRendition | None:
        """What was sent or told of, as the register has it."""
        renditions = self.listed.renditions if self.listed else ()
        return next((one for one in renditions if one.file == self.row.file), None)


def told_to(reader: ReaderId, ledger: Ledger, listed: Iterable[Listed]) -> tuple[Told, ...]:
    """Every message that was ever meant for the reader, in the order in which they were first meant."""
    versions = {(one.number, one.version): one for one in listed}
    theirs = (rows for rows in by_message(ledger).values() if rows[0].reader == reader)
    found = (
        Told(rows[-1], left(rows), received(rows), versions.get((rows[-1].number, rows[-1].version))) for rows in theirs
    )
    return tuple(found)
