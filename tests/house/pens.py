"""A pen for tests of the page: it draws here, in the order asked, without a child to wait for."""

from collections.abc import Iterable, Iterator

from iria_reports.drawing.drawers import draw
from iria_reports.drawing.pen import Drawing, Pen


class PenHere(Pen):
    """Draws when the picture is asked for."""

    def __init__(self) -> None:
        pass

    def take(self, drawings: Iterable[Drawing]) -> Iterator[str]:
        return (draw(one.figure, one.style, one.language, maps=one.maps).decode() for one in drawings)


HERE = PenHere()
