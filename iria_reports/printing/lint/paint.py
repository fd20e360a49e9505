"""One page of a PDF comes in; the words painted on it go out: how large, in what colour, on which ground, how clipped.

What the page's own content says (ISO 32000-1, 8 and 9), so it holds for a chart's words as for the text's. Not looked
into: form XObjects, which WeasyPrint makes of a chart's half-transparent groups. Colours in other spaces than RGB are
not known, and are judged by nobody.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from iria_reports.printing.lint.letters import UNKNOWN, Glyphs, read_font
from iria_reports.printing.lint.shapes import WHITE, Box, Colour, Matrix, Point, box_around, inside, mixed, moved, times

# From the baseline, in parts of the size: the height of capitals, and how deep the letters go that go below it.
RISE, FALL = 0.66, 0.2
DEEP = frozenset("gjpqyQ,;()[]{}/|@§цщруфдЦЩД")
# A wider gap than this part of the size is a space: a chart's words are placed letter by letter, without their spaces.
SPACE = 0.12
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
ARTIFACT = -1
FILLS = {"f": False, "F": False, "f*": True, "B": False, "B*": True, "b": False, "b*": True}


@dataclass(frozen=True)
class Words:
    """Letters painted in one go.

    mark    the number of their marked content, or ARTIFACT
    box     from the height of capitals to the depth of descenders
    size    of the type in points, as painted
    grounds the colours behind their beginning, middle and end; what lies on a picture or a gradient is left out
    clip    the part of the page on which they may be seen
    slanted neither level nor upright, so that their box is larger than they are
    covered an area painted later hides them, or most of them
    """

    mark: int
    text: str
    box: Box
    size: float
    colour: Colour
    grounds: tuple[Colour, ...]
    clip: Box
    slanted: bool = False
    covered: bool = False


@dataclass(frozen=True)
class _Ground:
    """A filled area; `colour` is None where it is a picture or a gradient."""

    box: Box
    rings: tuple[tuple[Point, ...], ...]
    even_odd: bool
    colour: Colour | None
    alpha: float

    def lies_at(self, point: Point) -> bool:
        if not self.box.has(point):
            return False
        return not self.rings or inside(point, self.rings, even_odd=self.even_odd)


@dataclass(frozen=True)
class _State:
    """The part of the graphics state that matters here."""

    matrix: Matrix
    clip: Box
    fill: Colour | None = (0.0, 0.0, 0.0)
    stroke: Colour | None = (0.0, 0.0, 0.0)
    alpha: float = 1.0
    font: str = ""
    size: float = 0.0
    stroked: bool = False


class FontShelf:
    """The fonts of a file, each read once: WeasyPrint's pages share one dictionary of them."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], Glyphs] = {}

    def find(self, resources: Any, name: str) -> Glyphs:
        font = resources.Font[name]
        if font.objgen not in self._read:
            self._read[font.objgen] = read_font(font)
        return self._read[font.objgen]


def painted(page: pikepdf.Page, shelf: FontShelf) -> tuple[Words, ...]:
    """Every word of the page, in the order of painting."""
    brush = Brush(page, shelf)
    for instruction in pikepdf.parse_content_stream(page, " ".join(brush.acts)):
        brush.acts[str(instruction.operator)](instruction.operands)
    return tuple(brush.seen())


@dataclass
class _Line:
    """Letters being gathered: their text, the box so far, and where the next letter should stand."""

    text: str
    corners: list[Point]
    size: float
    slanted: bool
    end: Point = (0.0, 0.0)


class Brush:
    """Follows a page's instructions and remembers what they paint."""

    def __init__(self, page: pikepdf.Page, shelf: FontShelf) -> None:
        left, low, right, high = (float(side) for side in page.mediabox)
        self.sheet = Box(0.0, 0.0, right - left, high - low)
        self.state = _State((1, 0, 0, -1, -left, high), self.sheet)
        self.kept: list[_State] = []
        self.resources: Any = page.resources
        self.shelf = shelf
        self.marks: list[int] = []
        self.rings: list[list[Point]] = []
        self.clipping = False
        self.grounds: list[_Ground] = []
        self.text_matrix: Matrix = IDENTITY
        self.lines: list[_Line] = []
        self.words: list[Words] = []
        self.painted_so_far: list[int] = []
        self.acts: dict[str, Callable[[Any], None]] = self._acts()

    def _acts(self) -> dict[str, Callable[[Any], None]]:
        def end_path(how: str | None) -> Callable[[Any], None]:
            return lambda operands: self.end_path(how)

        return {
            "q": lambda operands: self.kept.append(self.state),
            "Q": self.restore,
            "cm": lambda operands: self.change(matrix=times(_matrix(operands), self.state.matrix)),
            "gs": self.look_up_alpha,
            "rg": lambda operands: self.change(fill=_colour(operands)),
            "g": lambda operands: self.change(fill=_colour([operands[0]] * 3)),
            **{name: lambda operands: self.change(fill=None) for name in ("sc", "scn", "k")},
            **{name: lambda operands: self.change(stroke=None) for name in ("SC", "SCN", "K")},
            "RG": lambda operands: self.change(stroke=_colour(operands)),
            "m": lambda operands: self.rings.append([self.point(operands)]),
            "l": lambda operands: self.rings[-1].append(self.point(operands)),
            "c": self.curve,
            "re": self.rectangle,
            "W": lambda operands: setattr(self, "clipping", True),
            "W*": lambda operands: setattr(self, "clipping", True),
            **{name: end_path(name) for name in FILLS},
            **{name: end_path(None) for name in ("n", "S", "s")},
            "sh": lambda operands: self.cover(self.state.clip, (), None),
            "Do": self.place_object,
            "BMC": lambda operands: self.marks.append(ARTIFACT),
            "BDC": self.begin_marked,
            "EMC": self.end_marked,
            "BT": self.begin_text,
            "ET": self.end_text,
            "Tm": lambda operands: setattr(self, "text_matrix", _matrix(operands)),
            "Tf": lambda operands: self.change(font=str(operands[0]), size=float(operands[1])),
            "Tr": lambda operands: self.change(stroked=int(operands[0]) in (1, 2)),
            "Tj": lambda operands: self.show(operands),
            "TJ": lambda operands: self.show(operands[0]),
        }

    # ------------------------------------------------------------ state

    def change(self, **values: Any) -> None:
        self.state = replace(self.state, **values)

    def restore(self, operands: Any) -> None:
        self.state = self.kept.pop()

    def look_up_alpha(self, operands: Any) -> None:
        found = self.resources.ExtGState[str(operands[0])]
        if "/ca" in found:
            self.change(alpha=float(found.ca))

    def begin_marked(self, operands: Any) -> None:
        properties = operands[1]
        number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
        self.marks.append(ARTIFACT if number is None else int(number))

    def end_marked(self, operands: Any) -> None:
        self.marks.pop()

    # ------------------------------------------------------------ areas

    def point(self, operands: Any) -> Point:
        return moved((float(operands[0]), float(operands[1])), self.state.matrix)

    def curve(self, operands: Any) -> None:
        """As two straight lines: near enough to ask what lies behind a word."""
        start, end = self.rings[-1][-1], self.point(operands[4:6])
        one, two = self.point(operands[0:2]), self.point(operands[2:4])
        across, down = ((a + 3 * b + 3 * c + d) / 8 for a, b, c, d in zip(start, one, two, end, strict=True))
        self.rings[-1] += [(across, down), end]

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(number) for number in operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.rings.append([moved(corner, self.state.matrix) for corner in corners])

    def end_path(self, how: str | None) -> None:
        rings = tuple(tuple(ring) for ring in self.rings if len(ring) > 1)
        if rings and (how is not None or self.clipping):
            whole = box_around(point for ring in rings for point in ring)
            box = whole.meet(self.state.clip)
            if len(rings) == 1 and all(x in (whole[0], whole[2]) and y in (whole[1], whole[3]) for x, y in rings[0]):
                rings = ()  # a rectangle, as most are: its box says all
            if how is not None:
                self.cover(box, rings, self.state.fill, even_odd=FILLS[how])
            if self.clipping:
                self.change(clip=box)
        self.rings, self.clipping = [], False

    def place_object(self, operands: Any) -> None:
        """A picture fills the unit square."""
        if self.resources.XObject[str(operands[0])].get("/Subtype") == Name.Image:
            corners = [moved(corner, self.state.matrix) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
            self.cover(box_around(corners).meet(self.state.clip), (), None)

    def cover(
        self, box: Box, rings: tuple[tuple[Point, ...], ...], colour: Colour | None, *, even_odd: bool = False
    ) -> None:
        self.grounds.append(_Ground(box, rings, even_odd, colour, self.state.alpha))

    def behind(self, point: Point) -> Colour | None:
        """The colour at a point of what has been painted so far; None on a picture."""
        over: list[tuple[Colour, float]] = []
        for ground in reversed(self.grounds):
            if ground.lies_at(point):
                if ground.colour is None:
                    return None
                over.append((ground.colour, ground.alpha))
                if ground.alpha >= 1:
                    break
        colour = WHITE
        for above, alpha in reversed(over):
            colour = mixed(above, colour, alpha)
        return colour

    # ------------------------------------------------------------ words

    def begin_text(self, operands: Any) -> None:
        self.text_matrix, self.lines = IDENTITY, []

    def show(self, pieces: Any) -> None:
        """Letters and the numbers that move them (ISO 32000-1, 9.4.3 and 9.4.4)."""
        glyphs, across, seen, text = self.shelf.find(self.resources, self.state.font), 0.0, 0.0, ""
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                across -= float(piece)
                continue
            codes = bytes(piece)
            for high, low in zip(codes[::2], codes[1::2], strict=False):
                width, letter = glyphs.get(high << 8 | low, UNKNOWN)
                across += width
                text += letter
                if letter != " ":  # a space at the end of a line hangs over the margin unseen
                    seen = across
        thousandth = self.state.size / 1000
        self.gather(text, seen * thousandth, across * thousandth)

    def gather(self, text: str, seen: float, across: float) -> None:
        """Add letters to the line they continue, or begin one: a chart's words are placed letter by letter."""
        matrix, size = times(self.text_matrix, self.state.matrix), self.state.size
        if not size:
            return
        as_painted = size * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        start, end = moved((0, 0), matrix), moved((across, 0), matrix)
        low, high = -FALL * size if DEEP.intersection(text) else 0.0, RISE * size
        corners = [moved(corner, matrix) for corner in ((0, low), (0, high), (seen, low), (seen, high))]
        self.text_matrix = times((1, 0, 0, 1, across, 0), self.text_matrix)
        line = self.lines[-1] if self.lines else None
        gap = math.dist(line.end, start) / as_painted if line and as_painted else math.inf
        if line is None or gap > 1:
            line = _Line(
                "", [], as_painted, slanted=min(abs(matrix[0]), abs(matrix[1])) > 0.05 * abs(as_painted / size)
            )
            self.lines.append(line)
        line.text += f" {text}" if SPACE < gap <= 1 else text
        line.end = end
        if text.strip():
            line.corners += corners

    def end_text(self, operands: Any) -> None:
        mark = self.marks[-1] if self.marks else ARTIFACT
        for line in self.lines:
            if not line.corners:
                continue
            box = box_around(line.corners)
            if self.state.stroked:  # letters drawn with a wide line first: the ground of the same letters, drawn again
                self.cover(box, (), self.state.stroke)
                continue
            grounds = tuple(colour for at in _samples(box) if (colour := self.behind(at)) is not None)
            if self.state.fill is not None:
                seen = (grounds, self.state.clip, line.slanted)
                self.words.append(Words(mark, line.text.strip(), box, line.size, self.state.fill, *seen))
                self.painted_so_far.append(len(self.grounds))

    def seen(self) -> Iterator[Words]:
        """The words, those marked that something painted later hides: two of three places in them."""
        for words, painted_before in zip(self.words, self.painted_so_far, strict=True):
            later = [one for one in self.grounds[painted_before:] if one.colour is not None and one.alpha >= 1]
            hidden = sum(any(one.lies_at(at) for one in later) for at in _samples(words.box))
            yield replace(words, covered=True) if hidden > 1 else words


def _samples(box: Box) -> Iterator[Point]:
    """Just within both ends and in the middle, at half the height."""
    middle, edge = (box.top + box.bottom) / 2, min(1.0, (box.right - box.left) / 4)
    yield from ((x, middle) for x in (box.left + edge, (box.left + box.right) / 2, box.right - edge))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in operands)
    return (a, b, c, d, e, f)


def _colour(operands: Any) -> Colour:
    red, green, blue = (float(number) for number in operands)
    return (red, green, blue)
