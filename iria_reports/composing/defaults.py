"""A spec without `sections:` goes in; the sections the house would choose come out: a complete backgrounder."""

from typing import Any

from iria_reports.composing.charts.reported import MOST_STATEMENTS
from iria_reports.composing.charts.timeline import MOST_EVENTS
from iria_reports.composing.sections import ReportChoices
from iria_reports.writing.library import Article
from iria_reports.writing.maps import base_for
from iria_reports.writing.spec import Spec
from iria_reports.writing.tables import ReadTable


def house_sections(spec: Spec) -> tuple[Any, ...]:
    """Bottom line, the report's own prose, articles, charts of the tables that can be drawn, annex, sources, about.

    Text comes first: a tall chart that has to wait for the second page would leave the first one empty.
    """
    chosen: list[dict[str, Any]] = []
    written = any(part.heading.casefold() == "bottom line" for part in spec.prose)
    if written or any(article.front.standfirst for article in spec.articles.values()):
        chosen.append({"kind": "bottom-line"})
    own = [part.heading for part in spec.prose if part.heading.casefold() != "bottom line"]
    chosen += [{"kind": "prose", **({"heading": heading} if heading else {})} for heading in own]
    charts = [section for table in spec.tables.values() for section in _drawn(table, spec)]
    articles = [{"kind": "article", "article": slug} for slug, article in spec.articles.items() if _any(article, spec)]
    if charts and not own and not articles:
        charts[0]["heading"] = "The events" if charts[0].get("chart") == "timeline" else "The figures"
    chosen += [*articles, *charts]
    if any(section["kind"] == "chart" for section in charts):
        chosen.append({"kind": "annex"})
    chosen += [{"kind": "sources"}, {"kind": "about"}]
    return tuple(ReportChoices.model_validate({"title": "x", "sections": chosen}).sections)


def _any(article: Article, spec: Spec) -> bool:
    """Whether the headings by which a query takes its articles leave anything of this one."""
    choice = spec.chosen[article.slug]
    return bool(choice.slug or article.blocks(excerpt=choice.take == "excerpt", headings=choice.headings))


def _drawn(read: ReadTable, spec: Spec) -> list[dict[str, Any]]:
    """What a table's columns and length allow: a timeline, a map, reported figures; else the table itself."""
    names = {column.name for column in read.table.columns}
    rows = len(read.table.rows)
    called = read.id.replace("-", " ").replace("_", " ").capitalize()
    sections: list[dict[str, Any]] = []
    if {"date", "title"} <= names or {"date", "short"} <= names:
        if not 0 < rows <= MOST_EVENTS:
            return [_table(read, called)] if rows else []
        lane = next((name for name in ("lane", "event_type", "type", "kind", "place") if name in names), None)
        if lane is None or "date" not in names:
            return [_table(read, called)]
        timeline = {"kind": "chart", "chart": "timeline", "data": read.id, "title": f"{called} by day", "width": "full"}
        sections.append(timeline | {"lane": lane})
    elif {"date", "value", "label"} <= names and 0 < rows <= MOST_STATEMENTS:
        sections.append({"kind": "chart", "chart": "reported", "data": read.id, "title": f"{called} as reported"})
    if rows and {"lat", "lon", "place"} <= names and base_for(_spots(read), spec.maps):
        sections.append({"kind": "chart", "chart": "map", "data": read.id, "title": f"{called} by place"})
    return sections or ([_table(read, called)] if rows else [])


def _spots(read: ReadTable) -> list[tuple[float, float]]:
    """(longitude, latitude) of every row that has both."""
    cells = [(one["lon"], one["lat"]) for one in read.table.records()]
    return [(lon, lat) for lon, lat in cells if isinstance(lon, int | float) and isinstance(lat, int | float)]


def _table(read: ReadTable, called: str) -> dict[str, Any]:
    return {"kind": "table", "data": read.id, "title": called}
