"""Who is to be sent what goes in; a packed message for each, with what the ledger is to say of it, comes out.

An edition is made, and its hash known, before anything leaves: it waits in a scratch folder until its turn.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from iria_reports.errors import ArchiveDamaged
from iria_reports.issuing.entries import Withdrawn
from iria_reports.report import Report
from iria_reports.sending.choosing import ClientTerms, Going
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.dispatch import VERIFY, Dispatch
from iria_reports.sending.editions import Copy, editions
from iria_reports.sending.ledger import Ledger
from iria_reports.sending.letter import (
    Earlier,
    Enclosure,
    Gone,
    Letter,
    closed,
    correction_letter,
    report_letter,
    withdrawal_letter,
)
from iria_reports.sending.message import Envelope, Mailbox, as_draft, as_message
from iria_reports.sending.office import Office
from iria_reports.sending.reader import Reader, ReaderKey
from iria_reports.setting.mail import Dress
from iria_reports.signing.seal import Seal

LETTERS = 8  # kept ready: a letter is one for all the readers of a rendition, unless each has a copy of their own


@dataclass(frozen=True)
class Bench:
    """What messages are packed with.

    dress      how messages about a report look
    scratch    an empty folder that nobody else can read
    passwords  the password of a client's locked copies, by its slug
    """

    dispatch: Dispatch
    office: Office
    key: ReaderKey
    clients: Mapping[str, ClientTerms]
    ledger: Ledger
    dress: Callable[[Report], Dress]
    scratch: Path
    now: datetime
    seal: Seal | None = None
    passwords: Callable[[str], str] = field(default=lambda slug: "", repr=False)
    gone: Withdrawn | None = None


@dataclass(frozen=True)
class Packed:
    """One message. `said` is what the ledger says of it, but for its state; the bytes are made when they are asked."""

    going: Going
    said: Mapping[str, Any]
    envelope: Envelope
    letter: Callable[[], Letter] = field(repr=False)
    office: Office = field(repr=False)

    def message(self) -> bytes:
        """As a mail server takes it, signed where the house signs its mail."""
        message = as_message(self.letter(), self.envelope)
        return self.office.sign(message) if self.office.sign else message

    def draft(self) -> bytes:
        """As an .eml file that a mail program opens."""
        return as_draft(self.letter(), self.envelope)


@dataclass(frozen=True)
class Parcel:
    """What goes with one message: the issued file, or an edition of it in the scratch folder."""

    file: Path
    name: str
    sha256: str
    code: str = ""
    locked: bool = False

    def content(self) -> bytes:
        """Its bytes, which the ledger is to name by their hash. Raises ArchiveDamaged where they are others by now."""
        with self._read():
            content = self.file.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ArchiveDamaged(f"{self.name} was changed while it was being sent", advice=VERIFY)
        return content

    def size(self) -> int:
        """How many bytes it has. Raises ArchiveDamaged."""
        with self._read():
            return self.file.stat().st_size

    @contextmanager
    def _read(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveDamaged(f"{self.name} cannot be read ({error.strerror})", advice=VERIFY) from error

    def enclosure(self) -> Enclosure:
        return Enclosure(self.name, self.content(), self.code, self.locked)


def pack(bench: Bench, going: Iterable[Going]) -> tuple[Packed, ...]:
    """A message for each, in the order of their renditions. Raises Refused, and what `editions` raises."""
    wanted = sorted(going, key=lambda one: (one.rendition.file, one.list))
    parcels = dict(_editions(bench, wanted))
    letter = lru_cache(maxsize=LETTERS)(lambda *what: _letter(bench, *what))
    return tuple(_packed(bench, one, parcels.get(one.message) or _issued(bench, one), letter) for one in wanted)


def _issued(bench: Bench, going: Going) -> Parcel:
    rendition = going.rendition
    return Parcel(bench.dispatch.files[rendition.file], rendition.file, rendition.sha256)


def _packed(bench: Bench, going: Going, parcel: Parcel, letter: Callable[..., Letter]) -> Packed:
    withdrawn = going.purpose == "withdrawal"
    too_large = parcel.size() > bench.office.largest
    reader = bench.key.id_of(going.reader.address)
    said = {
        "message": going.message,
        "purpose": going.purpose,
        "number": bench.dispatch.number,
        "version": bench.dispatch.version,
        "reader": reader,
        "list": going.list,
        "file": going.rendition.file,
        "sha256": "" if withdrawn or too_large else parcel.sha256,
        "code": "" if withdrawn else parcel.code,
    }
    return Packed(going, said, _envelope(bench, going, reader), lambda: letter(going.about(), parcel), bench.office)


def _envelope(bench: Bench, going: Going, reader: str) -> Envelope:
    office, earlier, listed = bench.office, going.earlier, _list(bench, going.list)
    return Envelope(
        office.sender,
        Mailbox(going.reader.address, going.reader.name),
        reader,
        bench.now,
        office.reply_to,
        office.leaving_of(listed, bench.key.leaving_id(going.reader.address)),
        office.mail_list(listed),
        f"<{earlier.message}@{office.domain}>" if earlier and earlier.state != "drafted" else "",
    )


def _list(bench: Bench, named_by: str) -> str:
    """The list that a message goes to; "" for a reader who was named, or whose client was: it is no list of theirs."""
    return "" if named_by in bench.clients else named_by


def _letter(bench: Bench, about: tuple[str, str, str, int, str], parcel: Parcel) -> Letter:
    """The letter for whoever is on a list, or named, and had an earlier version or none."""
    file, slug, named_by, version, had = about
    report = bench.dispatch.reports[file]
    client = bench.clients.get(slug)
    terms = bench.office.terms(
        report.mark, named_by, client.terms if client else "", by_client=named_by in bench.clients
    )
    dress = bench.dress(report)
    if bench.gone:
        report = closed(report) if client and client.copies == "locked" else report
        gone = Gone(bench.gone.at.date(), bench.gone.reason, version, had)
        return withdrawal_letter(report, terms, dress, gone)
    if version:
        earlier = Earlier(version, had)
        return correction_letter(report, parcel.enclosure(), terms, dress, earlier)
    return report_letter(report, parcel.enclosure(), terms, dress)


def _editions(bench: Bench, going: Iterable[Going]) -> Iterator[tuple[str, Parcel]]:
    """The editions that are wanted, by the message that each goes with; numbered on from what the ledger has."""
    numbered = [one for one in going if one.copies != "issued" and one.purpose != "withdrawal"]
    had = {row.message: row.code for row in bench.ledger.rows if row.code}
    following = iter(range(bench.ledger.copies(bench.dispatch.number, bench.dispatch.version) + 1, 10_000_000))
    by_file: dict[str, list[tuple[Going, Copy]]] = {}
    for one in numbered:
        code = had.get(one.message)
        number = CopyCode.parse(code).copy if code else next(following)
        code_of = CopyCode(bench.dispatch.number, bench.dispatch.version, number)
        by_file.setdefault(one.rendition.file, []).append(
            (one, copy_for(one.reader, bench.clients, code_of, _password(bench, one)))
        )
    for file, wanted in by_file.items():
        wanted.sort(key=lambda one: one[1].password or "")
        issued = _issued(bench, wanted[0][0]).content()
        made = editions(issued, (copy for _, copy in wanted), bench.seal, bench.scratch)
        for (one, copy), edition in zip(wanted, made, strict=True):
            name = f"{file.removesuffix('.pdf')}_copy-{copy.code.short}.pdf"
            place = bench.scratch / name
            place.write_bytes(edition.content)
            yield one.message, Parcel(place, name, edition.sha256, str(copy.code), copy.password is not None)


def copy_for(reader: Reader, clients: Mapping[str, ClientTerms], code: CopyCode, password: str | None = None) -> Copy:
    """What the reader's copy says of them."""
    client = clients.get(reader.client)
    return Copy(code, reader.name or reader.address, reader.office, client.organisation if client else "", password)


def _password(bench: Bench, going: Going) -> str | None:
    return bench.passwords(going.reader.client) if going.copies == "locked" else None
