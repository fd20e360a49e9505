"""Sheet: a paper in points, origin top left. Strokes, shapes and words go in, in order; an SVG's bytes come out.

Everything is laid out before matplotlib is asked to draw, and is handed straight to its SVG renderer: no axes, no
layout engine, no font search.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from iria_reports.drawing.boxes import Box, Point
from iria_reports.drawing.faces import Faces, Type, right_to_left

HASH_SALT = "iria-reports"


@dataclass(frozen=True)
class Stroke:
    """A line's colour, width in points, and dashes in points (on, off, ...)."""

    colour: str
    width: float = 0.6
    dashes: tuple[float, ...] = ()


class Sheet:
    """A paper of a given size on which things are put in order."""

    def __init__(self, size: Point, faces: Faces, *, outlined: bool = False) -> None:
        self.width, self.height = size
        self._faces = faces
        self._steps: list[Callable[[Any], None]] = []
        self._outlined = outlined

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        """An open line through the points."""
        self._path(Path(self._flipped(points)), None, stroke)

    def lines(self, chains: Sequence[Sequence[Point]], stroke: Stroke) -> None:
        """Several open lines as one path."""
        if chains:
            self._path(Path.make_compound_path(*(Path(self._flipped(chain)) for chain in chains)), None, stroke)

    def shape(self, rings: Sequence[Sequence[Point]], fill: str | None, stroke: Stroke | None = None) -> None:
        """Closed rings as one path; a ring inside another, going the other way round, is a hole."""
        closed = [
            Path(self._flipped([*ring, ring[0]]), [Path.MOVETO, *[Path.LINETO] * (len(ring) - 1), Path.CLOSEPOLY])
            for ring in rings
        ]
        if closed:
            self._path(Path.make_compound_path(*closed), fill, stroke)

    def rectangle(self, box: Box, fill: str | None, stroke: Stroke | None = None) -> None:
        corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
        self.shape([corners], fill, stroke)

    def circle(self, centre: Point, radius: float, fill: str | None, stroke: Stroke | None = None) -> None:
        self._path(Path.circle((centre[0], self.height - centre[1]), radius), fill, stroke)

    def words(self, at: Point, words: str, type: Type, align: Literal["left", "centre", "right"] = "left") -> None:
        """One line of words on its baseline; `at` is its left end, its middle or its right end."""
        if not words:
            return
        shift = 0.0 if align == "left" else self._faces.exact_width(words, type) * (0.5 if align == "centre" else 1)
        self._outlined |= right_to_left(words)
        face = self._faces.face(words, type.weight)
        font = FontProperties(family=[self._faces.family], weight=type.weight, size=type.size, fname=str(face.path))
        x, y = round(at[0] - shift, 2), round(at[1], 2)

        def step(renderer: Any) -> None:
            pen = _pen(renderer, Stroke(type.colour))
            renderer.draw_text(pen, x, y, words, font, 0.0)
            pen.restore()

        self._steps.append(step)

    def _flipped(self, points: Sequence[Point]) -> list[Point]:
        return [(round(x, 2), round(self.height - y, 2)) for x, y in points]

    def _path(self, path: Path, fill: str | None, stroke: Stroke | None) -> None:
        def step(renderer: Any) -> None:
            pen = _pen(renderer, stroke or Stroke("#000000", 0.0))
            renderer.draw_path(pen, path, Affine2D(), to_rgb(fill) if fill else None)
            pen.restore()

        self._steps.append(step)

    def svg(self) -> bytes:
        """The picture: the same bytes whatever the user's settings, and as wide as the sheet in points.

        Words stay words unless the sheet is outlined, or any of them runs from right to left: as `<text>` those are
        drawn unjoined and backwards.
        """
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(
                {
                    "svg.hashsalt": HASH_SALT,
                    "svg.fonttype": "path" if self._outlined else "none",
                    "path.simplify": False,
                }
            )
            figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72, frameon=False)
            figure.add_artist(_Ink(self._steps))
            out = BytesIO()
            metadata: Any = {"Date": None, "Creator": None, "Format": None, "Type": None}
            canvas: Any = FigureCanvasSVG(figure)
            canvas.print_svg(out, metadata=metadata)
        return out.getvalue()


class _Ink(Artist):
    """Hands each step to the renderer, in order."""

    def __init__(self, steps: Sequence[Callable[[Any], None]]) -> None:
        super().__init__()
        self._steps = steps

    def draw(self, renderer: Any) -> None:
        for step in self._steps:
            step(renderer)


def _pen(renderer: Any, stroke: Stroke) -> Any:
    pen = renderer.new_gc()
    pen.set_foreground(stroke.colour)
    pen.set_linewidth(stroke.width)
    pen.set_capstyle("butt")
    pen.set_joinstyle("round")
    if stroke.dashes:
        pen.set_dashes(0, list(stroke.dashes))
    return pen
