"""The register: a file goes in; its entries come out, the chain checked; an entry goes in, one line is added.

Plain lines of JSON, each holding the hash of the line before: a person can read it, and nobody can change a line
unseen without making every later line anew. A line counts once it ends; the line being there is the commit.
"""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from iria_reports.disk import sync_file, sync_folder
from iria_reports.errors import ArchiveDamaged
from iria_reports.issuing.entries import ENTRY, FIRST, Added, Issued, Void, Withdrawn

Record = Issued | Withdrawn | Void | Added


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


def read_register(file: Path) -> Register:
    """The entries of `file`, none where there is no file yet. Raises ArchiveDamaged: unreadable, or a broken chain."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Register()
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror})"
        raise ArchiveDamaged(message, advice="see who may read it, and whether the disk is well") from error
    *lines, torn = content.split(b"\n")
    entries: list[Record] = []
    head = FIRST
    for seq, line in enumerate(lines, 1):
        entry = _entry(line, f"{file.name}, line {seq}")
        if entry.seq != seq:
            raise _damaged(f"{file.name}, line {seq}: it says that it is line {entry.seq}")
        if entry.prev != head:
            raise _damaged(f"{file.name}, line {seq}: the line before it is not the one it was written after")
        entries.append(entry)
        head = hashlib.sha256(line).hexdigest()
    return Register(tuple(entries), head, torn)


def as_line(entry: Record) -> bytes:
    """The entry as its line, without the line end."""
    return entry.model_dump_json().encode()


def append(file: Path, register: Register, entry: Record) -> Register:
    """Add one line and wait until the disk has it: the caller holds the lock, and `register` has no torn tail.

    Raises OSError. A line cut short by it is no entry; the next run sets it aside.
    """
    if register.torn or entry.prev != register.head or entry.seq != len(register.entries) + 1:
        raise ValueError("the entry does not follow what the register holds")
    line = as_line(entry)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        _write_whole(descriptor, line + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(file.parent)
    return Register((*register.entries, entry), hashlib.sha256(line).hexdigest())


def cut_torn_tail(file: Path, register: Register, aside: Path) -> Register:
    """Keep the bytes of a write cut short in the folder `aside`, then end the register after its last whole line."""
    if not register.torn:
        return register
    kept = aside / f"register-after-line-{len(register.entries)}-{hashlib.sha256(register.torn).hexdigest()[:8]}.txt"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(register.torn)
    sync_file(kept)
    sync_folder(aside)
    descriptor = os.open(file, os.O_WRONLY)
    try:
        os.ftruncate(descriptor, os.fstat(descriptor).st_size - len(register.torn))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return Register(register.entries, register.head)


def _entry(line: bytes, where: str) -> Record:
    try:
        return ENTRY.validate_json(line)
    except ValidationError as error:
        wrong = error.errors()[0]
        found = f"{'.'.join(str(part) for part in wrong['loc'])}: {wrong['msg']}"
        raise _damaged(f"{where}: not an entry of this register ({found})") from error


def _damaged(message: str) -> ArchiveDamaged:
    advice = "put the register back from a copy; `iria-report archive verify` then says whether all is well"
    return ArchiveDamaged(message, advice=advice)


def _write_whole(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
