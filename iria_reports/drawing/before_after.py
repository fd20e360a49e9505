"""The ink of values before and after: a figure and a style go in; dumbbells or slopes, as the figure says, come out."""

from pathlib import Path

from iria_reports.drawing import dumbbell, slope
from iria_reports.drawing.style import Style
from iria_reports.report import Figure

FORMS = {"dumbbell": dumbbell.draw, "slope": slope.draw}


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The pairs as SVG."""
    return FORMS[figure.options["form"]](figure, style, language)
