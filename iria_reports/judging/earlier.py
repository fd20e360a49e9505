"""An earlier report's report.json goes in; its judgements come out, with a Fault for whatever cannot be read.

Only the judgements are read and checked, and who made them when: a chart of another version hinders nobody.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from iria_reports.desk import Desk
from iria_reports.errors import Fault, Place
from iria_reports.report import REPORT_FORMAT, Judgement

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class EarlierReport:
    """What an earlier report judged.

    name   its file's name without the ending, by which outcomes are recorded
    path   the file, as the analyst would type it
    scale  the scale of its likelihood words
    """

    name: str
    path: str
    title: str
    kind_label: str
    as_of: date
    judgements: tuple[Judgement, ...] = ()
    scale: str = "icd-203"

    def judgement(self, name: str) -> Judgement | None:
        """The judgement of that id."""
        return next((one for one in self.judgements if one.id == name), None)


def read_earlier(file: Path, path: str) -> tuple[EarlierReport | None, list[Fault]]:
    """The report in `file`, or None with the faults."""
    data, faults = _json(file, path)
    if faults:
        return None, faults
    if not isinstance(data, dict) or data.get("format") != REPORT_FORMAT:
        found = f"format {data['format']!r}" if isinstance(data, dict) and "format" in data else "no format"
        message = f"not a report of format {REPORT_FORMAT} (it has {found})"
        return None, [Fault(Place(path), "format", message, "name a report.json as it is attached to a report’s PDF")]
    faults = [Fault(Place(path), key, *told) for key in ("title", "kind_label", "as_of") if (told := _wrong(data, key))]
    items, scale, more = _judgements(data, path)
    faults += more
    if faults:
        return None, faults
    as_of = date.fromisoformat(data["as_of"])
    return EarlierReport(file.stem, path, data["title"], data["kind_label"], as_of, tuple(items), scale), []


def earlier_reports(desk: Desk) -> tuple[tuple[EarlierReport, ...], list[Fault]]:
    """Every report kept in the desk's reports/earlier/, by name, and the faults of those that cannot be read."""
    found, faults = [], []
    for file in sorted(desk.earlier.glob("*.json")):
        report, more = read_earlier(file, desk.name_of(file))
        found += [report] if report else []
        faults += more
    return tuple(found), faults


def _json(file: Path, path: str) -> tuple[Any, list[Fault]]:
    try:
        return json.loads(file.read_bytes()), []
    except OSError as error:
        return None, [Fault(Place(path), "", f"cannot be read ({error.strerror})", "see who may read it")]
    except UnicodeDecodeError:
        return None, [Fault(Place(path), "", "not a text file", "name the report.json, not the PDF it is attached to")]
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        return None, [Fault(place, "", f"not JSON ({error.msg})", "take the file out of the report’s PDF once more")]
    except RecursionError:
        return None, [Fault(Place(path), "", "nested too deeply to be read", "a report.json has a few levels only")]


def _wrong(data: dict[str, Any], key: str) -> tuple[str, str] | None:
    """What is wrong with a head field, and the next step."""
    value = data.get(key)
    advice = "take the file out of the report’s PDF once more"
    if not isinstance(value, str):
        return ("is missing" if value is None else "is not text"), advice
    if key == "as_of":
        try:
            date.fromisoformat(value)
        except ValueError:
            return f"{value!r} is not a date", advice
    return None


def _judgements(data: dict[str, Any], path: str) -> tuple[list[Judgement], str, list[Fault]]:
    """The judgements of the first blocks that hold each, and the scale of their words."""
    found: dict[str, Judgement] = {}
    scale, faults = "icd-203", list[Fault]()
    for loc, block in _blocks(data):
        scale = str(block.get("scale", scale))
        items = block.get("items")
        for index, item in enumerate(items if isinstance(items, list) else []):
            try:
                judgement = Judgement.model_validate(item)
            except ValidationError as error:
                faults += [_fault(path, (*loc, "items", index, *one["loc"]), one["msg"]) for one in error.errors()]
            else:
                found.setdefault(judgement.id, judgement)
    return list(found.values()), scale, faults


def _blocks(data: dict[str, Any]) -> list[tuple[Loc, dict[str, Any]]]:
    """Every block of judgements and its place in the data."""
    out: list[tuple[Loc, dict[str, Any]]] = []
    sections = data.get("sections")
    for at, section in enumerate(sections if isinstance(sections, list) else []):
        blocks = section.get("blocks") if isinstance(section, dict) else None
        for index, block in enumerate(blocks if isinstance(blocks, list) else []):
            if isinstance(block, dict) and block.get("type") == "judgements":
                out.append((("sections", at, "blocks", index), block))
    return out


def _fault(path: str, loc: Loc, message: str) -> Fault:
    subject = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return Fault(Place(path), subject, message[:1].lower() + message[1:], "take the file out of the PDF once more")
