"""A figure goes in; every line of words in its picture comes out with its measured box, whatever its kind."""

from itertools import combinations
from typing import Any, NamedTuple

import pytest

from drawing.trial import MAPS, STYLE
from iria_reports.drawing.boxes import Box
from iria_reports.drawing.draw import draw
from iria_reports.drawing.faces import ASCENT, DESCENT, Faces
from iria_reports.drawing.sheet import Sheet
from iria_reports.report import Figure


class Printed(NamedTuple):
    """The sheet, the words on it, and its marks: rectangles and circles, in the order they were drawn."""

    sheet: Box
    words: list[tuple[str, Box]]
    marks: list[tuple[Box, str | None]]

    def collisions(self) -> list[tuple[str, str]]:
        """Pairs of words that overlap."""
        return [(one[0], two[0]) for one, two in combinations(self.words, 2) if one[1].overlaps(two[1])]

    def outside(self) -> list[str]:
        """Words that leave the sheet, by more than a rounding."""
        return [words for words, box in self.words if not box.inside(self.sheet.grown(0.05))]

    def saying(self, words: str) -> list[Box]:
        return [box for said, box in self.words if said == words]


def printed(figure: Figure, language: str = "en") -> Printed:
    """Draws the figure, and notes where the sheet is asked to put what."""
    faces = Faces(STYLE.fonts, STYLE.family)
    words: list[tuple[str, Box]] = []
    marks: list[tuple[Box, str | None]] = []
    sizes: list[Box] = []
    original = {name: getattr(Sheet, name) for name in ("words", "rectangle", "circle", "svg")}

    def noted_words(sheet: Sheet, at: Any, line: str, type: Any, align: str = "left") -> None:
        if line:
            width = faces.exact_width(line, type)
            left = at[0] - width * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
            words.append((line, Box(left, at[1] - type.size * ASCENT, left + width, at[1] + type.size * DESCENT)))
        original["words"](sheet, at, line, type, align)

    def noted_rectangle(sheet: Sheet, box: Box, fill: str | None, stroke: Any = None) -> None:
        marks.append((box, fill))
        original["rectangle"](sheet, box, fill, stroke)

    def noted_circle(sheet: Sheet, centre: Any, radius: float, fill: str | None, stroke: Any = None) -> None:
        marks.append((Box(*centre, *centre).grown(radius), fill))
        original["circle"](sheet, centre, radius, fill, stroke)

    def noted_svg(sheet: Sheet) -> bytes:
        sizes.append(Box(0.0, 0.0, sheet.width, sheet.height))
        svg: bytes = original["svg"](sheet)
        return svg

    with pytest.MonkeyPatch.context() as patch:
        for name, noted in (
            ("words", noted_words),
            ("rectangle", noted_rectangle),
            ("circle", noted_circle),
            ("svg", noted_svg),
        ):
            patch.setattr(Sheet, name, noted)
        draw(figure, STYLE, language, maps=MAPS)
    return Printed(sizes[-1], words, marks)
