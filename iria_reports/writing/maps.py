"""The base maps of a desk and of the house go in; how far each reaches comes out, and which one shows some places."""

import json
from collections.abc import Mapping, Sequence

from iria_reports.desk import Desk
from iria_reports.errors import Fault, Place

Bounds = tuple[float, float, float, float]


def map_bounds(desk: Desk) -> tuple[dict[str, Bounds], list[Fault]]:
    """West, south, east and north of the country each base map shows, in degrees, by the map's name."""
    found: dict[str, Bounds] = {}
    faults: list[Fault] = []
    for layer in desk.layers("assets"):
        for manifest in sorted((layer / "maps").glob("*.json")):
            try:
                west, south, east, north = map(float, json.loads(manifest.read_text("utf-8"))["bounds"])
            except (OSError, ValueError, TypeError, KeyError):
                advice = 'give it "bounds": [west, south, east, north] and what else assets/maps/README.md lists'
                faults.append(Fault(Place(desk.name_of(manifest)), "", "is not a base map", advice))
                continue
            found.setdefault(manifest.stem, (west, south, east, north))
    return found, faults


def base_for(places: Sequence[tuple[float, float]], maps: Mapping[str, Bounds]) -> str | None:
    """The map that shows most of the places (longitude, latitude), where it shows at least half of them."""

    def shown(bounds: Bounds) -> int:
        west, south, east, north = bounds
        return sum(west <= lon <= east and south <= lat <= north for lon, lat in places)

    best = max(maps, key=lambda name: shown(maps[name]), default=None)
    return best if best is not None and places and 2 * shown(maps[best]) >= len(places) else None
