"""A folder, a Maildir, an mbox or one file goes in; the messages saved in it come out as bytes, each with its name.

What cannot be read, or is no message, comes out too, with the reason.
"""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LARGEST = 64 * 2**20  # octets of a message: what comes back holds the report, in base64
LARGEST_MBOX = 2 * 2**30
MAILDIR = {"cur", "new"}  # `tmp` holds what is being delivered: maildir(5)
HEADER = re.compile(rb"[!-9;-~]{1,76}:")  # RFC 5322, 2.2
FROM = b"From "
NO_MESSAGE = "it is no saved message; save it as .eml"


@dataclass(frozen=True)
class Saved:
    """A message. `why` says why there is none, and is "" where there is one."""

    name: str
    content: bytes = field(default=b"", repr=False)
    why: str = ""


def saved(place: Path) -> Iterator[Saved]:
    """Every message that is saved in `place`, by name; nothing is written or moved."""
    files = [place] if place.is_file() else sorted(one for one in place.rglob("*") if one.is_file())
    for file in files:
        name = file.relative_to(place).as_posix() if file != place else file.name
        if file.parent.name == "tmp" and (file.parent.parent / "cur").is_dir():
            continue
        try:
            yield from _read(file, name)
        except OSError as error:
            yield Saved(name, why=f"it cannot be read ({error.strerror or error})")


def _read(file: Path, name: str) -> Iterator[Saved]:
    with file.open("rb") as opened:
        begin = opened.read(200)
    if begin.startswith(FROM) and file.parent.name not in MAILDIR:
        yield from _of_mbox(file, name)
    elif not HEADER.match(begin.removeprefix(b"\xef\xbb\xbf")):
        yield Saved(name, why=NO_MESSAGE)
    elif file.stat().st_size > LARGEST:
        yield _too_large(name)
    else:
        yield Saved(name, file.read_bytes())


def _of_mbox(file: Path, name: str) -> Iterator[Saved]:
    if file.stat().st_size > LARGEST_MBOX:
        yield _too_large(name)
        return
    box = mailbox.mbox(file, create=False)
    try:
        for at, key in enumerate(box.iterkeys(), 1):
            with box.get_file(key) as message:
                content = message.read(LARGEST + 1)
            one = f"{name}, message {at}"
            yield Saved(one, content) if len(content) <= LARGEST else _too_large(one)
    finally:
        box.close()


def _too_large(name: str) -> Saved:
    return Saved(name, why=f"it is larger than {LARGEST // 2**20} MB")
