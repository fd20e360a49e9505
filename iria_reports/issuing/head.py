"""The head: how far the register reached when it was last written. A register that falls short of it has lost lines.

The chain of hashes shows a line that was changed, and not that the last ones are gone: this file does.
"""

import base64
import binascii
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from iria_reports.disk import sync_file, sync_folder
from iria_reports.errors import ArchiveDamaged
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.chain import Sha256
from iria_reports.issuing.entries import Issued
from iria_reports.issuing.register import Register, read_register
from iria_reports.report import Frozen
from iria_reports.signing.seal import Seal

Check = Callable[[bytes, bytes, Iterable[bytes]], str]


class Head(Frozen):
    """The register reached line `seq`, whose SHA-256 is `head`, at `at`.

    signature  base64 of a CMS signature of `said()`, or "" where nobody signed
    """

    seq: int = Field(ge=0)
    head: Sha256
    at: AwareDatetime
    signature: str = ""

    def said(self) -> bytes:
        """What is signed: the file's JSON without the signature."""
        return self.model_dump_json(exclude={"signature"}).encode()


def read_head(file: Path) -> Head | None:
    """What the file says; None where there is none yet. Raises ArchiveDamaged."""
    try:
        return Head.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        message = f"{file.name} does not say how far the register reached"
        raise ArchiveDamaged(message, advice="put it back from a copy of the archive") from error


def read_checked(archive: Archive) -> Register:
    """The register, held against its head; nothing is written or healed. Raises ArchiveDamaged."""
    head = read_head(archive.head)  # first: whoever adds a line meanwhile writes the head last
    register = read_register(archive.register)
    check_head(head, register)
    return register


def check_head(head: Head | None, register: Register) -> None:
    """Raises ArchiveDamaged where lines that were there are gone. Lines after the head are well: it is written last."""
    if head is None or head.seq == 0:
        return
    if head.seq > len(register.entries):
        gone = head.seq - len(register.entries)
        message = f"the register has {len(register.entries)} lines; at {head.at:%Y-%m-%d %H:%M %z} it had {head.seq}"
        raise ArchiveDamaged(message, advice=f"put back the {gone} lost from a copy of the archive")
    if register.chain().hash_of(head.seq) != head.head:
        message = f"line {head.seq} of the register is not the one that was written"
        raise ArchiveDamaged(message, advice="put the register back from a copy of the archive")


def check_signature(head: Head | None, register: Register, check: Check, certificates: Iterable[bytes]) -> None:
    """Raises ArchiveDamaged where the head is not signed with one of the `certificates` (PEM), and must be.

    check  as a Seal has it; a machine that only reads has none, and signing/checking.py instead
    It must be where it stands at the line of an issue that is signed: the same key was at hand.
    """
    if head is None or not (head.signature or _at_a_signed_line(head, register)):
        return
    try:
        check(head.said(), base64.b64decode(head.signature, validate=True), certificates)
    except (ValueError, binascii.Error) as error:
        why = str(error) if head.signature else "its signature was taken away"
        message = f"how far the register reached is not as it was signed: {why}"
        raise ArchiveDamaged(message, advice="put register.head and the register back from a copy") from error


def _at_a_signed_line(head: Head, register: Register) -> bool:
    lines = register.entries[head.seq - 1 : head.seq] if head.seq else ()
    return any(isinstance(one, Issued) and bool(one.certificate) for one in lines)


def write_head(file: Path, register: Register, at: datetime, seal: Seal | None = None) -> None:
    """Note how far the register reaches: a new file beside the old one, then renamed over it. Raises OSError."""
    new = file.with_name(f"{file.name}.new")
    head = Head(seq=len(register.entries), head=register.head, at=at)
    if seal:
        signature = base64.b64encode(seal.signature_of(head.said(), stamped=False)).decode()
        head = head.model_copy(update={"signature": signature})
    text = (head.model_dump_json() if seal else head.said().decode()) + "\n"
    new.write_text(text, encoding="utf-8", newline="\n")
    sync_file(new)
    os.replace(new, file)
    sync_folder(file.parent)
