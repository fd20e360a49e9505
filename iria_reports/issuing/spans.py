"""Two files' bytes go in; where they differ comes out: ranges of bytes, and how many they share in place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PIECE = 4096
MOST_PIECES = 64  # beyond that the file was written anew, and ranges tell nothing
MOST_SPANS = 8
NEAR = 16  # bytes between two changes that count as one
SAMPLE = 256
SAMPLES = 7
PDF_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF(?:\r\n|\n|\r|)")  # ISO 32000-1, 7.5.5
LEAST = 256  # bytes: two files of one program begin alike


@dataclass(frozen=True)
class Span:
    """Bytes `first` to `end` (not included) of the file, counted from 0, in place of `was` bytes of the issue."""

    first: int
    end: int
    was: int

    def __str__(self) -> str:
        new, where = self.end - self.first, f"at byte {self.first}"
        if new and new == self.was:
            return f"byte {self.first}" if new == 1 else f"bytes {self.first} to {self.end - 1}"
        if not new:
            return f"{self.was} missing {where}"
        return f"{new} in place of {self.was} {where}" if self.was else f"{new} put in {where}"


@dataclass(frozen=True)
class Bytes:
    """Where two files differ.

    spans   the first ranges; `more` there are others
    shared  bytes that stand where they stood, counted from the beginning or from the end
    of      bytes of the issue
    found   bytes of the file
    """

    spans: tuple[Span, ...]
    more: bool
    shared: int
    of: int
    found: int

    def in_place(self, part: float) -> bool:
        """Whether so much of the shorter one stands where it stood: it was changed or cut off, not written anew."""
        return self.shared >= max(LEAST, part * min(self.of, self.found))

    def __str__(self) -> str:
        more = ", and more" if self.more else ""
        return f"{', '.join(str(span) for span in self.spans)}{more}"


def compare_bytes(issue: bytes, found: bytes) -> Bytes:
    """Where `found` differs from `issue`."""
    if len(issue) == len(found):
        return _in_place(issue, found)
    before = _common(issue, found)
    after = min(_common(issue[::-1], found[::-1]), min(len(issue), len(found)) - before)
    span = Span(before, len(found) - after, len(issue) - after - before)
    return Bytes((span,), False, before + after, len(issue), len(found))


def _in_place(issue: bytes, found: bytes) -> Bytes:
    pieces = [at for at in range(0, len(issue), PIECE) if issue[at : at + PIECE] != found[at : at + PIECE]]
    changed: list[int] = []
    for at in pieces[:MOST_PIECES]:
        pairs = zip(issue[at : at + PIECE], found[at : at + PIECE], strict=True)
        changed += (at + offset for offset, (one, other) in enumerate(pairs) if one != other)
    lost = len(changed) + PIECE * max(0, len(pieces) - MOST_PIECES)
    spans = list(_spans(changed))
    more = len(spans) > MOST_SPANS or len(pieces) > MOST_PIECES
    return Bytes(tuple(spans[:MOST_SPANS]), more, max(0, len(issue) - lost), len(issue), len(found))


def _spans(changed: list[int]) -> Iterator[Span]:
    first = last = None
    for at in changed:
        if first is not None and last is not None and at - last > NEAR:
            yield Span(first, last + 1, last + 1 - first)
            first = None
        first, last = at if first is None else first, at
    if first is not None and last is not None:
        yield Span(first, last + 1, last + 1 - first)


def _common(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    whole = min(len(one), len(other))
    at = next((at for at in range(0, whole, PIECE) if one[at : at + PIECE] != other[at : at + PIECE]), whole)
    pairs = zip(one[at : at + PIECE], other[at : at + PIECE], strict=False)
    return at + next((offset for offset, (a, b) in enumerate(pairs) if a != b), min(PIECE, whole - at))


def kinship(file: Path, content: bytes) -> int:
    """How many of a few samples of `file` stand in `content` where they stood, from the beginning or from the end.

    Raises OSError.
    """
    size, found = file.stat().st_size, 0
    length = min(SAMPLE, size, len(content))
    if not length:
        return 0
    with file.open("rb") as issue:
        for part in range(SAMPLES):
            at = (size - length) * part // (SAMPLES - 1)
            issue.seek(at)
            sample = issue.read(length)
            end = len(content) - (size - at)
            found += sample == content[at : at + length] or (end >= 0 and sample == content[end : end + length])
    return found


def unsigned_part(issued: bytes) -> bytes:
    """An issued file as it was before it was signed: signing adds an update behind what the printer wrote in one go.

    The whole file where it bears no signature.
    """
    end = PDF_END.search(issued)
    if end is None or b"/ByteRange" not in issued[end.end() :]:
        return issued
    return issued[: end.end()]
