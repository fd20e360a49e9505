"""Lines of words with their place on the sheet: laid out and measured before any ink."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from iria_reports.drawing.boxes import Box, Point
from iria_reports.drawing.faces import ASCENT, DESCENT, Faces, Type
from iria_reports.drawing.sheet import Sheet

Align = Literal["left", "centre", "right"]
CENTRING = 0.06  # of the type size: the middle of capitals and digits is that far above the middle of a line's box


@dataclass(frozen=True)
class Text:
    """One line of words; `at` is its left end, its middle or its right end on the baseline."""

    words: str
    at: Point
    type: Type
    align: Align = "left"

    def box(self, faces: Faces) -> Box:
        """The rectangle the words take."""
        width = faces.width(self.words, self.type)
        left = self.at[0] - width * {"left": 0.0, "centre": 0.5, "right": 1.0}[self.align]
        return Box(left, self.at[1] - self.type.size * ASCENT, left + width, self.at[1] + self.type.size * DESCENT)


def height_of(lines: Sequence[str], type: Type) -> float:
    """From the top of the first line's capitals to the foot of the last line's tails."""
    return type.size * (ASCENT + DESCENT) + type.leading * (len(lines) - 1) if lines else 0.0


def block(lines: Sequence[str], at: Point, type: Type, align: Align = "left") -> list[Text]:
    """Lines one under the other; `at` is the top of the first, at the edge they keep to."""
    return [
        Text(line, (at[0], at[1] + type.size * ASCENT + number * type.leading), type, align)
        for number, line in enumerate(lines)
    ]


def beside(lines: Sequence[str], at: Point, type: Type, align: Align = "left") -> list[Text]:
    """Lines one under the other, the middle of their capitals at the height of `at`."""
    return block(lines, (at[0], at[1] - height_of(lines, type) / 2 + CENTRING * type.size), type, align)


def put(sheet: Sheet, texts: Sequence[Text]) -> None:
    """The words on the sheet, in order."""
    for text in texts:
        sheet.words(text.at, text.words, text.type, text.align)
