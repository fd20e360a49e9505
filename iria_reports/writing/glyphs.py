"""Text goes in; the characters that no bundled font can draw come out, with where they stand.

A missing glyph fails PDF/A and PDF/UA (ISO 14289-1, 7.21.8), so it is a fault of the text, found before printing.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from iria_reports.desk import Desk
from iria_reports.errors import Fault, Place

# Drawn as nothing or as space by the layout engine, so no font needs them.
INVISIBLE = {"\n", "\t", "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"}
INVISIBLE |= {"\u061c", "\u2066", "\u2067", "\u2068", "\u2069"}  # isolates: which way a word is read


@cache
def _drawable(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def drawable(desk: Desk) -> frozenset[int]:
    """The code points that the bundled text fonts (upright, regular) can draw."""
    files = [file for folder in desk.layers("assets") for file in sorted(folder.glob("fonts/*/*-Regular.ttf"))]
    text_fonts = [file for file in files if "Caption" not in file.name and "Display" not in file.name]
    return frozenset().union(*(_drawable(file) for file in text_fonts))


def missing_glyphs(pieces: Iterable[tuple[str, Place]], known: frozenset[int]) -> list[Fault]:
    """A fault for each piece of text with characters outside `known`."""
    faults = []
    for text, place in pieces:
        if not (missing := _named_missing(text, known)):
            continue
        message = f"no bundled font draws {missing}"
        faults.append(
            Fault(place, "", message, "write it another way, or add a font with its licence to assets/fonts/")
        )
    return faults


def undrawable(text: str, fonts: Iterable[Path]) -> str:
    """The characters of `text` that none of the font files draws, with their names; "" where there is none."""
    return _named_missing(text, _drawable_by(tuple(fonts)))


@cache
def _drawable_by(fonts: tuple[Path, ...]) -> frozenset[int]:
    return frozenset().union(*(_drawable(file) for file in fonts))


def _named_missing(text: str, known: frozenset[int]) -> str:
    missing = sorted({char for char in text if ord(char) not in known and char not in INVISIBLE})
    shown = ", ".join(f"{char} (U+{ord(char):04X} {unicodedata.name(char, 'unnamed').title()})" for char in missing[:5])
    return shown + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
