"""The ink of a map: a figure, a style and a folder of base maps go in; marks on a quiet ground as SVG come out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.base import Base, Ground, find_base, ground
from iria_reports.drawing.boxes import Box, Point, clipped, free
from iria_reports.drawing.colour import blend
from iria_reports.drawing.faces import ASCENT, SEMIBOLD, Faces, Type
from iria_reports.drawing.labelling import Label, Obstacles, Wish, label
from iria_reports.drawing.packing import label_height
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import Figure

POINTS_PER_MM = 72 / 25.4
LARGEST, SMALLEST = 0.034, 1.6  # the largest mark's radius as a share of the width, and a radius still seen
PAD = 7.0


@dataclass(frozen=True)
class Spot:
    """A place on the sheet with its mark's radius; area stands for the value."""

    name: str
    value: float
    at: Point
    radius: float


@dataclass(frozen=True)
class Layout:
    """Everything with its place, before any ink. Places beyond the frame are told in `elsewhere`."""

    ground: Ground
    spots: tuple[Spot, ...]
    labels: dict[int, Label]
    furniture: tuple[Box, ...]
    elsewhere: str
    per_value: float


def draw(figure: Figure, style: Style, language: str, *, maps: Path) -> bytes:
    """The map as SVG."""
    faces = Faces(style.fonts, style.family)
    base = find_base(maps, figure.options["base"], figure.options["country"])
    layout = lay_out(figure, style, language, maps=maps)
    small = Type(style.small_size, style.muted)
    notes = _notes(figure, layout, faces, small)
    sheet = Sheet((layout.ground.frame.right, layout.ground.frame.bottom + 4 + len(notes) * small.leading), faces)
    _land(sheet, layout.ground, style)
    _names(sheet, layout, base, (faces, style))
    _legend(sheet, layout, figure, (faces, style, language))
    _scale_bar(sheet, layout, figure, (faces, style, language))
    _marks(sheet, layout, (faces, style, language))
    for at, line in enumerate(notes):
        sheet.words((0, layout.ground.frame.bottom + 3 + small.size + at * small.leading), line, small)
    return sheet.svg()


def lay_out(figure: Figure, style: Style, language: str, *, maps: Path) -> Layout:
    """Everything in its place: marks, then legend and scale bar in the corners, then labels, the largest first."""
    faces = Faces(style.fonts, style.family)
    base = find_base(maps, figure.options["base"], figure.options["country"])
    width = (style.full_mm if figure.width == "full" else style.column_mm) * POINTS_PER_MM
    land = ground(base, width)
    records = list(figure.table.records())
    most = max(float(one["value"] or 0) for one in records)
    per_value = (width * LARGEST) ** 2 / most
    spots = [
        Spot(str(one["place"]), float(one["value"] or 0), land.at(float(one["lon"] or 0), float(one["lat"] or 0)), 0.0)
        for one in records
    ]
    shown = [spot for spot in spots if land.frame.grown(-2).left <= spot.at[0] <= land.frame.right - 2
             and land.frame.top + 2 <= spot.at[1] <= land.frame.bottom - 2]
    shown = [Spot(one.name, one.value, one.at, math.sqrt(one.value * per_value)) for one in shown]
    missing = [f"{one.name} ({number(one.value, language)})" for one in spots if one.name not in {s.name for s in shown}]
    furniture = _furniture(land, shown, figure, (faces, style))
    labels = _labels(shown, furniture, land.frame, (faces, style, figure.options["labels"], language))
    return Layout(land, tuple(shown), labels, furniture, "; ".join(missing), per_value)
