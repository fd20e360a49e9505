"""The style's font files, opened once: in come words and a size, out come their width and their lines."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags, StyleFlags

from iria_reports.errors import MachineNotReady

REGULAR, SEMIBOLD = 400, 600
BREAKS = re.compile(r"[ \t\n]+")
ASCENT, DESCENT, LEADING = 0.74, 0.22, 1.17  # of the type size, for Source Sans 3; keeps accents inside the box


@dataclass(frozen=True)
class Type:
    """How words are set: size in points, weight as in CSS, colour as #rrggbb."""

    size: float
    colour: str
    weight: int = REGULAR

    @property
    def leading(self) -> float:
        return self.size * LEADING


class Face:
    """One upright font file, and the advance of each of its glyphs, measured once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._font = FT2Font(str(path))
        self.family = self._font.family_name
        table = self._font.get_sfnt_table("OS/2")
        self.weight = int(table["usWeightClass"]) if table else REGULAR
        self.upright = StyleFlags.ITALIC not in self._font.style_flags
        self.characters = frozenset(self._font.get_charmap())
        self._advances: dict[str, float] = {}
        self._font.set_size(100, 72)

    def lacks(self, words: str) -> int:
        """How many of these characters it has no glyph for."""
        return sum(ord(character) not in self.characters for character in words)

    def advance(self, character: str) -> float:
        """The width of one character at size 1, without kerning."""
        if character not in self._advances:
            glyph = self._font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
            self._advances[character] = glyph.linearHoriAdvance / 6553600
        return self._advances[character]

    def shaped(self, words: str) -> float:
        """The exact width of words at size 1, kerned and joined."""
        self._font.set_text(words, 0, flags=LoadFlags.NO_HINTING)
        return float(self._font.get_width_height()[0]) / 6400


@cache
def _open(path: Path) -> Face:
    return Face(path)


class Faces:
    """The upright faces of a style, its own family first; the others stand in for scripts the family lacks."""

    def __init__(self, files: Sequence[Path], family: str) -> None:
        faces = [face for face in map(_open, files) if face.upright]
        if not faces:
            raise MachineNotReady("the theme names no font file for its charts")
        self.family = family
        self._faces = sorted(faces, key=lambda face: not face.family.startswith(family))
        self._chosen: dict[tuple[str, int], Face] = {}
        self._widths: dict[tuple[str, int], float] = {}

    def face(self, words: str, weight: int) -> Face:
        """The face that lacks the fewest of these characters and is nearest in weight; the family's own on a tie."""
        key = (words, weight)
        if key not in self._chosen:
            self._chosen[key] = min(
                self._faces,
                key=lambda face: (
                    face.lacks(words),
                    not face.family.startswith(self.family),
                    abs(face.weight - weight),
                ),
            )
        return self._chosen[key]

    def width(self, words: str, type: Type) -> float:
        """The width in points, never less than what is printed: kerning, which mostly tightens, is left out."""
        key = (words, type.weight)
        if key not in self._widths:
            face = self.face(words, type.weight)
            self._widths[key] = face.shaped(words) if right_to_left(words) else sum(map(face.advance, words))
        return self._widths[key] * type.size

    def exact_width(self, words: str, type: Type) -> float:
        """The width in points as it is printed; dearer, for words that must end at an edge."""
        return self.face(words, type.weight).shaped(words) * type.size

    def widest(self, lines: Sequence[str], type: Type) -> float:
        return max((self.width(line, type) for line in lines), default=0.0)

    def wrapped(self, words: str, type: Type, limit: float) -> tuple[str, ...]:
        """The words in lines no wider than `limit`, where no single word is wider; a no-break space holds them."""
        lines: list[str] = []
        for word in BREAKS.split(words.strip()):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, type) <= limit:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(line for line in lines if line)

    def balanced(self, words: str, type: Type, count: int) -> tuple[str, ...]:
        """The words in at most `count` lines, as narrow as that allows."""
        whole = self.width(words, type)
        limit = whole / count
        lines = self.wrapped(words, type, limit)
        while len(lines) > count:
            limit += whole * 0.02
            lines = self.wrapped(words, type, limit)
        return lines

    def evened(self, words: str, type: Type, limit: float) -> tuple[str, ...]:
        """The words in as few lines as `limit` allows, of much the same length."""
        lines = self.wrapped(words, type, limit)
        even = self.balanced(words, type, len(lines))
        return even if self.widest(even, type) <= max(limit, self.widest(lines, type)) else lines


def right_to_left(words: str) -> bool:
    """Whether any character is written from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL", "RLE", "RLO", "RLI") for character in words)
