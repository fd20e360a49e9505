"""A file's bytes and the certificates at hand go in; what the signature in it proves, by itself, comes out in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from iria_reports.issuing.plain import plain
from iria_reports.signing.ready import signature_in

SHOWN = 12  # digits of a fingerprint


@dataclass(frozen=True)
class Seal:
    """A signature in a PDF, judged by the certificates at hand; its values as signing/carried.py has them."""

    state: str
    name: str
    fingerprint: str
    end: int
    odd: tuple[int, int] | None
    unheld: tuple[str, ...]

    @property
    def ours(self) -> bool:
        """Whether a key of ours made it, be it of these bytes or of others."""
        return self.state in ("holds", "gap", "changed")

    def words(self, size: int) -> Iterator[str]:
        """What it proves of a file of so many bytes, a clause each, and what it says nothing of."""
        if self.state == "unknown":
            yield "it bears a signature that names none of the certificates at hand"
            return
        by = f"{plain(self.name)}, certificate {self.fingerprint[:SHOWN]}"
        if self.state == "broken":
            yield f"its signature does not hold: it names {by}, whose key did not make it"
        elif self.state == "changed":
            yield f"signed by {by}, and changed since"
        else:
            yield f"signed by {by}; every byte that the signature covers is as signed"
        if self.odd:
            first, end = self.odd
            where = f"byte {first} is" if end == first + 1 else f"bytes {first} to {end - 1} are"
            yield f"in the signature's own place {where} not as a signer writes them"
        if self.ours and size > self.end:
            yield f"the signature covers the first {self.end:,} bytes, {size - self.end:,} follow"
        yield from (f"not checked: {part}" for part in self.unheld)

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "state": self.state,
            "by": self.name or None,
            "certificate": self.fingerprint or None,
            "covers": self.end,
            "odd": list(self.odd) if self.odd else None,
            "unheld": list(self.unheld),
        }


def seal_in(content: bytes, certificates: Sequence[bytes]) -> Seal | None:
    """The signature in the file; None where there is none, no certificate to judge it by, or no library that can."""
    found = signature_in(content, certificates) if certificates else None
    return Seal(found.state, found.name, found.fingerprint, found.end, found.odd, found.unheld) if found else None
