"""Archive: a folder goes in; the places in it come out. Reads nothing but certificates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Archive:
    """The issued reports: the register, and a bag (RFC 8493) for every version.

    register.jsonl        what was issued, line by line: the one record that counts
    register.head         how far the register reached when it was last written
    <number>/v<version>/  a bag, read-only
    keys/                 the certificates of those who signed, kept for good
    aside/                what an interrupted run left, kept and never used
    .staging/             a version that is being made, and what it is to be
    """

    root: Path

    @property
    def register(self) -> Path:
        return self.root / "register.jsonl"

    @property
    def head(self) -> Path:
        return self.root / "register.head"

    @property
    def lock(self) -> Path:
        return self.root / ".lock"

    @property
    def aside(self) -> Path:
        return self.root / "aside"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    def certificates(self) -> tuple[bytes, ...]:
        """Every certificate that something here was signed with, as PEM. Raises OSError."""
        return tuple(file.read_bytes() for file in sorted(self.keys.glob("*.pem")))

    @property
    def staging(self) -> Path:
        return self.root / ".staging"

    @property
    def intent(self) -> Path:
        """What is being made, written before anything is made, removed when the register has it."""
        return self.staging / "intent.json"

    @property
    def stage(self) -> Path:
        """Where it is made."""
        return self.staging / "bag"

    def bag(self, name: str) -> Path:
        """The bag that an entry names."""
        return self.root / name
