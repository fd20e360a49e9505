"""THE MAP of editions: an issued file and readers go in; each reader's own stamped copy comes out, signed anew.

Issued file  ->  its unsigned part  ->  a stamp for each reader  ->  stamped copies  ->  (signature)  ->  Edition

Nothing is laid out again. Without password and signature, the same issue and reader give the same bytes.
"""

import hashlib
import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from iria_reports.composing.words import phrase
from iria_reports.desk import house_folder
from iria_reports.errors import Refused
from iria_reports.issuing.spans import unsigned_part
from iria_reports.printing.copies.copying import Wanted, copies, language_of
from iria_reports.printing.copies.stamp import Stamp
from iria_reports.sending.copy_code import CopyCode
from iria_reports.signing.seal import Seal
from iria_reports.writing.glyphs import undrawable

FONTS = ("source-sans-3/SourceSans3-Regular.ttf", "amiri/Amiri-Regular.ttf")
JOINERS = "\u200c\u200d"  # Persian and Urdu are spelt with them
BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Copy:
    """What one reader is to get.

    name, office, organisation  as the stamp says them; what is "" is left out
    password                    what opens the edition, or None
    """

    code: CopyCode
    name: str
    office: str = ""
    organisation: str = ""
    password: str | None = field(default=None, repr=False)

    @property
    def reader(self) -> str:
        """Whom the stamp names, on one line; nothing in it turns or hides what stands beside it."""
        parts = (_visible(part) for part in (self.name, self.office, self.organisation))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Edition:
    """One reader's copy: its bytes and their SHA-256, in hexadecimal."""

    copy: Copy
    content: bytes = field(repr=False)
    sha256: str


def editions(
    issued: bytes, wanted: Iterable[Copy], seal: Seal | None = None, scratch: Path | None = None
) -> Iterator[Edition]:
    """An edition for each copy, in order; they are made as they are taken, and few are kept in memory.

    seal     the house's key, where it signs into PDFs
    scratch  where stamps with names on them lie meanwhile
    Raises Refused (a reader whose name cannot be drawn, a time stamp that is not had), PrintingFailed, MachineNotReady.
    """
    content = unsigned_part(issued)
    fonts, language = stamp_fonts(), language_of(content)
    signing = seal if seal and seal.into_pdf else None
    asked: deque[Copy] = deque()

    def stamps() -> Iterator[Wanted]:
        for copy in wanted:
            asked.append(copy)
            yield stamp_of(copy, language), copy.password

    for made in copies(signing.with_place(content) if signing else content, stamps(), fonts, scratch):
        copy = asked.popleft()
        edition = signing.fill(made) if signing else made
        yield Edition(copy, edition, hashlib.sha256(edition).hexdigest())


def stamp_of(copy: Copy, language: str) -> Stamp:
    """What the copy says at the foot of each page. Raises Refused where no font draws the reader's name."""
    if not copy.reader:
        raise Refused(f"copy {copy.code.short} names no reader", advice="an edition says whom it was made for")
    if missing := undrawable(copy.reader, stamp_fonts()):
        message = f"no bundled font draws {missing}, in what the stamp of copy {copy.code.short} says"
        raise Refused(message, advice="write it another way in the list of readers")
    return Stamp(str(copy.code), phrase("copy-for", language, code=copy.code) + " ", copy.reader)


def stamp_fonts() -> tuple[Path, ...]:
    """The house's fonts that stamps are set in; between them Latin, Greek, Cyrillic with Kazakh letters, and Arabic."""
    return tuple(house_folder() / "assets" / "fonts" / name for name in FONTS)


def _visible(text: str) -> str:
    """On one line, without controls: one that turns the writing would turn the code beside it (Unicode, UAX 9)."""
    line = BLANK.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return "".join(one for one in line if one in JOINERS or unicodedata.category(one) not in ("Cc", "Cf", "Co", "Cs"))
