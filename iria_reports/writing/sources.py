"""The tables in reports/sources/ go in; every source by id comes out, each with the day it counts from."""

import calendar
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import quote

from iria_reports.desk import Desk, find_file, leads_out
from iria_reports.errors import Fault, Place
from iria_reports.report import Source
from iria_reports.writing.fields import days_meant, is_language
from iria_reports.writing.match import suggest
from iria_reports.writing.rows import RawRow, RawTable, read_rows

COLUMNS = {
    "id": "The name to cite it by, `[@id]`.",
    "title": "Its title, as published.",
    "publisher": "Who published it. `AFP via The Herald`, `The Herald (AFP text)`, `The Herald / AFP` and `The Herald "
    "citing AFP` count as the agency's in the source summary.",
    "date": "The day, month or year it was published, ISO; it counts from the last day of what is given.",
    "url": "Its address, where it has one.",
    "kind": "What it is, such as news agency, official or NGO.",
    "standing": "`official` (a state, its offices, an international organisation), `state` (media that a state owns) "
    "or `independent`. Where it is empty the kind tells: official is official; state-media is state; NGO, think-tank, "
    "monitor and academic are independent; of any other kind, media and wire among them, it is not said.",
    "language": "Its language as a tag such as ru or kk.",
    "grade": "Reliability and credibility, A1 to F6 (Admiralty code); empty is not graded.",
    "grade_known_on": "The day, month or year the grade was given, where that was later than the source; ISO.",
    "mark": "Its sharing mark, such as TLP:AMBER: what cites it is marked no lower.",
    "title_seen": "`no` where the title is the institute's description of a page whose headline was not seen.",
    "archived_url": "Where a web archive keeps it; printed with the source in the list of sources.",
    "saved_copy": "A copy of it in reports/sources/saved/, such as tass-0105.html: kept with what is issued, in the "
    "archive, and given to no reader.",
}
STANDINGS = ("official", "state", "independent")
STANDING_BY_KIND = {
    "official": "official",
    "state media": "state",
    "ngo": "independent",
    "think tank": "independent",
    "monitor": "independent",
    "academic": "independent",
}
REQUIRED = ("id", "title", "publisher", "date")
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FILE_NAME = re.compile(r"(?!\.)[^/\\:%\x00-\x1f]*")  # as a bag's manifest holds it (issuing/bag.py)
ADDRESS_SIGNS = "!#$%&'()*+,/:;=?@[]~"  # what an address in ASCII has beside letters and digits
SAFE_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def last_day(text: str) -> date | None:
    """The day a date counts from: a month or a year alone counts as its last day. None where it is no ISO date.

    >>> last_day("2022-01")
    datetime.date(2022, 1, 31)
    """
    match = PARTIAL_DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 12, 31)
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def load_sources(desk: Desk, names: Iterable[str] = ()) -> tuple[dict[str, Source], dict[str, Place], list[Fault]]:
    """Every source of the desk (or of the tables named) and its place, by id. Numbers are 0 until it is cited."""
    wanted = set(names)
    files = [file for file in tables_there(desk) if not wanted or file.name in wanted]
    found: dict[str, Source] = {}
    where: dict[str, Place] = {}
    faults: list[Fault] = []
    for file in files:
        table = read_rows(file, desk.name_of(file))
        faults += table.faults
        if not table.faults and _columns_missing(table, faults):
            continue
        for row in table.rows:
            source = _source(row, faults)
            if source is None:
                continue
            if source.id in where:
                message = f"{source.id!r} is given twice, first at {where[source.id]}"
                faults.append(Fault(row.place("id"), "id", message, "keep one of the two"))
                continue
            found[source.id], where[source.id] = source, row.place("id")
    return found, where, faults


def tables_there(desk: Desk) -> list[Path]:
    """The sources tables of the desk, by name."""
    return sorted(file for file in desk.sources.glob("*") if file.suffix.lower() in (".csv", ".xlsx"))


def _columns_missing(table: RawTable, faults: list[Fault]) -> bool:
    missing = [name for name in REQUIRED if name not in table.columns]
    if missing:
        message = f"no column {', '.join(missing)}"
        faults.append(Fault(Place(table.path), "", message, f"a sources table has {', '.join(COLUMNS)}"))
    return bool(missing)


def _source(row: RawRow, faults: list[Fault]) -> Source | None:
    cells = row.cells
    for name in ("id", "title", "publisher"):
        if not cells.get(name):
            faults.append(Fault(row.place(name), name, "is empty", "every source has an id, a title and a publisher"))
            return None
    published = cells.get("date", "")
    language = cells.get("language", "")
    if language and not is_language(language):
        message = f"no such language {language!r}"
        faults.append(Fault(row.place("language"), "language", message, "write a tag such as fr, ru, kk or ar"))
        language = ""
    return Source(
        id=cells["id"],
        number=0,
        title=cells["title"],
        publisher=cells["publisher"],
        url=_address(row, "url", faults),
        published=published,
        known_on=_counts_from(row, "date", faults),
        kind=cells.get("kind", ""),
        standing=_standing(row, faults),
        grade=cells.get("grade", ""),
        grade_known_on=_counts_from(row, "grade_known_on", faults),
        mark=cells.get("mark") or None,
        language=language or None,
        title_seen=cells.get("title_seen", "yes") != "no",
        archived_url=quote(_address(row, "archived_url", faults), safe=ADDRESS_SIGNS),
        saved_copy=_saved_copy(row, faults),
    )


def unsaved(desk: Desk, source: Source, place: Place) -> list[Fault]:
    """A fault where the source's saved copy is not a file in the desk's reports/sources/saved/."""
    name = source.saved_copy
    if not name:
        return []
    if leads_out(desk.saved, name):
        message, advice = f"{name!r} lies outside reports/sources/saved/", "move it there, and name it without a path"
    elif find_file(desk.saved, name) is None:
        message, advice = f"no file {name!r} in reports/sources/saved/", "put the copy there, or empty the cell"
    else:
        return []
    return [Fault(place, "saved_copy", message, advice)]


def _address(row: RawRow, column: str, faults: list[Fault]) -> str:
    url = row.cells.get(column, "")
    if url and not SAFE_ADDRESS.fullmatch(url):
        message = f"{url[:60]!r} is not a web address"
        faults.append(Fault(row.place(column), column, message, "begin it with https://"))
        return ""
    return url


def _saved_copy(row: RawRow, faults: list[Fault]) -> str:
    """The file's name; whether it is there is asked only where the source is cited."""
    name = row.cells.get("saved_copy", "")
    if not FILE_NAME.fullmatch(name):
        message = f"{name[:60]!r} is not a file's name that an archive takes"
        advice = "name a file in reports/sources/saved/ with letters, digits, dots and hyphens"
        faults.append(Fault(row.place("saved_copy"), "saved_copy", message, advice))
        return ""
    return name


def _standing(row: RawRow, faults: list[Fault]) -> str:
    """As given, or as the kind tells; never guessed."""
    given = row.cells.get("standing", "").casefold()
    if not given:
        return STANDING_BY_KIND.get(row.cells.get("kind", "").casefold().replace("-", " "), "")
    if given in STANDINGS:
        return given
    advice = suggest(given, STANDINGS) or f"write {', '.join(STANDINGS)}, or nothing"
    faults.append(Fault(row.place("standing"), "standing", f"no such standing {given!r}", advice))
    return ""


def _counts_from(row: RawRow, column: str, faults: list[Fault]) -> date | None:
    """The day that the date in `column` counts from; a fault where it is no ISO date."""
    text = row.cells.get(column, "")
    day = last_day(text) if text else None
    if text and day is None:
        meant = [str(one) for one in days_meant(text)] or ["2022-01-20", "2022-01", "2022"]
        faults.append(Fault(row.place(column), column, f"{text!r} is not an ISO date", f"write {' or '.join(meant)}"))
    return day
