"""An issue's report.json goes in; its words, sources and what rests on which come out.

Read as plain JSON and not as a Report: what was issued by an older program is found too.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from iria_reports.desk import leads_out
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.contents import DESK
from iria_reports.issuing.entries import Added, Issued

ARTICLES = "reports/articles/"
SPOKEN = (
    *("number", "title", "byline", "speaker", "office", "term", "note", "label", "statement", "likelihood", "change"),
    *("confidence", "because", "basis", "inlines", "children", "items", "nested", "parts", "points", "subtitle"),
    *("alternative", "caption", "credit", "corner", "columns", "head", "cells", "rows", "tags", "table", "footer"),
    *("assumptions", "indicators"),
)
Part = Literal["record", "section", "judgement"]


@dataclass(frozen=True)
class Passage:
    """Words that belong together: `heading` says where they stand."""

    part: Part
    heading: str
    body: str


@dataclass(frozen=True)
class Rest:
    """An article or source (`name`) that the part under `heading` rests on; `about` is what else it goes by."""

    what: Literal["article", "source"]
    name: str
    heading: str = ""
    about: str = ""


@dataclass(frozen=True)
class Gathered:
    """All that is looked for in one issue. `whole`: every report.json that should be there could be read."""

    passages: tuple[Passage, ...] = ()
    rests: tuple[Rest, ...] = field(default=())
    whole: bool = True


def gather(archive: Archive, line: Issued | Added) -> Gathered:
    """What one line's bag holds. Never raises: a bag that cannot be read gives what the register says."""
    record = Passage("record", line.title, _record(line))
    if isinstance(line, Added):
        return Gathered((record,))
    passages: dict[Passage, None] = {record: None}
    rests: dict[Rest, None] = {}
    whole = True
    for rendition in line.renditions:
        report = report_json(archive, line, rendition.file)
        whole = whole and report is not None
        passages |= dict.fromkeys(_passages(report or {}))
        rests |= dict.fromkeys(_rests(report or {}))
    known = {one.name for one in rests if one.what == "article"}
    rests |= dict.fromkeys(Rest("article", name) for name in _frozen_articles(archive, line) if name not in known)
    return Gathered(tuple(passages), tuple(rests), whole)


def report_json(archive: Archive, line: Issued | Added, file: str) -> dict[str, Any] | None:
    """A rendition's report.json; None where it cannot be read, or would lie outside the archive."""
    name = f"{line.bag}/data/{file.removesuffix('.pdf')}.report.json"
    if leads_out(archive.root, name):
        return None
    try:
        found = json.loads((archive.root / name).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def words(value: Any) -> str:
    """The words of any part of a report.json, as they are read: without ids, places and citations."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        inline = all(isinstance(one, dict) and one.get("type") in _INLINE for one in value)
        return ("" if inline else " ").join(filter(None, map(words, value)))
    if not isinstance(value, dict):
        return ""
    match value.get("type"):
        case "text":
            return str(value.get("text", ""))
        case "citation":
            return ""
        case "note":
            return f" ({words(value.get('children'))})"
    if {"columns", "rows"} <= value.keys() and all(isinstance(one, dict) for one in _list(value["columns"])):
        return _table(value)
    return " ".join(filter(None, (words(value[key]) for key in SPOKEN if key in value)))


def clean(text: str) -> str:
    """One form of each letter (NFC), and nothing that a database cannot hold."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode().replace("\0", " "))


def folded(text: str) -> str:
    """As it is compared: clean, and without regard to case."""
    return clean(text).casefold()


_INLINE = {"text", "emphasis", "strong", "link", "citation", "note", "reference"}


def _record(line: Issued | Added) -> str:
    said = [line.number, line.title, str(line.issued)]
    if isinstance(line, Issued):
        said += [line.region, *line.topics, *line.authors, line.kind, *(one.mark or "" for one in line.renditions)]
    return " · ".join(filter(None, said))


def _passages(report: dict[str, Any]) -> Iterator[Passage]:
    """The whole of the text, a section at a time; judgements each by itself; sources as one."""
    if subtitle := words(report.get("subtitle")):
        yield Passage("record", words(report.get("title")), subtitle)
    for section in _list(report.get("sections")):
        heading = _heading(section)
        blocks = _list(section.get("blocks"))
        yield Passage("section", heading, " ".join(words(one) for one in blocks if one.get("type") != "judgements"))
        for block in blocks:
            if block.get("type") == "judgements":
                yield from (Passage("judgement", heading, words(item)) for item in _list(block.get("items")))
    if sources := [_about(one) for one in _list(report.get("sources"))]:
        yield Passage("section", "Sources", "; ".join(sources))


def _rests(report: dict[str, Any]) -> Iterator[Rest]:
    """Each source and article, under each heading that rests on it."""
    known = {str(one.get("id")): _about(one) for one in _list(report.get("sources"))}
    named: set[str] = set()
    for section in _list(report.get("sections")):
        heading = _heading(section)
        for source in dict.fromkeys(_sources(section)):
            if source in known:
                named.add(source)
                yield Rest("source", source, heading, known[source])
        for article in dict.fromkeys(_origins(section)):
            yield Rest("article", article, heading)
    yield from (Rest("source", name, "", about) for name, about in known.items() if name not in named)


def _sources(value: Any) -> Iterator[str]:
    """The ids that a section's blocks, judgements and citations name."""
    if isinstance(value, list):
        for one in value:
            yield from _sources(one)
    elif isinstance(value, dict):
        if value.get("type") == "source-list":
            return
        yield from (str(one) for one in _list(value.get("sources"), str))
        yield from (str(one.get("source")) for one in _list(value.get("cites")))
        for one in value.values():
            yield from _sources(one)


def _origins(value: Any) -> Iterator[str]:
    """The articles in which a section, its blocks or their parts were written."""
    if isinstance(value, list):
        for one in value:
            yield from _origins(one)
    elif isinstance(value, dict):
        path = value.get("path")
        if isinstance(path, str) and path.startswith(ARTICLES) and path.endswith(".md"):
            yield path.removeprefix(ARTICLES).removesuffix(".md")
        for one in value.values():
            yield from _origins(one)


def _frozen_articles(archive: Archive, line: Issued) -> list[str]:
    name = f"{line.bag}/data/{DESK}/{ARTICLES}"
    if leads_out(archive.root, name):
        return []
    return sorted(file.stem for file in Path(archive.root / name).glob("*.md"))


def _table(value: dict[str, Any]) -> str:
    """Labels and cells, less the columns that hold ids of sources."""
    columns = _list(value["columns"])
    kept = [at for at, column in enumerate(columns) if column.get("type") != "sources"]
    rows = [[row[at] for at in kept if at < len(row)] for row in value["rows"] if isinstance(row, list)]
    return " ".join([*(str(columns[at].get("label", "")) for at in kept), *(words(row) for row in rows)])


def _heading(section: dict[str, Any]) -> str:
    """Its number and title; of a bottom line and the like, which have none printed, the kind in words."""
    number, title = str(section.get("number") or ""), str(section.get("title") or "")
    return f"{number} {title}".strip() or re.sub("[-_]", " ", str(section.get("kind") or "")).capitalize()


def _about(source: dict[str, Any]) -> str:
    return ", ".join(
        str(source.get(key)) for key in ("title", "publisher", "url", "published", "archived_url") if source.get(key)
    )


def _list(value: Any, kind: type = dict) -> list[Any]:
    return [one for one in value if isinstance(one, kind)] if isinstance(value, list) else []
