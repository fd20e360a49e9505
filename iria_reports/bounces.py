"""THE MAP of `bounces`: saved delivery notices go in; which of our messages came back comes out, and is put on record.

a folder, an mbox, a Maildir  ->  Saved  ->  Notice  ->  Finding  ->  a `bounced` row
"""

from pathlib import Path

from iria_reports.errors import Refused
from iria_reports.issuing.archive import Clock
from iria_reports.issuing.plain import plain
from iria_reports.sending.bounces import Finding, judged, read_all, record
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import read_ledger, writing
from iria_reports.sending.saved import NO_MESSAGE, saved
from iria_reports.sending.who import AddressBook


def bounces(
    place: Path, folder: ReadersFolder, book: AddressBook, clock: Clock, *, dry: bool = False
) -> tuple[Finding, ...]:
    """What each message saved in `place` means; the ledger says of what came back that it did.

    dry  nothing is written

    Raises Refused where no message is saved there, or another run is sending; ArchiveDamaged, CannotWrite.
    """
    read = tuple(read_all(saved(place)))
    if all(one.notice == NO_MESSAGE for one in read):
        others = f" among {len(read)} files, such as {plain(read[0].name)}" if read else ""
        message = f"{place} looks like no mailbox: there is no saved message{others}"
        raise Refused(message, advice="save the notices there as .eml files, or name a Maildir or an mbox")
    if dry:
        return judged(read, read_ledger(folder), book)
    with writing(folder, clock) as ledger:
        findings = judged(read, ledger.ledger(), book)
        record(findings, ledger)
    return findings
