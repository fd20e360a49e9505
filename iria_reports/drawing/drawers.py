"""The ink of each chart kind: a figure, a style and a language go in; a picture as SVG comes out."""

from collections.abc import Callable
from pathlib import Path

from iria_reports.drawing import (
    before_after,
    conflicting,
    daily,
    likelihood,
    map,
    ranked,
    relations,
    reported,
    risk_matrix,
    scenarios,
    share,
    small_multiples,
    timeline,
    wording,
)
from iria_reports.drawing.style import Style
from iria_reports.report import Figure

DRAWERS: dict[str, Callable[..., bytes]] = {
    "timeline": timeline.draw,
    "reported": reported.draw,
    "map": map.draw,
    "daily": daily.draw,
    "before-after": before_after.draw,
    "ranked": ranked.draw,
    "small-multiples": small_multiples.draw,
    "share": share.draw,
    "relations": relations.draw,
    "risk-matrix": risk_matrix.draw,
    "likelihood": likelihood.draw,
    "scenarios": scenarios.draw,
    "conflicting": conflicting.draw,
    "wording": wording.draw,  # no kind of chart: the section on method makes it
}


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The picture of a figure, as wide in points as it is printed; `maps` is the folder of base maps."""
    return DRAWERS[figure.kind](figure, style, language, maps=maps)
