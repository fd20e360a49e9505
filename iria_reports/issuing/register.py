"""The register: a file goes in; its entries come out, the chain checked; an entry goes in, one line is added."""

from dataclasses import dataclass, field
from pathlib import Path

from iria_reports.issuing.chain import FIRST, Chain, End, Kind, add_lines, cut_torn_tail, read_chain
from iria_reports.issuing.entries import ENTRY, Added, Issued, Void, Withdrawn

Record = Issued | Withdrawn | Void | Added
KIND: Kind[Record] = Kind(
    ENTRY,
    "an entry of this register",
    "put the register back from a copy; `iria-report archive verify` then says whether all is well",
)


@dataclass(frozen=True)
class Register:
    """What the register says.

    entries  every line in order
    head     SHA-256 of the last whole line: what the next one will hold
    torn     bytes after the last line end, left by a write that was cut short: no entry
    """

    entries: tuple[Record, ...] = ()
    head: str = FIRST
    torn: bytes = field(default=b"", repr=False)

    @property
    def issues(self) -> tuple[Issued, ...]:
        """Every issue, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Issued))

    def versions(self, number: str) -> tuple[Issued, ...]:
        """The issues under `number`, the oldest first."""
        return tuple(entry for entry in self.issues if entry.number == number)

    def next_version(self, number: str) -> int:
        """One more than the highest version of `number`, void ones counted: none is used twice.

        A report from before the register is its version 1.
        """
        same = (entry for entry in self.entries if entry.number == number)
        taken = (1 if isinstance(one, Added) else one.version for one in same if not isinstance(one, Withdrawn))
        return max(taken, default=0) + 1

    def withdrawn(self, number: str) -> Withdrawn | None:
        """The withdrawal of `number`, where there was one."""
        return next((one for one in self.entries if isinstance(one, Withdrawn) and one.number == number), None)

    def numbers(self) -> tuple[str, ...]:
        """Every number ever taken, void ones too, in order."""
        return tuple(dict.fromkeys(entry.number for entry in self.entries))

    def chain(self) -> Chain[Record]:
        """The same as the file that it is."""
        return Chain(self.entries, End(len(self.entries), self.head), self.torn)


def read_register(file: Path) -> Register:
    """The entries of `file`, none where there is no file yet. Raises ArchiveDamaged: unreadable, or a broken chain."""
    return _register(read_chain(file, KIND))


def append(file: Path, register: Register, entry: Record) -> Register:
    """Add one line and wait until the disk has it: the caller holds the lock, and `register` has no torn tail.

    Raises OSError. A line cut short by it is no entry; the next run sets it aside.
    """
    if register.torn:
        raise ValueError("the register's torn tail was not set aside")
    end = add_lines(file, register.chain().end, [entry])
    return Register((*register.entries, entry), end.head)


def without_torn_tail(file: Path, register: Register, aside: Path) -> Register:
    """Keep the bytes of a write cut short in the folder `aside`, then end the register after its last whole line."""
    return _register(cut_torn_tail(file, register.chain(), aside))


def _register(chain: Chain[Record]) -> Register:
    return Register(chain.lines, chain.end.head, chain.torn)
