"""A file of anybody's goes in; its bytes, and when it is asked for what it shows, come out."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from iria_reports.issuing.claims import Claim, identifier_in
from iria_reports.printing.limits import MEBIBYTE, Limits
from iria_reports.printing.reading.portrait import Portrait, Unreadable

LARGEST = Limits().file_size  # bytes; the printer writes no larger file
SAID = ("number", "version", "title", "audience", "mark", "client", "as_of", "house")
Look = Callable[[bytes], Portrait]


@dataclass(frozen=True)
class Suspect:
    """A file to be judged. `look` opens it (printing/reading/reading.py); without, its bytes alone are judged."""

    name: str
    content: bytes
    look: Look | None = None

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def opened(self) -> Portrait | Unreadable | None:
        """What it shows, why that cannot be told, or None where nobody is to look."""
        if self.look is None:
            return None
        try:
            return self.look(self.content)
        except Unreadable as error:
            return error

    def up_to(self, end: int) -> "Suspect":
        """What stands before byte `end` alone, as a file of the same name."""
        return replace(self, content=self.content[:end])

    def beside(self, issue: bytes) -> Portrait | None:
        """What an issue shows, to compare with; None where nobody is to look or it cannot be opened (an old one)."""
        try:
            return self.look(issue) if self.look else None
        except Unreadable:
            return None

    @property
    def portrait(self) -> Portrait | None:
        """What it shows, where it can be opened."""
        return self.opened if isinstance(self.opened, Portrait) else None

    @cached_property
    def claim(self) -> Claim | None:
        """Which issue it says to be: by its own metadata and not those of a file in it; unopened, by its bytes."""
        if (portrait := self.portrait) is None:
            return Claim.of(identifier_in(self.content))
        if claim := Claim.of(portrait.identifier):
            return claim
        return Claim.of(portrait.about.get("name", "")) if portrait.about.get("status") == "issued" else None

    def says(self) -> tuple[tuple[str, str], ...]:
        """What it says of itself, by name; of its report.json too, where that was not lost."""
        said = dict(self.portrait.about) if self.portrait else {}
        if claim := self.claim:
            said |= {"number": claim.number, "version": str(claim.version)}
        return tuple((name.replace("_", "-"), said[name]) for name in SAID if name in said)


def take_in(file: Path, look: Look | None) -> Suspect:
    """Read the file. Raises Unreadable for one that is no ordinary file, is empty, too large or closed to us."""
    try:
        if not file.is_file():
            raise Unreadable("special", "it is not an ordinary file")
        size = file.stat().st_size
        if size > LARGEST:
            most = LARGEST // MEBIBYTE
            raise Unreadable("limits", f"it has {size // MEBIBYTE} MiB; no issue has more than {most}")
        if not size:
            raise Unreadable("empty", "it is empty")
        return Suspect(str(file), file.read_bytes(), look)
    except OSError as error:
        raise Unreadable("closed", f"it cannot be read ({error.strerror or error})") from error
