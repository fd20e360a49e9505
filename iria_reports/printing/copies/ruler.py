"""A line of text and its fonts come in; how long it is, or as much of it as fits, goes out.

WeasyPrint's own `text-overflow` puts an ellipsis in the file that no software can read as one.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

ELLIPSIS = "…"
SAFE = 1.02  # letters of Arabic are measured apart, and kerned pairs as if they were not


class Ruler:
    """Measures text in the first of the fonts that has each letter, at `size` points."""

    def __init__(self, fonts: Sequence[Path], size: float) -> None:
        self._widths: dict[int, float] = {}
        for file in fonts:
            with TTFont(file, lazy=True) as font:
                tables: Any = font
                advances, scale = tables["hmtx"].metrics, SAFE * size / tables["head"].unitsPerEm
                for point, glyph in (font.getBestCmap() or {}).items():
                    self._widths.setdefault(point, advances[glyph][0] * scale)

    def length(self, text: str) -> float:
        """In points; a little more rather than less. What no font has counts as nothing."""
        return sum(self._widths.get(ord(character), 0.0) for character in text)

    def cut(self, text: str, room: float) -> str:
        """The text, or its beginning and an ellipsis where it is longer than `room`; "" where not even that fits."""
        if self.length(text) <= room:
            return text
        room -= self.length(ELLIPSIS)
        if room <= 0:
            return ""
        kept = ""
        for character in text:
            room -= self.length(character)
            if room < 0:
                break
            kept += character
        while kept and unicodedata.combining(text[len(kept)]):
            kept = kept[:-1]  # an accent is not cut from its letter
        return kept.rstrip(" ,") + ELLIPSIS
