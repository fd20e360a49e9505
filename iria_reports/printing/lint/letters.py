"""A PDF font comes in; how wide each of its glyphs is and which letters it stands for go out."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

# By glyph: its width in thousandths of the size, and its letters.
Glyphs = dict[int, tuple[float, str]]
UNKNOWN = (0.0, "")  # left out of account, rather than told wrongly; WeasyPrint writes the width of every glyph it uses
PAIR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")


def read_font(font: Any) -> Glyphs:
    """WeasyPrint's fonts: Identity-H, widths in `W`, letters in `ToUnicode` as bfchar pairs."""
    text = font.get("/ToUnicode")
    pairs = PAIR.findall(text.read_bytes().split(b"beginbfchar", 1)[-1]) if text is not None else []
    letters = {int(glyph, 16): bytes.fromhex(code.decode()).decode("utf-16-be", "replace") for glyph, code in pairs}
    entries = [list(descendant.get("/W", [])) for descendant in font.get("/DescendantFonts", [])]
    return {glyph: (width, letters.get(glyph, "")) for one in entries for glyph, width in _widths(one)}


def _widths(entries: list[Any]) -> Iterator[tuple[int, float]]:
    """ISO 32000-1, 9.7.4.3: `c [w1 w2 …]` or `first last w`."""
    position = 0
    while position + 1 < len(entries):
        first, second = int(entries[position]), entries[position + 1]
        if isinstance(second, pikepdf.Array):
            for offset, width in enumerate(second):
                yield first + offset, float(width)
            position += 2
        else:
            for glyph in range(first, int(second) + 1):
                yield glyph, float(entries[position + 2])
            position += 3
