"""Base maps: a folder and a name go in; outlines in points, fitted to a width, come out."""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from iria_reports.drawing.boxes import Box, Point, clipped
from iria_reports.drawing.projection import Albers

Ring = list[Point]
Edge = tuple[Point, Point]
GRID = 4  # steps to a point


@dataclass(frozen=True)
class Base:
    """A base map's manifest and the outlines it names, in degrees."""

    name: str
    manifest: dict[str, Any]
    countries: tuple[tuple[str, tuple[Ring, ...]], ...]
    units: tuple[tuple[Ring, ...], ...]
    unmarked: tuple[Ring, ...]

    @property
    def country(self) -> str:
        return str(self.manifest["country"])


@dataclass(frozen=True)
class Ground:
    """A base in points: fills and lines, and how to place degrees on it.

    land     rings of every country, the one shown among them
    borders  round other countries, but for what they share with the one shown
    home     closed rings round the country shown; inner are lines between its first-level units
    """

    frame: Box
    scale: float
    albers: Albers
    offset: Point
    land: tuple[Ring, ...]
    borders: tuple[Ring, ...]
    home: tuple[Ring, ...]
    inner: tuple[Ring, ...]

    def at(self, lon: float, lat: float) -> Point:
        """The place of a longitude and latitude on the sheet."""
        return _placed(self.albers.project([(lon, lat)]), self.scale, self.offset)[0]


def find_base(maps: Path, name: str) -> Base:
    """The base map called `name`: its manifest and outlines. Raises FileNotFoundError."""
    manifest = json.loads((maps / f"{name}.json").read_text("utf-8"))
    countries = [(str(one["properties"]["name"]), _rings(one)) for one in _features(maps / manifest["countries"])]
    features = _features(maps / manifest["units"])
    units = [_rings(one) for one in features]
    unmarked = [ring for one in features if one["properties"]["name"] in manifest["unmarked"] for ring in _rings(one)]
    return Base(name, manifest, tuple(countries), tuple(units), tuple(unmarked))


def _features(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text("utf-8"))["features"])


def _rings(feature: dict[str, Any]) -> tuple[Ring, ...]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple([(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon)


def ground(base: Base, width: float) -> Ground:
    """The base fitted to a width, with the country in the middle."""
    degrees = [point for rings in base.units for ring in rings for point in ring]
    lons, lats = [point[0] for point in degrees], [point[1] for point in degrees]
    albers = Albers(min(lons), min(lats), max(lons), max(lats))
    extent = albers.project(degrees)
    xs, ys = [point[0] for point in extent], [point[1] for point in extent]
    margin = (max(xs) - min(xs)) * float(base.manifest["margin"])
    scale = width / (max(xs) - min(xs) + 2 * margin)
    offset = (margin - min(xs), margin + max(ys))
    frame = Box(0.0, 0.0, width, math.ceil((max(ys) - min(ys) + 2 * margin) * scale))

    def placed(rings: Sequence[Ring]) -> list[Ring]:
        return [_placed(albers.project(ring), scale, offset) for ring in rings]

    outer, inner = _outer_and_inner([_edges(placed(rings)) for rings in base.units], _edges(placed(base.unmarked)))
    others = [ring for _, rings in base.countries for ring in placed(rings)]
    return Ground(
        frame=frame,
        scale=scale,
        albers=albers,
        offset=offset,
        land=tuple(ring for one in others if len(ring := clipped(_lean(one), frame.grown(2))) > 2),
        borders=tuple(_chains(_foreign(base, placed), frame)),
        home=tuple(_chains(outer, frame)),
        inner=tuple(_chains(inner, frame)),
    )


def _placed(kilometres: Sequence[Point], scale: float, offset: Point) -> Ring:
    return [((x + offset[0]) * scale, (offset[1] - y) * scale) for x, y in kilometres]


def _lean(ring: Sequence[Point]) -> Ring:
    """The ring on a grid of quarters of a point, without points that repeat the one before."""
    rounded = [(round(x * GRID) / GRID, round(y * GRID) / GRID) for x, y in ring]
    return [here for before, here in zip([None, *rounded], rounded, strict=False) if here != before]


def _edges(rings: Sequence[Ring]) -> Counter[Edge]:
    """How often each stretch between two points is walked, in either direction."""
    return Counter((min(edge), max(edge)) for ring in rings for edge in pairwise(_lean(ring)))


def _outer_and_inner(units: Sequence[Counter[Edge]], unmarked: Counter[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Edges walked an odd number of times are the country's outline, which closes; those of two units lie within it."""
    walked, shared = Counter[Edge](), Counter[Edge]()
    for edges in units:
        walked.update(edges)
        shared.update(edges.keys())
    outer = [edge for edge, times in walked.items() if times % 2]
    inner = [edge for edge, times in walked.items() if times % 2 == 0 and shared[edge] > 1 and edge not in unmarked]
    return outer, inner


def _foreign(base: Base, placed: Callable[[Sequence[Ring]], list[Ring]]) -> list[Edge]:
    """The edges of other countries: not those of the country shown, nor those where the outlines were cut."""
    west, south, east, north = base.manifest["clip"]
    own = {edge for name, rings in base.countries if name == base.country for edge in _edges(placed(rings))}
    edges: dict[Edge, None] = {}
    for name, rings in base.countries:
        if name != base.country:
            kept = [part for ring in rings for part in _uncut(ring, (west, east), (south, north))]
            edges |= dict.fromkeys(_edges(placed(kept)))
    return [edge for edge in edges if edge not in own]


def _uncut(ring: Ring, lons: tuple[float, float], lats: tuple[float, float]) -> Iterator[Ring]:
    """The ring in the parts left when the edges along the cut are taken out."""
    part = ring[:1]
    for one, two in pairwise(ring):
        if (one[0] == two[0] and one[0] in lons) or (one[1] == two[1] and one[1] in lats):
            yield part
            part = []
        part.append(two)
    yield part


def _chains(edges: Sequence[Edge], frame: Box) -> Iterator[Ring]:
    """Edges joined end to end into as few lines as that gives, without those outside the frame."""
    meeting: dict[Point, dict[Point, None]] = {}
    for one, two in edges:
        if frame.meets_segment(one, two):
            meeting.setdefault(one, {})[two] = None
            meeting.setdefault(two, {})[one] = None
    ends_first = sorted(meeting, key=lambda point: (len(meeting[point]) % 2 == 0, point))
    for start in ends_first:
        while meeting[start]:
            chain = [start]
            while meeting[chain[-1]]:
                here = chain[-1]
                there = next(iter(meeting[here]))
                del meeting[here][there], meeting[there][here]
                chain.append(there)
            yield chain
