"""A PDF's bytes, or the text of its pages, go in; which issue of ours it says to be comes out. Nothing is believed."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Self

from iria_reports.composing.words import WORDS
from iria_reports.printing.reading.letters import squashed

# NUMBER_slug[_rendition]_vN, as composing/rendition.py makes it: no underscore, slash or dot-dot stands in a number.
NAME = re.compile(
    r"(?P<number>[A-Za-z0-9](?:\.?[A-Za-z0-9-]){0,99})_(?P<rest>[^/\\\x00-\x1f\x7f]{1,200})_v(?P<version>[1-9]\d{0,3})"
)
IN_XMP = re.compile(rb"<dc:identifier>([^<]{1,400})</dc:identifier>")
FOOT = re.compile(r"·v([1-9]\d{0,3})")  # `NUMBER · vN` at the foot of every page (setting/page.py), white space gone

MOST_FEET = 100  # on one page


@dataclass(frozen=True)
class Claim:
    """What a file says of itself: `name` is its whole identifier."""

    number: str
    version: int
    name: str

    @classmethod
    def of(cls, identifier: str) -> Self | None:
        """The claim that an identifier makes; None where it is not in our form."""
        match = NAME.fullmatch(identifier)
        return cls(match["number"], int(match["version"]), identifier) if match else None


def identifier_in(content: bytes) -> str:
    """The last dc:identifier that stands in the bytes as we write it, uncompressed; "" where there is none.

    For a file that cannot be opened, or need not be.
    """
    found = IN_XMP.findall(content)
    return found[-1].decode("utf-8", "replace") if found else ""


def foot_of(pages: Iterable[str], numbers: Iterable[str]) -> tuple[str, int] | None:
    """The number and version at the foot of most of the pages that have one; only numbers that are known count."""
    known = set(numbers)
    lengths = sorted({len(number) for number in known}, reverse=True)
    seen: Counter[tuple[str, int]] = Counter()
    for text in pages:
        feet = {
            (text[match.start() - length : match.start()], int(match[1]))
            for match in islice(FOOT.finditer(text), MOST_FEET)
            for length in lengths
            if length <= match.start()
        }
        seen.update(foot for foot in feet if foot[0] in known)
    return seen.most_common(1)[0][0] if seen else None


def says_draft(pages: Iterable[str]) -> bool:
    """Whether every page says, in any of our languages, that it is a draft and not issued."""
    words = tuple(squashed(one["draft"]) for one in WORDS.values() if "draft" in one)
    texts = tuple(pages)
    return bool(texts) and all(any(word in text for word in words) for text in texts)
