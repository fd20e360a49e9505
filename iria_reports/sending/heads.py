"""A file of the readers' folder goes in; its lines come out, if none of those once written is lost or another.

ledger.jsonl has a ledger.head beside it, and lists.jsonl a lists.head: how far it reached, and which key its hashes are
made with. What the chain cannot show, they do: a last line that was changed, lines or a whole file that are gone.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from iria_reports.errors import ArchiveDamaged
from iria_reports.issuing.chain import FIRST, Chain, End, Kind, L, Sha256, read_chain
from iria_reports.report import Frozen
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.holding import replace_whole
from iria_reports.sending.reader import ReaderKey

LENGTH = 256  # octets, always: it is written in place, in one disk's block, and a power cut leaves the old or the new
LOST = "put it back from a copy of the folder, or see docs/readers.md"


class Head(Frozen):
    """The file reached line `seq`, whose SHA-256 is `head`; `key` is the key's fingerprint, "" where there is none."""

    format: Literal[1] = 1
    seq: int = Field(ge=0)
    head: Sha256
    key: str = Field("", pattern="^([0-9a-f]{32})?$")


def read_whole(folder: ReadersFolder, file: Path, kind: Kind[L]) -> Chain[L]:
    """The lines of ledger.jsonl or lists.jsonl. Raises ArchiveDamaged: lost, changed, or kept by another key."""
    try:
        return _whole(folder, file, kind)
    except ArchiveDamaged:
        return _whole(folder, file, kind)  # a head can be met half-written by who does not hold the folder


def make_heads(folder: ReadersFolder) -> None:
    """Make the heads that are not there yet, from the files as they are. Raises OSError. The caller holds one of them.

    A folder from before has none: what its files have by now is taken for all that they had.
    """
    for file in (folder.ledger, folder.lists):
        if not (head := folder.head(file)).exists():
            with suppress(FileExistsError, FileNotFoundError):  # who adds to the other file makes it at this moment
                replace_whole(head, _text(_end_of(file), folder))


def note(folder: ReadersFolder, file: Path, end: End) -> None:
    """Say that the file reaches so far: lines are on the disk before. Raises OSError. The caller alone adds to it.

    The disk is not waited for: a head that is behind is well, and the next line mends it.
    """
    try:
        with folder.head(file).open("r+b", buffering=0) as head:
            head.write(_text(end, folder))
    except FileNotFoundError:
        make_heads(folder)


def _whole(folder: ReadersFolder, file: Path, kind: Kind[L]) -> Chain[L]:
    begun = any(folder.head(one).exists() for one in (folder.ledger, folder.lists))
    head = _read(folder.head(file))  # before the lines: what is added meanwhile is no fault
    chain = read_chain(file, kind)
    if head is None:
        if begun:
            raise ArchiveDamaged(f"{folder.head(file)} is gone, which says how far {file.name} reached", advice=LOST)
        return chain
    if head.key and (key := _fingerprint(folder)) and key != head.key:
        message = f"{folder.key} is not the key that {file.name} is kept by: nobody in it would be known again"
        raise ArchiveDamaged(message, advice="put the key back from a copy of the folder")
    if head.seq > chain.end.count:
        has = f"has {chain.end.count} of the" if file.exists() else "is gone, with the"
        raise ArchiveDamaged(f"{file} {has} {head.seq} lines that it had", advice=kind.advice)
    if chain.hash_of(head.seq) != head.head:
        raise ArchiveDamaged(f"{file.name}, line {head.seq}: it is not the one that was written", advice=kind.advice)
    return chain


def _read(file: Path) -> Head | None:
    try:
        return Head.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror})"
        raise ArchiveDamaged(message, advice="see who may read it, and whether the disk is well") from error
    except ValidationError as error:
        raise ArchiveDamaged(f"{file} does not say how far its file reached", advice=LOST) from error


def _text(end: End, folder: ReadersFolder) -> bytes:
    head = Head(seq=end.count, head=end.head, key=_fingerprint(folder))
    return head.model_dump_json().encode().ljust(LENGTH - 1) + b"\n"


def _end_of(file: Path) -> End:
    """Where a file ends, its lines unread."""
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    return End(len(lines), hashlib.sha256(lines[-1]).hexdigest() if lines else FIRST)


def _fingerprint(folder: ReadersFolder) -> str:
    """The key's, "" where it is not to be had: whoever needs it is told so elsewhere."""
    with suppress(OSError):
        return ReaderKey(folder.key.read_bytes()).fingerprint
    return ""
