"""The measure: a figure and a style go in; how wide it is printed comes out, and how tall a page lets it be."""

from iria_reports.drawing.style import Style
from iria_reports.report import Figure

POINTS_PER_MM = 72 / 25.4
TALLEST = 594.0  # 209.5 mm: a Letter page under its title, the least that any paper of a house theme leaves
TALLEST_PLOT = 556.0  # of that, what is left between heads and axes


def printed_width(figure: Figure, style: Style) -> float:
    """The width in points of a figure in the text column, or over the whole measure."""
    return (style.full_mm if figure.width == "full" else style.column_mm) * POINTS_PER_MM
