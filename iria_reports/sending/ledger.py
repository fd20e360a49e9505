"""The ledger: what became of each message, line by line; its lines go in and out, and it is only ever added to.

A message that is being handed over stands as `unknown` before its first byte leaves: whoever dies then has told the
truth, and nobody is written to twice by a program that does not know.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from iria_reports.issuing.archive import Clock
from iria_reports.issuing.chain import End, Kind, Line, add_lines, cut_torn_tail
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.heads import note, read_whole
from iria_reports.sending.holding import alone, or_cannot_write
from iria_reports.sending.reader import ReaderId

State = Literal["drafted", "queued", "unknown", "sent", "deferred", "refused", "bounced", "settled"]
Purpose = Literal["report", "correction", "withdrawal"]


class Row(Line):
    """One message, and what had become of it when the line was written.

    message   its Message-ID without the brackets and the domain: the same for the same reader, version and purpose
    list      the list that it went to, "" where the reader was named
    file      the rendition that it is about, as the archive names it
    sha256    of the bytes enclosed, "" where the message had none
    code      the copy code of an edition, "" for the issued bytes as they are
    answer    what the mail server, a delivery notice or a person said, with every address taken out
    """

    message: str
    purpose: Purpose
    number: str
    version: int
    reader: ReaderId
    list: str = ""
    file: str
    sha256: str = ""
    code: str = ""
    state: State
    answer: str = ""


KIND: Kind[Row] = Kind(
    TypeAdapter(Row),
    "a line of the ledger",
    "put it back from a copy of the folder, or see docs/readers.md: what is not in it would be sent again",
)


@dataclass(frozen=True)
class Ledger:
    """What the ledger says. Only a `Writing` one can be added to."""

    rows: tuple[Row, ...] = ()

    def last(self) -> Mapping[str, Row]:
        """The last row of each message, by its Message-ID; in the order in which they were first meant."""
        return {row.message: row for row in self.rows}

    def about(self, number: str, version: int | None = None) -> tuple[Row, ...]:
        """The last row of each message about a number, or one version of it."""
        rows = self.last().values()
        return tuple(row for row in rows if row.number == number and version in (None, row.version))

    def copies(self, number: str, version: int) -> int:
        """The highest copy that was numbered of a version; 0 for none. A code ends in `/<copy>-<check>`."""
        codes = (row.code for row in self.rows if row.code and (row.number, row.version) == (number, version))
        return max((int(code.rpartition("/")[2].partition("-")[0]) for code in codes), default=0)


class Writing:
    """The ledger under this process's lock: what was added to it is on the disk when `add` returns."""

    def __init__(self, folder: ReadersFolder, rows: tuple[Row, ...], end: End, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self._rows = list(rows)
        self._end = end

    def ledger(self) -> Ledger:
        """What it says now."""
        return Ledger(tuple(self._rows))

    def add(self, said: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
        """Add a row for each mapping of what `Row` has beyond any line, with one wait for the disk.

        Raises CannotWrite.
        """
        end, rows = self._end, []
        for one in said:
            row = Row(seq=end.count + 1, at=self.clock(), prev=end.head, **one)
            end = end.after(row)
            rows.append(row)
        with or_cannot_write(self.folder):
            self._end = add_lines(self.folder.ledger, self._end, rows)
            note(self.folder, self.folder.ledger, self._end)
        self._rows += rows
        return tuple(rows)

    def turn(self, row: Row, state: State, answer: str = "", **changed: Any) -> Row:
        """Add what has become of the message of `row` since. Raises CannotWrite."""
        kept = row.model_dump(exclude={"format", "seq", "at", "prev"})
        return self.add([{**kept, "state": state, "answer": answer, **changed}])[0]


def read_ledger(folder: ReadersFolder) -> Ledger:
    """What it says; nothing is written. Raises ArchiveDamaged where it does not hold."""
    return Ledger(read_whole(folder, folder.ledger, KIND).lines)


@contextmanager
def writing(folder: ReadersFolder, clock: Clock, *, patience: float = 10.0) -> Iterator[Writing]:
    """The ledger, held for this process alone, its torn tail set aside. Raises ArchiveDamaged, CannotWrite or Refused.

    patience  seconds to wait for another run that sends
    """
    with alone(folder, patience):
        with or_cannot_write(folder):
            chain = cut_torn_tail(folder.ledger, read_whole(folder, folder.ledger, KIND), folder.aside)
        yield Writing(folder, chain.lines, chain.end, clock)
