"""Plan: measured words and shapes with their places, before any ink; a figure and a style go in, an SVG comes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf

from iria_reports.drawing.boxes import Box, Point
from iria_reports.drawing.faces import SEMIBOLD, Faces, Type
from iria_reports.drawing.measure import printed_width
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.drawing.texts import Align, block, height_of, put
from iria_reports.report import Figure


@dataclass(frozen=True)
class TextBox:
    """Lines of words in the box they fill."""

    lines: tuple[str, ...]
    type: Type
    box: Box
    align: Align = "left"

    def put(self, sheet: Sheet) -> None:
        x = {"left": self.box.left, "centre": (self.box.left + self.box.right) / 2, "right": self.box.right}[self.align]
        put(sheet, block(self.lines, (x, self.box.top), self.type, self.align))


@dataclass(frozen=True)
class Setting:
    """What words are measured with: style, faces, language and the width of the figure in points."""

    style: Style
    faces: Faces
    language: str
    width: float

    @property
    def body(self) -> Type:
        return Type(self.style.text_size, self.style.ink)

    @property
    def strong(self) -> Type:
        return Type(self.style.text_size, self.style.ink, SEMIBOLD)

    @property
    def small(self) -> Type:
        return Type(self.style.small_size, self.style.ink)

    @property
    def muted(self) -> Type:
        return Type(self.style.small_size, self.style.muted)

    def text(self, words: str, type: Type, at: Point, limit: float = inf, *, align: Align = "left") -> TextBox:
        """The words broken to a width, their first line's top at `at`: its left end, its middle or its right end."""
        lines = tuple(part for line in self.faces.wrapped(words, type, limit) for part in self._cut(line, type, limit))
        width = self.faces.widest(lines, type)
        left = at[0] - {"left": 0.0, "centre": width / 2, "right": width}[align]
        return TextBox(lines, type, Box(left, at[1], left + width, at[1] + height_of(lines, type)), align)

    def _cut(self, line: str, type: Type, limit: float) -> Sequence[str]:
        """A line in parts no wider than the limit: only a single long word is cut."""
        if self.faces.width(line, type) <= limit:
            return [line]
        parts = [""]
        for character in line:
            if parts[-1] and self.faces.width(parts[-1] + character, type) > limit:
                parts.append("")
            parts[-1] += character
        return parts


def setting(figure: Figure, style: Style, language: str) -> Setting:
    """The setting of a figure as wide as it is printed."""
    return Setting(style, Faces(style.fonts, style.family), language, printed_width(figure, style))


@dataclass
class Plan:
    """What goes on the sheet: shapes in order, words over them.

    texts  every word with its place
    marks  what no word may touch but one that stands wholly within it
    """

    setting: Setting
    height: float = 0.0
    texts: list[TextBox] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    ink: list[Callable[[Sheet], None]] = field(default_factory=list)

    @property
    def style(self) -> Style:
        return self.setting.style

    def write(self, words: str, type: Type, at: Point, limit: float = inf, *, align: Align = "left") -> TextBox:
        """Puts words in their place, and hands them back to build on."""
        text = self.setting.text(words, type, at, limit, align=align)
        self.texts += [text] if text.lines else []
        return text

    def rectangle(self, box: Box, fill: str | None, stroke: Stroke | None = None) -> None:
        self.ink.append(lambda sheet: sheet.rectangle(box, fill, stroke))

    def mark(self, box: Box, fill: str | None, stroke: Stroke | None = None) -> None:
        """A rectangle that no word may touch."""
        self.marks.append(box)
        self.rectangle(box, fill, stroke)

    def circle(self, centre: Point, radius: float, fill: str | None, stroke: Stroke | None = None) -> None:
        """A circle that no word may touch."""
        self.marks.append(Box(*centre, *centre).grown(radius))
        self.ink.append(lambda sheet: sheet.circle(centre, radius, fill, stroke))

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        self.ink.append(lambda sheet: sheet.line(points, stroke))

    def shape(self, ring: Sequence[Point], fill: str | None, stroke: Stroke | None = None) -> None:
        self.ink.append(lambda sheet: sheet.shape([ring], fill, stroke))

    def svg(self) -> bytes:
        """The picture, as wide as the figure and as high as what was put on it."""
        sheet = Sheet((self.setting.width, self.height), self.setting.faces, outlined=self.style.outlined)
        for step in self.ink:
            step(sheet)
        for text in self.texts:
            text.put(sheet)
        return sheet.svg()
