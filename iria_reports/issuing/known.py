"""A register goes in; every file it names comes out, by its hash or name, and how its number stands today."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from iria_reports.issuing.archive import Archive
from iria_reports.issuing.entries import Added, Issued, IssuedRendition
from iria_reports.issuing.head import read_checked
from iria_reports.issuing.register import Register

OUTSIDE = re.compile(r"^/|(^|/)\.\.(/|$)|[\\:\x00]")  # a place that would lead out of the archive, on any system


@dataclass(frozen=True)
class Kept:
    """One file that was issued.

    version  0 for a report from before this program, taken in as it was
    place    where it lies, relative to the archive
    signature, certificate  as the register's line has them
    """

    number: str
    version: int
    title: str
    issued: date
    rendition: IssuedRendition
    place: str
    signature: str = "none"
    certificate: str = ""

    @property
    def name(self) -> str:
        """What the file calls itself (dc:identifier): its name without `.pdf`."""
        return self.rendition.file.removesuffix(".pdf")


@dataclass(frozen=True)
class Standing:
    """How a file's number stands.

    latest  its last version
    reason  why it was withdrawn, or what was changed in the latest version as its notice says
    day     when
    """

    word: Literal["current", "superseded", "withdrawn"]
    latest: int
    reason: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Known:
    """All that the register says of files. `root` is the archive's folder."""

    root: Path
    register: Register

    @classmethod
    def of(cls, archive: Archive) -> "Known":
        """Read the register of `archive`; nothing is written or healed. Raises ArchiveDamaged, OSError."""
        return cls(archive.root, read_checked(archive))

    @cached_property
    def files(self) -> tuple[Kept, ...]:
        """Every file ever issued or taken in, in order."""
        return tuple(
            kept for entry in self.register.entries if isinstance(entry, Issued | Added) for kept in _of(entry)
        )

    @cached_property
    def by_hash(self) -> dict[str, Kept]:
        """By SHA-256."""
        return {kept.rendition.sha256: kept for kept in self.files}

    @cached_property
    def by_name(self) -> dict[str, Kept]:
        """By what a file calls itself."""
        return {kept.name: kept for kept in self.files}

    def numbered(self, number: str, version: int | None = None) -> tuple[Kept, ...]:
        """The files of a number, or of one version of it."""
        return tuple(one for one in self.files if one.number == number and version in (None, one.version))

    def standing(self, kept: Kept) -> Standing:
        """How it stands by the register as it is now."""
        versions = self.register.versions(kept.number)
        last = max(versions, key=lambda one: one.version, default=None)
        latest = last.version if last else kept.version
        if gone := self.register.withdrawn(kept.number):
            return Standing("withdrawn", latest, gone.reason, gone.at.date())
        if last and latest > kept.version:
            return Standing("superseded", latest, last.notice, last.issued)
        return Standing("current", latest)

    def successor(self, kept: Kept) -> Kept | None:
        """The same rendition in the latest version, or else another of that version."""
        latest = self.numbered(kept.number, self.standing(kept).latest)
        return max(latest, key=lambda one: _alike(one.rendition, kept.rendition), default=None)

    def path(self, kept: Kept) -> Path | None:
        """Where its file lies; None where it is missing, or where the register would lead out of the archive."""
        if OUTSIDE.search(kept.place):
            return None
        file = self.root / kept.place
        return file if file.is_file() else None

    def content(self, kept: Kept) -> bytes | None:
        """Its bytes, for comparing; None where they are not to be had, or are not what the register says."""
        file = self.path(kept)
        try:
            content = file.read_bytes() if file else b""
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == kept.rendition.sha256 else None


def _of(entry: Issued | Added) -> Iterable[Kept]:
    version = entry.version if isinstance(entry, Issued) else 0
    signed = (entry.signature, entry.certificate) if isinstance(entry, Issued) else ()
    for one in entry.renditions:
        yield Kept(entry.number, version, entry.title, entry.issued, one, f"{entry.bag}/data/{one.file}", *signed)


def _alike(one: IssuedRendition, other: IssuedRendition) -> int:
    names = ("audience", "language", "client", "mark")
    return sum(getattr(one, name) == getattr(other, name) for name in names)
