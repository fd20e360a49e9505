"""Saved notices and the ledger go in; which of our messages came back comes out, each of them recorded once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from iria_reports.sending.discreet import discreet
from iria_reports.sending.fates import fate_of
from iria_reports.sending.ledger import Ledger, Row, Writing
from iria_reports.sending.notices import Notice, mark, read_notice
from iria_reports.sending.reader import Reader, normal
from iria_reports.sending.saved import Saved
from iria_reports.sending.who import AddressBook

Verdict = Literal["came back", "elsewhere", "delayed", "known", "skipped"]
CAME_FROM_HERE = {"sent", "unknown", "settled"}
# RFC 3463, 3.2: X.1.7 to X.1.9 are about the sender's address and the relay, the rest about the reader's.
NOT_THE_READERS = {"5.1.7", "5.1.8", "5.1.9"}
ELSEWHERE = (
    "it names no address of this reader's: it was passed on there, or the notice is made up; "
    "ask them, and `send --again` with their address sends it once more"
)
MARKED = re.compile(r"\(notice ([0-9a-f]{8})\)$")


@dataclass(frozen=True)
class Read:
    """A saved message, and the notice in it or why there is none."""

    name: str
    notice: Notice | str


@dataclass(frozen=True)
class Finding:
    """What a saved message means.

    verdict   elsewhere: what failed is the delivery to an address that is not the reader's
    told      why it is skipped, or what else is to be known
    row       the last of the message that it is about, None where it is none of ours
    answer    what the ledger is to say, where it came back
    suppress  an address that can never be delivered to, as its notice says; "" where it does not
    """

    name: str
    verdict: Verdict
    told: str = ""
    row: Row | None = None
    answer: str = ""
    suppress: str = field(default="", repr=False)


def read_all(saved: Iterable[Saved]) -> Iterator[Read]:
    """Read every one of them. Raises nothing for what is in them."""
    for one in saved:
        yield Read(one.name, one.why or read_notice(one.content))


def judged(read: Iterable[Read], ledger: Ledger, book: AddressBook) -> tuple[Finding, ...]:
    """What each of them means, in their order. A message comes back once, however many notices say so."""
    last = dict(ledger.last())
    came = [row for row in ledger.rows if row.state == "bounced"]
    marks = {(row.message, match[1]) for row in came if (match := MARKED.search(row.answer))}
    found = []
    for one in read:
        finding = _judge(one, last, marks, book)
        if finding.verdict == "came back" and finding.row:
            last[finding.row.message] = finding.row.model_copy(update={"state": "bounced"})
        found.append(finding)
    return tuple(found)


def record(findings: Iterable[Finding], ledger: Writing) -> tuple[Row, ...]:
    """A `bounced` row for each that came back. Raises CannotWrite."""
    came = [(one.row, one.answer) for one in findings if one.verdict == "came back" and one.row]
    return tuple(ledger.turn(row, "bounced", answer) for row, answer in came)


def _judge(read: Read, last: dict[str, Row], marks: set[tuple[str, str]], book: AddressBook) -> Finding:
    notice = read.notice
    if isinstance(notice, str):
        return Finding(read.name, "skipped", notice)
    if not notice.message:
        return Finding(read.name, "skipped", "it does not name the Message-ID of what came back")
    row = last.get(notice.message)
    if row is None:
        return Finding(read.name, "skipped", "it is about no message of ours")
    if notice.action == "delayed":
        return Finding(read.name, "delayed", _said(notice, row, book), row)
    if notice.action != "failed":
        return Finding(read.name, "skipped", f"it says {notice.action or 'nothing'!r}, and not that it failed", row)
    known = mark(notice, row.reader)
    if row.state == "bounced" or (row.message, known) in marks:
        return Finding(read.name, "known", "it is on record that it came back", row)
    if row.state not in CAME_FROM_HERE:
        told = f"the ledger has it as {fate_of(row).word}: run `send` to its end, then read it again"
        return Finding(read.name, "skipped", told, row)
    ours = [one for one in notice.recipients if book.key.id_of(one) == row.reader]
    if not ours:  # whoever was passed it on has its Message-ID, and can write such a notice
        return Finding(read.name, "elsewhere", ELSEWHERE, row)
    answer = f"{_said(notice, row, book)} (notice {known})"
    return Finding(read.name, "came back", "", row, answer, _never(notice, row, ours, book))


def _said(notice: Notice, row: Row, book: AddressBook) -> str:
    """Status and diagnostic, with nothing in it that tells who."""
    said = notice.diagnostic
    for address in notice.recipients:
        said = discreet(said, Reader(address=address))
    return " ".join(filter(None, (notice.status, discreet(said, book.readers.get(row.reader)))))


def _never(notice: Notice, row: Row, ours: list[str], book: AddressBook) -> str:
    """The address, where it is the reader's own and the notice says that there is no such address."""
    if not notice.status.startswith("5.1.") or notice.status in NOT_THE_READERS:
        return ""
    reader = book.readers.get(row.reader)
    return reader.address if reader else normal(ours[0])
