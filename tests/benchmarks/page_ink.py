"""Pages of a PDF come in; their lines of type, how far each page is filled, and the contrast of its text go out."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

SCALE = 2  # pixels a point, where a page is looked at as a picture
HOLE = 40  # points: a band without ink that is higher is empty paper, not the space between two paragraphs
EDGE = 90  # points: lines this near to the head or foot of a page may be running furniture
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Letter:
    """A character, its place in points from the lower left, its size in points and its colour."""

    text: str
    box: Box
    baseline: float
    size: float
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class Line:
    """Characters that stand on one baseline, without a gap that parts columns."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters).strip()

    @property
    def box(self) -> Box:
        boxes = [letter.box for letter in self.letters]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)

    @property
    def sizes(self) -> Counter[float]:
        """Letters by size; digits and signs are left out, for the numbers of notes are small everywhere."""
        return Counter(letter.size for letter in self.letters if letter.text.isalpha())

    @property
    def raised(self) -> Iterator[int]:
        """Numbers set smaller than the letters of their line: the marks of notes."""
        most = max(self.sizes, default=0.0)
        signs = "".join(one.text if one.text.isdigit() and one.size < 0.8 * most else " " for one in self.letters)
        return (int(number) for number in signs.split())

    def goes_on(self, after: "Line", body: float) -> bool:
        """Whether this is a line of body text that the next one, below it in the same column, carries on."""
        same = all(line.sizes and line.sizes.most_common(1)[0][0] == body for line in (self, after))
        below = 0 < self.letters[0].baseline - after.letters[0].baseline < 2 * body
        return same and below and abs(self.box[0] - after.box[0]) < 2 and len(self.text) > 20


def opened(path: Path) -> Any:
    """The document, closed at the end of a with block."""
    return closing(pdfium.PdfDocument(path))


def letters_of(page: Any) -> Iterator[Letter]:
    text = page.get_textpage()
    box = [ctypes.c_double() for _ in range(4)]
    across, baseline = ctypes.c_double(), ctypes.c_double()
    colour = [ctypes.c_uint() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    for index in range(raw.FPDFText_CountChars(text)):
        sign = chr(raw.FPDFText_GetUnicode(text, index) or 32)
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(floats := raw.FS_RECTF()))
        raw.FPDFText_GetCharBox(text, index, *(ctypes.byref(one) for one in box))
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(across), ctypes.byref(baseline))
        raw.FPDFText_GetFillColor(text, index, *(ctypes.byref(one) for one in colour))
        raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.b, matrix.d)
        where = (floats.left, box[2].value, floats.right, box[3].value)
        red, green, blue = (one.value for one in colour[:3])
        yield Letter(sign, where, baseline.value, round(size, 1), (red, green, blue))


def lines_of(page: Any) -> list[Line]:
    """The lines of a page in the order in which the file paints them."""
    lines: list[list[Letter]] = [[]]
    for letter in letters_of(page):
        last = next((one for one in reversed(lines[-1]) if not one.text.isspace()), None)
        if letter.text in "\r\n\x00\ufffe":
            lines.append([])
        elif letter.text.isspace() or last is None or _follows(letter, last):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [Line(tuple(line)) for line in lines if any(not letter.text.isspace() for letter in line)]


def _follows(letter: Letter, last: Letter) -> bool:
    """Whether it stands behind the last one on its line: raised or not, after a space or not, in the same column."""
    return abs(last.baseline - letter.baseline) < 5 and -last.size < letter.box[0] - last.box[2] < 1.2 * last.size


def furniture(document: Any, pages: list[list[Line]]) -> tuple[float, float]:
    """(foot, head) in points: between them lies what is not repeated from page to page."""
    height = document[0].get_height()
    seen = Counter(key for lines in pages for key in {_key(line) for line in lines})
    again = [line for lines in pages for line in lines if seen[_key(line)] >= max(2, 0.4 * len(pages))]
    foot = [line.box[3] for line in again if line.box[3] < EDGE]
    head = [line.box[1] for line in again if line.box[1] > height - EDGE]
    return max(foot, default=0.0), min(head, default=height)


def _key(line: Line) -> tuple[str, int]:
    return "".join(sign for sign in line.text if not sign.isdigit()), round(line.letters[0].baseline)


def share_filled(document: Any, pages: list[list[Line]]) -> list[float]:
    """The share of each page's height, within the bounds that the file's own pages use, that is not empty paper."""
    foot, head = furniture(document, pages)
    height = document[0].get_height()
    rows = []
    for page in document:
        ink = (page.render(scale=SCALE, grayscale=True).to_numpy().squeeze() < 245).any(axis=1)
        at = np.flatnonzero(ink)
        rows.append(at[(at > (height - head + 2) * SCALE) & (at < (height - foot - 2) * SCALE)])
    top, bottom = min(row.min() for row in rows if len(row)), max(row.max() for row in rows if len(row))
    filled = []
    for row in rows:
        steps = np.diff(np.concatenate(([top], row, [bottom])))
        filled.append(1 - float(steps[steps > HOLE * SCALE].sum()) / float(bottom - top))
    return filled


def contrast_of(document: Any, pages: list[list[Line]], least: int) -> list[tuple[float, str, str, int]]:
    """The three lowest (ratio, text colour, ground colour, letters) of WCAG 2.2 that at least so many letters have."""
    pairs: Counter[tuple[tuple[int, ...], tuple[int, ...]]] = Counter()
    for page, lines in zip(document, pages, strict=True):
        picture = page.render(scale=SCALE, rev_byteorder=True).to_numpy()[:, :, :3]
        height = page.get_height()
        for letter in (letter for line in lines for letter in line.letters if letter.text.isalpha()):
            left, low, right, high = letter.box
            rows = slice(max(0, int((height - high - 1) * SCALE)), int((height - low + 1) * SCALE))
            patch = picture[rows, max(0, int(left * SCALE) - 1) : int(right * SCALE) + 2].reshape(-1, 3)
            if len(patch):
                ground = Counter(map(tuple, patch.tolist())).most_common(1)[0][0]
                pairs[letter.colour, ground] += 1
    told = [(_ratio(*pair), _hex(pair[0]), _hex(pair[1]), count) for pair, count in pairs.items() if count >= least]
    return sorted(told)[:3]


def _ratio(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return round((high + 0.05) / (low + 0.05), 1)


def _luminance(colour: tuple[int, ...]) -> float:
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _hex(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
