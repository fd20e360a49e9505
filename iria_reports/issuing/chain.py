"""A file of JSON lines that is only ever added to: it goes in, its lines come out, each checked against the one before.

Each line holds the hash of the line before: a person can read the file, and nobody can change a line unseen without
making every later line anew. A line counts once it ends; the line being there is the commit.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from iria_reports.disk import sync_file, sync_folder
from iria_reports.errors import ArchiveDamaged
from iria_reports.report import Frozen

FIRST = "0" * 64  # stands where the hash of an earlier line would
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Line(Frozen):
    """What every line has.

    format  the version of what lines of its kind hold
    seq     its place in the file, from 1
    at      when it was written, with its offset from UTC
    prev    SHA-256 of the line before, without its line end; 64 zeros in the first line
    """

    format: Literal[1] = 1
    seq: int = Field(ge=1)
    at: AwareDatetime
    prev: Sha256


L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class End:
    """Where a file ends: how many lines it has, and the SHA-256 of the last, which the next will hold."""

    count: int = 0
    head: str = FIRST

    def after(self, line: "Line") -> "End":
        """Where the file ends once it has the line. Raises ValueError for one that does not follow."""
        if line.prev != self.head or line.seq != self.count + 1:
            raise ValueError("the line does not follow what the file holds")
        return End(line.seq, hashlib.sha256(as_text(line)).hexdigest())


@dataclass(frozen=True)
class Chain(Generic[L]):
    """What a file says.

    torn  bytes after the last line end, left by a write that was cut short: no line
    """

    lines: tuple[L, ...] = ()
    end: End = End()
    torn: bytes = field(default=b"", repr=False)

    def hash_of(self, seq: int) -> str:
        """The SHA-256 of line `seq`, of those that there are: the next line holds it. 64 zeros for 0."""
        return self.lines[seq].prev if seq < self.end.count else self.end.head


@dataclass(frozen=True)
class Kind(Generic[L]):
    """What a file is made of: the types of its lines, what one is called, and what to do where the chain is broken."""

    lines: TypeAdapter[L]
    called: str
    advice: str


def read_chain(file: Path, kind: Kind[L]) -> Chain[L]:
    """The lines of `file`, none where there is no file yet. Raises ArchiveDamaged: unreadable, or a broken chain."""
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Chain()
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror})"
        raise ArchiveDamaged(message, advice="see who may read it, and whether the disk is well") from error
    *written, torn = content.split(b"\n")
    lines: list[L] = []
    head = FIRST
    for seq, text in enumerate(written, 1):
        where = f"{file.name}, line {seq}"
        line = _line(text, where, kind)
        if line.seq != seq:
            raise ArchiveDamaged(f"{where}: it says that it is line {line.seq}", advice=kind.advice)
        if line.prev != head:
            message = f"{where}: the line before it is not the one it was written after"
            raise ArchiveDamaged(message, advice=kind.advice)
        lines.append(line)
        head = hashlib.sha256(text).hexdigest()
    return Chain(tuple(lines), End(len(lines), head), torn)


def as_text(line: Line) -> bytes:
    """The line as it is written, without its end."""
    return line.model_dump_json().encode()


def add_lines(file: Path, end: End, lines: Sequence[Line]) -> End:
    """Add the lines and wait until the disk has them: the caller holds a lock, and the file has no torn tail.

    Raises OSError. A line cut short by it is none; the next run sets it aside.
    """
    new = end.count == 0
    text = b"".join(as_text(line) + b"\n" for line in lines)
    for line in lines:
        end = end.after(line)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        _write_whole(descriptor, text)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if new:
        sync_folder(file.parent)
    return end


def cut_torn_tail(file: Path, chain: Chain[L], aside: Path) -> Chain[L]:
    """Keep the bytes of a write cut short in the folder `aside`, then end the file after its last whole line."""
    if not chain.torn:
        return chain
    part = hashlib.sha256(chain.torn).hexdigest()[:8]
    kept = aside / f"{file.stem}-after-line-{chain.end.count}-{part}.txt"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(chain.torn)
    sync_file(kept)
    sync_folder(aside)
    descriptor = os.open(file, os.O_WRONLY)
    try:
        os.ftruncate(descriptor, os.fstat(descriptor).st_size - len(chain.torn))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return Chain(chain.lines, chain.end)


def _line(text: bytes, where: str, kind: Kind[L]) -> L:
    try:
        return kind.lines.validate_json(text)
    except ValidationError as error:
        wrong = error.errors()[0]
        found = f"{'.'.join(str(part) for part in wrong['loc'])}: {wrong['msg']}"
        raise ArchiveDamaged(f"{where}: not {kind.called} ({found})", advice=kind.advice) from error


def _write_whole(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
