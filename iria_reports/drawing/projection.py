"""Albers' equal-area projection on a sphere: degrees go in, kilometres come out, so that areas can be compared."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from iria_reports.drawing.boxes import Point

EARTH_KM = 6371.0


class Albers:
    """Fitted to an extent: its standard parallels lie a sixth within the south and north edges, its meridian midway."""

    def __init__(self, west: float, south: float, east: float, north: float) -> None:
        inset = (north - south) / 6
        one, two = math.radians(south + inset), math.radians(north - inset)
        self._meridian = (west + east) / 2
        self._n = (math.sin(one) + math.sin(two)) / 2 or 1e-9
        self._c = math.cos(one) ** 2 + 2 * self._n * math.sin(one)
        self._origin = float(self._radius(np.array([math.radians((south + north) / 2)]))[0])

    def _radius(self, latitudes: NDArray[np.float64]) -> NDArray[np.float64]:
        return EARTH_KM / self._n * np.sqrt(np.maximum(self._c - 2 * self._n * np.sin(latitudes), 0))

    def project(self, degrees: Sequence[Point]) -> list[Point]:
        """East and north of the middle in kilometres, for points of longitude and latitude."""
        array = np.asarray(degrees, dtype=np.float64)[:, :2]
        turned = (array[:, 0] - self._meridian + 180) % 360 - 180
        angle, radius = self._n * np.radians(turned), self._radius(np.radians(array[:, 1]))
        return list(
            zip((radius * np.sin(angle)).tolist(), (self._origin - radius * np.cos(angle)).tolist(), strict=True)
        )
