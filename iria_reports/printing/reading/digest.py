"""An object of a PDF comes in; a hash of what it means goes out, the same whatever its number, its filter or its place.

Two files that differ only in how they are written down (object numbers, compression, cross-reference table) have equal
hashes. What leads back to where it hangs (a page's Parent, an annotation's P) is left out.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

UP = frozenset({"/Parent", "/P", "/Prev", "/Last", "/StructParent", "/StructParents"})
WRITTEN = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})  # how a stream is kept, not what it holds
OBSOLETE = frozenset({"/ProcSet"})  # ISO 32000-1, 14.2


class Digests:
    """The hashes of one file's objects, each made once. Raises RecursionError for what is nested without end."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._made: dict[tuple[int, int], bytes] = {}

    def of(self, thing: Any) -> str:
        """The hash, in hexadecimal."""
        return self._of(thing).hex()

    def _of(self, thing: Any) -> bytes:
        indirect = isinstance(thing, pikepdf.Object) and thing.is_indirect
        if not indirect:
            return self._make(thing)
        if (number := self._pages.get(thing.objgen)) is not None:
            return b"page %d" % number
        if thing.objgen not in self._made:
            self._made[thing.objgen] = b"a circle"  # what is met again on the way down
            self._made[thing.objgen] = self._make(thing)
        return self._made[thing.objgen]

    def _make(self, thing: Any) -> bytes:
        made = hashlib.sha256()
        if isinstance(thing, Stream):
            made.update(b"stream")
            content, filtered = unpacked(thing)
            made.update(hashlib.sha256(content).digest())
            made.update(str(filtered).encode())
            self._entries(made, thing, WRITTEN)
        elif isinstance(thing, Dictionary):
            made.update(b"dictionary")
            self._entries(made, thing)
        elif isinstance(thing, Array):
            made.update(b"array")
            for one in thing:
                made.update(self._of(one))
        else:
            made.update(_plain(thing))
        return made.digest()

    def _entries(self, made: Any, thing: Any, without: frozenset[str] = frozenset()) -> None:
        for key in sorted(set(thing.keys()) - UP - OBSOLETE - without):
            value = thing[key]
            if key == "/First":
                for one in _siblings(value):
                    made.update(b"/First=" + self._of(one))
            elif value is not None and not (key == "/Next" and "/Title" in thing):
                made.update(key.encode() + b"=" + self._of(value))


def _siblings(first: Any) -> Iterator[Any]:
    """A bookmark and those after it (ISO 32000-1, 12.3.3): a chain, which no recursion could follow to its end."""
    seen: set[tuple[int, int]] = set()
    while isinstance(first, Dictionary) and first.objgen not in seen:
        seen.add(first.objgen)
        yield first
        first = first.get("/Next")


def unpacked(stream: Any) -> tuple[bytes, object]:
    """Its bytes, and the filter where they stay as it left them (a photograph's DCT)."""
    try:
        return stream.read_bytes(), ""
    except pikepdf.PdfError:
        return stream.read_raw_bytes(), stream.get("/Filter", "")


def content_of(page: Any) -> bytes:
    """A page's content, whole where it is kept in parts (ISO 32000-1, 7.8.2)."""
    parts = page.get("/Contents", Array())
    parts = list(parts) if isinstance(parts, Array) else [parts]
    return b"\n".join(unpacked(part)[0] for part in parts if isinstance(part, Stream)).strip()


def _plain(thing: Any) -> bytes:
    if isinstance(thing, pikepdf.String):
        return b"(" + bytes(thing)
    if isinstance(thing, Name):
        return str(thing).encode("utf-8", "surrogatepass")
    if isinstance(thing, bool) or thing is None:
        return str(thing).encode()
    try:
        return b"%.4g" % float(thing)  # 0.50 and .5 are one number; some rewriters keep six digits and some five
    except (TypeError, ValueError):
        return repr(thing).encode()
