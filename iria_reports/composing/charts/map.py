"""Map: rows with places go in; out comes how much there was where, one mark a place. No ink."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StrictStr

from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    chosen,
    known_on,
    merged,
    plain,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import listing, number
from iria_reports.report import Column, DataTable
from iria_reports.writing.fields import RefersTo
from iria_reports.writing.maps import base_for

BORDERS = "Borders as drawn by Natural Earth; no position implied."


class MapOptions(ChosenRows):
    """What the analyst chooses for a map."""

    place: StrictStr = Field("place", description="The column of the place's name.")
    lat: StrictStr = Field("lat", description="The column of its latitude in degrees.")
    lon: StrictStr = Field("lon", description="The column of its longitude in degrees.")
    value: StrictStr | None = Field(
        None, description="The column the marks' area stands for; a count of rows if left out."
    )
    base: Annotated[str, RefersTo("map")] | None = Field(
        None, description="The base map: a name in assets/maps; the one that shows most of the places if left out."
    )
    labels: int | None = Field(
        None, ge=0, description="How many places to name, the largest first; all that fit if left out."
    )
    unit: StrictStr = Field("events", description="What the marks count, as printed.")
    exclude: tuple[StrictStr, ...] = Field(
        (), description="Places left out, such as one that stands for a whole country."
    )
    borders_note: StrictStr = Field(BORDERS, description="What is said of the borders, under the map.")


@dataclass(frozen=True)
class Spot:
    """A place, where it is, how much there is, and the rows it was made from."""

    name: str
    lat: float
    lon: float
    value: float
    rows: tuple[Row, ...]


def read(ask: Ask, options: MapOptions) -> Meaning:
    """The places of the chosen rows, largest first."""
    findings = Findings(ask)
    wanted = {"place": options.place, "lat": options.lat, "lon": options.lon}
    wanted |= {"value": options.value} if options.value else {}
    findings.require(wanted)
    grouped: dict[str, list[Row]] = {}
    for row in chosen(ask, options, findings):
        name = " ".join(str(row.cells.get(options.place) or "").split())
        if not name:
            advice = "name it, or leave the row out with `only`"
            findings.add("the row names no place", advice, row=row, column=options.place)
        elif name not in options.exclude:
            grouped.setdefault(name, []).append(row)
    spots = [spot for name, rows in grouped.items() if (spot := _spot(name, rows, options, findings))]
    findings.stop()
    spots = sorted((spot for spot in spots if spot.value > 0), key=lambda spot: (-spot.value, spot.name))
    if not spots:
        findings.nothing_left("place", "widen `only`, or exclude less")
    base = options.base or base_for([(spot.lon, spot.lat) for spot in spots], ask.maps)
    if spots and base is None:
        advice = (
            f"name one with `base` (there is {', '.join(ask.maps) or 'none'}), add one to assets/maps, or use a table"
        )
        findings.add("no base map shows these places", advice)
    findings.stop()
    return _meaning(ask, options.model_copy(update={"base": base}), spots)


def _spot(name: str, rows: list[Row], options: MapOptions, findings: Findings) -> Spot | None:
    where = [(_degrees(row, options.lat, 90, findings), _degrees(row, options.lon, 180, findings)) for row in rows]
    lat, lon = where[0]
    for row, place in zip(rows, where, strict=True):
        if None not in place and place != (lat, lon):
            message = f"{name} stands at {place[0]}, {place[1]} here and at {lat}, {lon} in an earlier row"
            findings.add(message, "give one place one position", row=row, column=options.lat)
    if options.value is None:
        value: float | None = float(len(rows))
    else:
        value = findings.number(rows[0], options.value)
        for row in rows[1:]:
            advice = "choose one with `only`: reported values must not be added up"
            findings.add(f"{name} has a second value", advice, row=row, column=options.place)
    if lat is None or lon is None or value is None:
        return None
    return Spot(name, lat, lon, value, tuple(rows))


def _degrees(row: Row, column: str, most: int, findings: Findings) -> float | None:
    value = row.cells.get(column)
    if isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most:
        return float(value)
    message = "there are no degrees" if value is None else f"{value} is not between -{most} and {most}"
    findings.add(message, "write decimal degrees, or exclude the place", row=row, column=column)
    return None


def _meaning(ask: Ask, options: MapOptions, spots: list[Spot]) -> Meaning:
    drawn: dict[str, Any] = {
        "base": options.base,
        "labels": options.labels,
        "unit": options.unit,
        "borders_note": options.borders_note,
        "elsewhere": "Not on this map",
        "kilometres": "km",
    }
    rows = [row for spot in spots for row in spot.rows]
    table = _table(ask, options, spots)
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{options.unit[:1].upper()}{options.unit[1:]} by place; area of the mark in proportion",
        alternative=_alternative(ask, options, spots),
        sources=sources_of(table),
        known_on=known_on(rows),
    )


def _table(ask: Ask, options: MapOptions, spots: list[Spot]) -> DataTable:
    columns = (
        Column(name="place", label="Place"),
        Column(name="lat", label="Latitude", type="number"),
        Column(name="lon", label="Longitude", type="number"),
        Column(name="value", label=f"{options.unit[:1].upper()}{options.unit[1:]}", type="number"),
    )
    table = DataTable(columns=columns, rows=tuple((one.name, one.lat, one.lon, plain(one.value)) for one in spots))
    return with_sources(ask, table, [merged(ask, spot.rows) for spot in spots])


def _alternative(ask: Ask, options: MapOptions, spots: list[Spot]) -> str:
    named = next((n for n in (3, 2, 1) if len(spots) > 3 and spots[n - 1].value > spots[n].value), 3)
    largest = [f"{one.name} ({number(one.value, ask.language)})" for one in spots[:named]]
    places = "1 place" if len(spots) == 1 else f"{len(spots)} places"
    if len(Counter(one.value for one in spots)) == 1 and len(spots) > 3:
        told = f"each with {number(spots[0].value, ask.language)}"
    elif len(spots) > 3:
        told = f"the most in {listing(largest, ask.language)}"
    else:
        told = listing(largest, ask.language)
    return f"Map of {options.unit} in {places}: {told}."


MAP = ChartKind("map", "how much there was where", MapOptions, read)
