"""Portrait: all that a PDF shows and says of itself, as plain values that can be compared and travel as JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from iria_reports.errors import IriaError


class Unreadable(IriaError):
    """The file cannot be read as a PDF; `kind` says why: encrypted, broken, or limits (of time, memory or size)."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class PagePortrait:
    """One page.

    text         its letters in the order they are painted, without white space
    drawing      a hash of all that is painted and the size of the sheet, whatever the numbers of its objects are
    annotations  what lies on the page without being painted by it: kind and hash of each, such as ("Link", "5f…")
    """

    text: str
    drawing: str
    annotations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Portrait:
    """One file.

    pages        in order
    parts        hash of each part beside the pages, by its name in plain words: metadata, properties, bookmarks, …
    attachments  SHA-256 of each attached file's content, by its name
    identifier   XMP's dc:identifier, as printing/xmp.py writes it into an issue; "" where there is none
    producer     the program that wrote it last, as it says itself
    about        what an attached report.json of ours says: status, number, version, title, audience, mark, client
    signatures   digital signatures it bears, not checked: the name that each gives, or ""
    encrypted    it is, and opens without a password
    stamps       the letters of the stamp that was taken off each page, "" for one that is not ours; () for none
    stamped      a hash of those stamps as they are painted, their letters' shapes and ink among it; "" for none
    codes        what names a copy of ours, by where it stands: metadata, file ID
    """

    pages: tuple[PagePortrait, ...]
    parts: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, str] = field(default_factory=dict)
    identifier: str = ""
    producer: str = ""
    about: dict[str, str] = field(default_factory=dict)
    signatures: tuple[str, ...] = ()
    encrypted: bool = False
    stamps: tuple[str, ...] = ()
    stamped: str = ""
    codes: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The letters of every page."""
        return "".join(page.text for page in self.pages)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the child's answer."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """What the child answered."""
        pages = tuple(
            PagePortrait(one["text"], one["drawing"], tuple((kind, digest) for kind, digest in one["annotations"]))
            for one in values["pages"]
        )
        return cls(**{**values, **_tuples(values, "signatures", "stamps"), "pages": pages})


def _tuples(values: dict[str, Any], *names: str) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(values[name]) for name in names}
