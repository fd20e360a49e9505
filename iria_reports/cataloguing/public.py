"""Versions and the house's marks go in; what the public may be told of them comes out, and nothing besides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from iria_reports.cataloguing.gathering import report_json, words
from iria_reports.cataloguing.listing import Listed
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.entries import IssuedRendition
from iria_reports.report.embargo import is_released


@dataclass(frozen=True)
class Public:
    """One report as the public sees it. `files` are its public renditions; `gone` is the day it was withdrawn."""

    number: str
    version: int
    title: str
    bottom_line: str
    language: str
    kind: str
    issued: date
    first: date
    region: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    files: tuple[IssuedRendition, ...] = ()
    gone: date | None = None


def public_list(archive: Archive, everything: Iterable[Listed], open_mark: str, now: datetime) -> tuple[Public, ...]:
    """Each number whose last version has a rendition for everybody, the newest first.

    For everybody is what bears no mark or `open_mark`, the house's most open one, is prepared for no client, and whose
    embargo is over. A withdrawn report is named, and its bottom line is not.
    """
    last: dict[str, Public] = {}
    first: dict[str, date] = {}
    for one in everything:
        first.setdefault(one.number, one.issued)
        if one.lines:
            last.pop(one.number, None)  # a later version that is restricted hides the earlier one
        if shown := _public(archive, one, open_mark, now, first[one.number]):
            last[one.number] = shown
    return tuple(sorted(last.values(), key=lambda one: (one.issued, one.number), reverse=True))


def _public(archive: Archive, one: Listed, open_mark: str, now: datetime, first: date) -> Public | None:
    found = list(_files(archive, one, open_mark, now))
    if not found:
        return None
    rendition, report = found[0]
    full = one.full
    return Public(
        number=one.number,
        version=one.version,
        title=str(report.get("title") or "") or one.title,
        bottom_line="" if one.withdrawn else _bottom_line(report),
        language=rendition.language,
        kind=str(report.get("kind_label") or ""),
        issued=one.issued,
        first=first,
        region=full.region if full else "",
        topics=full.topics if full else (),
        authors=full.authors if full else (),
        files=tuple(rendition for rendition, _ in found),
        gone=one.withdrawn.at.date() if one.withdrawn else None,
    )


def _files(
    archive: Archive, one: Listed, open_mark: str, now: datetime
) -> Iterator[tuple[IssuedRendition, dict[str, Any]]]:
    """The renditions for everybody. One whose report.json is gone is not shown: its embargo is not known."""
    for line in one.lines:
        for rendition in line.renditions:
            if rendition.mark not in (None, open_mark) or rendition.client:
                continue
            report = report_json(archive, line, rendition.file) if one.full else {}
            if report is not None and is_released(str(report.get("embargo") or ""), now):
                yield rendition, report


def _bottom_line(report: dict[str, Any]) -> str:
    """The words of the bottom line, of which nothing is restricted further than the rendition; "" where it has none."""
    for section in report.get("sections") or ():
        if isinstance(section, dict) and section.get("kind") == "bottom-line":
            return " ".join(words(section.get("blocks")).split())
    return ""
