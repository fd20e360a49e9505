"""THE MAP of `deliveries`: a number goes in; who was sent which bytes, and what became of each message, comes out.

register + ledger + readers  ->  Delivered, by fate         deliveries
a person's word              ->  a `settled` row            deliveries --settle
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from iria_reports.cataloguing.listing import listed, versions_of
from iria_reports.errors import Refused
from iria_reports.issuing.register import Register
from iria_reports.sending.discreet import discreet, nameless
from iria_reports.sending.fates import (
    ARRIVED,
    CAME_BACK,
    DRAFT,
    FATES,
    LOST,
    REFUSED,
    UNCERTAIN,
    Fate,
    by_message,
    fate_of,
    left,
    received,
)
from iria_reports.sending.ledger import Ledger, Purpose, Row, Writing
from iria_reports.sending.reader import Reader, ReaderId
from iria_reports.sending.who import AddressBook


@dataclass(frozen=True)
class Delivered:
    """One message.

    row     the last of the ledger about it
    reader  None where the readers' list no longer has them
    left    the row that tells when it left the house, and what the server said then; None where it did not
    before  an earlier sending of the same message that reached them, where the last did not; None otherwise
    stands  whether what it brings stands still: no later version is there, and the number is not withdrawn
    """

    row: Row
    reader: Reader | None
    left: Row | None = None
    before: Row | None = None
    stands: bool = True

    @property
    def fate(self) -> Fate:
        return fate_of(self.row)


@dataclass(frozen=True)
class Word:
    """A person's word about messages of a number.

    reader   keyed hash, or "" for every draft of it
    version, purpose  None for whichever is open
    arrived  whether it arrived (a draft: was sent by hand), or else was lost (a draft: thrown away)
    reason   how they know
    """

    number: str
    reader: ReaderId | str
    arrived: bool
    reason: str
    version: int | None = None
    purpose: Purpose | None = None


def deliveries(
    ledger: Ledger, register: Register, readers: Mapping[str, Reader], number: str, version: int | None = None
) -> tuple[Delivered, ...]:
    """Every message about a number or one version of it, the uncertain first. Raises Refused: no such number."""
    number = number_of(ledger, register, number)
    about = {row.message for row in ledger.about(number, version)}
    histories = (rows for message, rows in by_message(ledger).items() if message in about)
    found = [
        Delivered(rows[-1], readers.get(rows[-1].reader), left(rows), _before(rows), _stands(rows[-1], register))
        for rows in histories
    ]
    return tuple(sorted(found, key=lambda one: (FATES.index(one.fate), one.row.version, one.row.at)))


def number_of(ledger: Ledger, register: Register, number: str) -> str:
    """The number as it was issued, however it is typed. Raises Refused: neither register nor ledger has it."""
    known = {row.number.casefold(): row.number for row in ledger.rows}
    return known.get(number.casefold()) or versions_of(listed(register), number)[0].number


def settle(ledger: Writing, words: Iterable[Word], book: AddressBook) -> tuple[Row, ...]:
    """Put a person's words about what is open on record, all or none; returns the new rows. Raises Refused."""
    meant = [(row, word) for word in words for row in _open(ledger.ledger(), word)]
    if len({row.message for row, _ in meant}) < len(meant):
        raise Refused("two words about one message", advice="say one of them")
    return tuple(ledger.turn(row, "settled", _answer(row, word, book)) for row, word in meant)


def _open(ledger: Ledger, word: Word) -> list[Row]:
    """The messages that the word is about. Raises Refused: none, or more than one of a reader's."""
    of_number = ledger.about(word.number, word.version)
    if not word.reader:
        if rows := [row for row in of_number if fate_of(row) is DRAFT]:
            return rows
        raise Refused(f"no draft of {word.number} is open", advice=f"iria-report deliveries {word.number}")
    theirs = [row for row in of_number if row.reader == word.reader and word.purpose in (None, row.purpose)]
    # A person who was wrong says it anew: both words stay on record.
    rows = [row for row in theirs if fate_of(row) in (UNCERTAIN, DRAFT, REFUSED, CAME_BACK)] or [
        row for row in theirs if row.state == "settled"
    ]
    if len(rows) == 1:
        return rows
    if rows:
        there = "; ".join(f"version {row.version}, {row.purpose}" for row in rows)
        message = f"{len(rows)} messages about {word.number} to this reader are open: {there}"
        raise Refused(message, advice="add --version, or --purpose, to say which")
    if theirs:
        was = " and ".join(dict.fromkeys(fate_of(row).word for row in theirs))
        message = f"nothing about {word.number} to this reader is open: it stands as {was}"
        raise Refused(message, advice="what is uncertain, refused or came back, and drafts, can be settled")
    message = f"this reader was sent nothing of {word.number}"
    raise Refused(message, advice=f"iria-report deliveries {word.number} lists who was")


def _answer(row: Row, word: Word, book: AddressBook) -> str:
    """`arrived: ...` or `lost: ...`; nothing in it tells who."""
    draft = "the draft was sent by hand; " if word.arrived else "the draft was thrown away; "
    said = discreet(nameless(word.reason, book.readers.values()), book.readers.get(row.reader))
    return f"{ARRIVED if word.arrived else LOST}: {draft if row.state == 'drafted' else ''}{said}"


def _stands(row: Row, register: Register) -> bool:
    if row.purpose == "withdrawal" or not (versions := register.versions(row.number)):
        return True
    return row.version == versions[-1].version and not register.withdrawn(row.number)


def _before(rows: list[Row]) -> Row | None:
    had = received(rows)
    return had if had is not rows[-1] else None
