"""Base maps: a folder and a name or country go in; outlines in points, fitted to a width, come out."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from iria_reports.drawing.boxes import Box, Point, clipped
from iria_reports.drawing.projection import Albers
from iria_reports.errors import MachineNotReady

Ring = list[Point]
Edge = tuple[Point, Point]


@dataclass(frozen=True)
class Base:
    """A base map's manifest and the outlines it names, in degrees."""

    name: str
    manifest: dict[str, Any]
    countries: tuple[tuple[str, tuple[Ring, ...]], ...]
    units: tuple[tuple[Ring, ...], ...]

    @property
    def country(self) -> str:
        return str(self.manifest["country"])


@dataclass(frozen=True)
class Ground:
    """A base in points: fills and lines, and how to place degrees on it.

    land      rings of every other country; home the rings of the country shown
    borders   between other countries; shore where they meet water
    outline   of the country shown; inner between its first-level units
    """

    frame: Box
    scale: float
    albers: Albers
    offset: Point
    land: tuple[Ring, ...]
    home: tuple[Ring, ...]
    borders: tuple[Ring, ...]
    outline: tuple[Ring, ...]
    inner: tuple[Ring, ...]

    def at(self, lon: float, lat: float) -> Point:
        """The place of a longitude and latitude on the sheet."""
        return _placed(self.albers.project([(lon, lat)]), self.scale, self.offset)[0]


def find_base(maps: Path, name: str | None, country: str | None) -> Base:
    """The base by its name, else the country's, else the only one there is."""
    manifests = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(maps.glob("*.json"))}
    if name is not None:
        found = [name] if name in manifests else []
    elif country is not None:
        wanted = country.casefold()
        found = [
            stem
            for stem, one in manifests.items()
            if wanted in (one["country"].casefold(), *(code.casefold() for code in one["codes"]))
        ]
    else:
        found = list(manifests)
    if len(found) != 1:
        asked = f"the name {name!r}" if name else f"the country {country!r}" if country else "a report that names none"
        known = ", ".join(manifests) or "none"
        raise MachineNotReady(
            f"there is not one base map for {asked}",
            advice=f"set `base` to one of these, or add one (see the README in {maps.name}): {known}",
        )
    manifest = manifests[found[0]]
    countries = [(str(one["properties"]["name"]), _rings(one)) for one in _features(maps / manifest["countries"])]
    units = [_rings(one) for one in _features(maps / manifest["units"])]
    return Base(found[0], manifest, tuple(countries), tuple(units))


def _features(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text("utf-8"))["features"])


def _rings(feature: dict[str, Any]) -> tuple[Ring, ...]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple([(float(x), float(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon)


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
    frame = Box(0.0, 0.0, width, round((max(ys) - min(ys) + 2 * margin) * scale, 1))

    def placed(rings: Sequence[Ring]) -> list[Ring]:
        return [_placed(albers.project(ring), scale, offset) for ring in rings]

    units = [ring for rings in base.units for ring in placed(rings)]
    outer, inner = _outer_and_inner(units)
    others = [ring for name, rings in base.countries for ring in placed(rings)]
    return Ground(
        frame=frame,
        scale=scale,
        albers=albers,
        offset=offset,
        land=tuple(ring for one in others if len(ring := _lean(clipped(one, frame.grown(2)))) > 2),
        home=tuple(_lean(ring) for ring in units),
        borders=tuple(_chains(_foreign(base, placed), frame)),
        outline=tuple(_chains(outer, frame)),
        inner=tuple(_chains(inner, frame)),
    )


def _placed(kilometres: Sequence[Point], scale: float, offset: Point) -> Ring:
    return [(round((x + offset[0]) * scale, 1), round((offset[1] - y) * scale, 1)) for x, y in kilometres]


def _lean(ring: Sequence[Point]) -> Ring:
    """The ring in tenths of a point, without points that repeat the one before."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in ring]
    return [here for before, here in zip([None, *rounded], rounded, strict=False) if here != before]


def _edges(rings: Sequence[Ring]) -> list[Edge]:
    return [(min(edge), max(edge)) for ring in rings for edge in pairwise(_lean(ring)) if edge[0] != edge[1]]


def _outer_and_inner(units: Sequence[Ring]) -> tuple[list[Edge], list[Edge]]:
    """Edges of one unit only are the country's outline; those that two share lie within it."""
    counted = Counter(_edges(units))
    return [edge for edge, count in counted.items() if count == 1], [
        edge for edge, count in counted.items() if count > 1
    ]


def _foreign(base: Base, placed: Any) -> list[Edge]:
    """The edges of other countries: not those of the country shown, nor those where the outlines were cut."""
    west, south, east, north = base.manifest["clip"]
    own = {edge for name, rings in base.countries if name == base.country for edge in _edges(placed(rings))}
    edges: dict[Edge, None] = {}
    for name, rings in base.countries:
        if name == base.country:
            continue
        for ring, lined in zip(rings, placed(rings), strict=True):
            for (one, two), line in zip(pairwise(ring), pairwise(lined), strict=True):
                cut = any(one[axis] == two[axis] == edge for axis, edge in ((0, west), (0, east), (1, south), (1, north)))
                sorted_line = (min(line), max(line))
                if not cut and line[0] != line[1] and sorted_line not in own:
                    edges[sorted_line] = None
    return list(edges)


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
