"""A page of anybody's PDF comes in; the letters it paints go out, in the order of painting and without white space.

For comparing two files, not for reading: no lines, no columns. A font says by its ToUnicode map (ISO 32000-1, 9.10.3)
which letters its codes are; one without is read as Latin-1 where its codes are single bytes, and else not at all.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from iria_reports.printing.reading.portrait import Unreadable

SHOWING = frozenset({"Tj", "TJ", "'", '"'})
DEEPEST = 12  # form XObjects in form XObjects
LONGEST_RANGE = 65_536
MOST_LETTERS = 4_000_000  # a report has at most a million (writing/), and its data and notes
UNKNOWN = "\ufffd"
INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff\x00]+")
MAPPING = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
TOKEN = re.compile(rb"<([0-9a-fA-F\s]*)>|(\[)|(\])")


class Shelf:
    """The fonts of a file, each read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], Letters] = {}

    def find(self, font: Any) -> "Letters":
        if not font.is_indirect:
            return Letters(font)
        if font.objgen not in self._read:
            self._read[font.objgen] = Letters(font)
        return self._read[font.objgen]


class Letters:
    """One font: how many bytes a code has, and which letters each code is."""

    def __init__(self, font: Any) -> None:
        composite = font.get("/Subtype") == Name.Type0
        self.width = 2 if composite else 1
        self.known: dict[int, str] = {}
        table = font.get("/ToUnicode")
        if isinstance(table, Stream):
            self._take(table.read_bytes())
        elif not composite:
            self.known = {code: chr(code) for code in range(32, 256)}

    def read(self, codes: bytes) -> str:
        """The letters that the codes stand for."""
        step = self.width
        numbers = (int.from_bytes(codes[at : at + step], "big") for at in range(0, len(codes), step))
        return "".join(self.known.get(number, UNKNOWN) for number in numbers)

    def _take(self, table: bytes) -> None:
        for kind, body in MAPPING.findall(table):
            tokens = [_token(match) for match in TOKEN.finditer(body)]
            if kind == b"codespacerange" and tokens and isinstance(tokens[0], bytes):
                self.width = max(1, len(tokens[0]))
            elif kind == b"bfchar":
                self.known |= {_number(code): _text(text) for code, text in _pairs(tokens)}
            elif kind == b"bfrange":
                self.known |= dict(_ranges(tokens))


def squashed(text: str) -> str:
    """Without white space and what is not seen, ligatures taken apart: what stays when another program rewrites it."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def letters(page: pikepdf.Page, shelf: Shelf) -> str:
    """The page's letters, those of its form XObjects where they are painted. Raises Unreadable past MOST_LETTERS."""
    found, count = [], 0
    for piece in _painted(page, page.resources, shelf, DEEPEST):
        found.append(piece)
        count += len(piece)
        if count > MOST_LETTERS:
            raise Unreadable("limits", f"it has more than {MOST_LETTERS:,} letters; no issue has")
    return squashed("".join(found))


def letters_of(form: Any, shelf: Shelf) -> str:
    """The letters of a form XObject. Raises Unreadable past MOST_LETTERS."""
    found = "".join(_painted(form, form.get("/Resources", Dictionary()), shelf, DEEPEST))
    if len(found) > MOST_LETTERS:
        raise Unreadable("limits", f"it has more than {MOST_LETTERS:,} letters; no issue has")
    return squashed(found)


def _painted(content: Any, resources: Any, shelf: Shelf, depth: int) -> Iterator[str]:
    fonts, forms = resources.get("/Font", Dictionary()), resources.get("/XObject", Dictionary())
    font: Letters | None = None
    kept: list[Letters | None] = []
    for instruction in pikepdf.parse_content_stream(content, "q Q Tf Tj TJ ' \" Do"):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "q":
            kept.append(font)
        elif name == "Q":
            font = kept.pop() if kept else None
        elif name == "Tf":
            found = fonts.get(str(operands[0]))
            font = shelf.find(found) if isinstance(found, Dictionary) else None
        elif name == "Do":
            form = forms.get(str(operands[0]))
            if depth and isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                yield from _painted(form, form.get("/Resources", resources), shelf, depth - 1)
        elif name in SHOWING and font is not None and operands:
            yield from (font.read(codes) for codes in _strings(operands[-1]))


def _strings(operand: Any) -> Iterator[bytes]:
    for piece in operand if isinstance(operand, Array) else [operand]:
        if isinstance(piece, pikepdf.String):
            yield bytes(piece)


def _token(match: re.Match[bytes]) -> bytes | str:
    if match[1] is None:
        return "[" if match[2] else "]"
    digits = b"".join(match[1].split()).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _number(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _text(code: bytes) -> str:
    return code.decode("utf-16-be", "replace")


def _pairs(tokens: list[bytes | str]) -> Iterator[tuple[bytes, bytes]]:
    plain = [token for token in tokens if isinstance(token, bytes)]
    return zip(plain[::2], plain[1::2], strict=False)


def _ranges(tokens: list[bytes | str]) -> Iterator[tuple[int, str]]:
    """`<first> <last> <text of the first>` or `<first> <last> [<text> …]`."""
    position = 0
    while position + 2 < len(tokens):
        first, last, third = tokens[position : position + 3]
        position += 3
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            return
        if isinstance(third, bytes):
            count = min(_number(last) - _number(first) + 1, LONGEST_RANGE)
            start = int.from_bytes(third, "big")
            for offset in range(count):
                yield _number(first) + offset, _text((start + offset).to_bytes(len(third) + 1, "big")[1:])
            continue
        while position < len(tokens) and isinstance(text := tokens[position], bytes):
            yield _number(first), _text(text)
            first = (_number(first) + 1).to_bytes(8, "big")
            position += 1
        position += 1
