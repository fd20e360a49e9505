"""Rows and options go in; the figure a chart kind makes of them comes out, ready to be drawn."""

from datetime import date
from pathlib import Path
from typing import Any

from iria_reports.composing.charts import CHARTS
from iria_reports.composing.charts.kind import Ask, Meaning
from iria_reports.composing.likelihood import ICD_203, Scale
from iria_reports.drawing.style import Style
from iria_reports.errors import Fault, Place
from iria_reports.report import Column, DataTable, Figure, Meta

Rows = list[dict[str, Any]]
Feed = dict[str, Any]

ROOT = Path(__file__).parents[2]
MAPS = ROOT / "assets" / "maps"
FONTS = ROOT / "assets" / "fonts"
STYLE = Style(fonts=(*sorted((FONTS / "source-sans-3").glob("*.ttf")), FONTS / "amiri" / "Amiri-Regular.ttf"))


def ask(
    rows: list[dict[str, Any]],
    *,
    as_of: date = date(2022, 1, 20),
    language: str = "en",
    columns: str = "",
    scale: Scale = ICD_203,
) -> Ask:
    """What a chart kind is handed; a row's fault stands at its line, the chart's at line 1.

    columns  names of columns that no row need fill
    """
    names = list(dict.fromkeys([*columns.split(), *(name for row in rows for name in row)]))
    columns = tuple(Column(name=name, label=name) for name in names if name != "known_on")
    table = DataTable(columns=columns, rows=tuple(tuple(row.get(one.name) for one in columns) for row in rows))

    def fault(row: int | None, column: str | None, message: str, advice: str) -> Fault:
        return Fault(Place("table.csv", 1 if row is None else row + 2), column or "", message, advice)

    maps = {"kazakhstan": (46.5, 40.5, 87.4, 55.5)}
    return Ask(tuple(rows), table, fault, "A title", language, as_of, scale=scale, maps=maps)


def meaning(kind: str, rows: list[dict[str, Any]], options: dict[str, Any], **asked: Any) -> Meaning:
    found = next(one for one in CHARTS if one.name == kind)
    return found.read(ask(rows, **asked), found.options.model_validate(options))


def figure(
    kind: str, rows: list[dict[str, Any]], options: dict[str, Any], *, width: Any = "full", **asked: Any
) -> Figure:
    """The figure as compose makes it."""
    meant = meaning(kind, rows, options, **asked)
    return Figure(
        meta=Meta(id=kind),
        kind=kind,
        title="A title",
        subtitle=meant.subtitle,
        alternative=meant.alternative,
        options=meant.options,
        table=meant.table,
        width=width,
    )


TOLLS: list[dict[str, Any]] = [
    {"date": date(2022, 1, 5), "value": 8, "label": "Interior Ministry", "withdrawn_on": None, "source_id": "a"},
    {"date": date(2022, 1, 6), "value": 18, "label": "Interior Ministry", "withdrawn_on": None, "source_id": "b"},
    {"date": date(2022, 1, 7), "value": 44, "label": "Interior Ministry", "withdrawn_on": None, "source_id": "b"},
    {"date": date(2022, 1, 9), "value": 164, "label": "Health Ministry", "withdrawn_on": date(2022, 1, 10)},
    {"date": date(2022, 1, 15), "value": 225, "label": "General Prosecutor", "withdrawn_on": None, "source_id": "c"},
]

PLACES: list[dict[str, Any]] = [
    {"place": "Almaty", "lat": 43.25, "lon": 76.91, "value": 160},
    {"place": "Kyzylorda", "lat": 44.85, "lon": 65.51, "value": 40},
    {"place": "Taraz", "lat": 42.9, "lon": 71.37, "value": 10},
    {"place": "Aktau", "lat": 43.66, "lon": 51.17, "value": 10},
]

LANES = ("protest", "clash", "government", "abroad")
NAMES = ("Қызылорда", "Almaty", "Өскемен", "Nur-Sultan", "Жаңаөзен", "Taldykorgan")


def events(count: int, *, crowded: bool = True) -> list[dict[str, Any]]:
    """Made-up events over 20 days with labels of up to 60 characters; crowded ones mostly fall on days 4 to 7."""
    made: list[dict[str, Any]] = []
    for number in range(count):
        day = 4 + number * 7 % 4 if crowded and number % 3 else 1 + number * 11 % 20
        label = f"{NAMES[number % 6]} {number}: crowds meet police at the old town hall gates"[: 60 - number % 5 * 7]
        end = date(2022, 1, min(day + number % 4, 20)) if number % 5 == 0 else None
        lane = LANES[number % 4]
        made.append({"event_id": f"E{number}", "date": date(2022, 1, day), "end_date": end, "event_type": lane})
        made[-1]["title"] = label.strip()
    return made
