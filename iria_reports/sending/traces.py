"""Folders and a reader go in; the drafts written to them, and every other file that names them, come out."""

import email.policy
import re
from collections.abc import Iterable, Iterator
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path

from iria_reports.sending.ledger import Row
from iria_reports.sending.reader import Reader, ReaderId, normal

LONGEST_HEAD = 65_536  # bytes; a message's head ends at its first empty line
SHORTEST_NAME = 5  # letters: a shorter name alone stands in too many other words


def draft_ending(row: Row) -> str:
    """How the name of a message's draft ends, whoever its reader is."""
    notice = "" if row.purpose == "report" else f"_{row.purpose}"
    return f"_{row.reader[:8]}{notice}.eml"


def drafts_of(folder: Path, identity: ReaderId, address: str) -> tuple[Path, ...]:
    """The drafts of messages to a reader, those too that an interrupted run left half-written. Raises OSError.

    They are known by the hash in their name or by their To.
    """
    files = sorted(file for file in folder.rglob("*") if file.suffix in (".eml", ".new") and file.is_file())
    named = re.compile(rf"_{re.escape(identity[:8])}(_|$)")
    return tuple(file for file in files if named.search(file.stem) or address in _written_to(file))


def naming(folders: Iterable[Path], reader: Reader) -> Iterator[Path]:
    """Every file with the reader's address or whole name in its bytes or its name. Raises OSError.

    What is encoded or compressed in a file is not looked into.
    """
    sought = [word.casefold() for word in (reader.address, reader.name) if len(word) >= SHORTEST_NAME]
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                text = f"{file.name}\n{file.read_bytes().decode('utf-8', 'replace')}".casefold()
                if any(word in text for word in sought):
                    yield file


def _written_to(file: Path) -> frozenset[str]:
    """The addresses in the head of a message."""
    with file.open("rb") as message:
        head = message.read(LONGEST_HEAD).replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    parsed = BytesHeaderParser(policy=email.policy.compat32).parsebytes(head + b"\n\n")
    return frozenset(normal(address) for _, address in getaddresses([str(one) for one in parsed.get_all("To", [])]))
