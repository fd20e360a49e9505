"""The record of outcomes: lines of JSON that are only ever added to; an outcome goes in, what stands comes out.

One line is one outcome, readable by a person. A correction is a further line: the last one for a judgement stands. A
line that cannot be read (a write cut short) is told and stays; the next outcome recorded sets it aside by its number.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import FileIO
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from iria_reports.disk import sync_folder
from iria_reports.errors import CannotWrite, Fault, Place
from iria_reports.judging.lock import have_alone
from iria_reports.report import Frozen

LEDGER_FORMAT = 1
SET_ASIDE = "set-aside"
Result = Literal["happened", "did-not-happen", "void"]
Named = tuple[str, str]


class Outcome(Frozen):
    """What came of one judgement: one line of the record."""

    format: Literal[1] = Field(1, description="The version of this file format.")
    report: str = Field(min_length=1, description="The earlier report: its file in reports/earlier/ without .json.")
    judgement: str = Field(min_length=1, description="The judgement’s id there.")
    outcome: Result = Field(description="void: it can no longer be settled, and counts for nothing.")
    on: date = Field(description="The day it was settled.")
    evidence: str = Field(min_length=1, description="A source’s id, or words.")
    recorded: date = Field(description="The day this line was written; the last line for a judgement stands.")

    @property
    def named(self) -> Named:
        return self.report, self.judgement


@dataclass(frozen=True)
class Ledger:
    """Every outcome in the order recorded, and the lines that could not be read and are not set aside yet."""

    outcomes: tuple[Outcome, ...] = ()
    unread: tuple[Fault, ...] = ()

    def standing(self) -> dict[Named, Outcome]:
        """The last outcome recorded for each judgement, by (report, judgement)."""
        return {outcome.named: outcome for outcome in self.outcomes}


def read_ledger(file: Path, path: str) -> Ledger:
    """The outcomes in `file`; none where there is no such file yet."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        return Ledger(unread=(Fault(Place(path), "", f"cannot be read ({error.strerror})", "see who may read it"),))
    outcomes: list[Outcome] = []
    unread: dict[int, Fault] = {}
    aside: set[int] = set()
    for number, line in _lines(content):
        found = _record(line)
        if isinstance(found, Outcome):
            outcomes.append(found)
        elif isinstance(found, int):
            aside.add(found)
        else:
            unread[number] = Fault(Place(path, number), "", found, "if you know what it said, record it again")
    return Ledger(tuple(outcomes), tuple(fault for number, fault in unread.items() if number not in aside))


def record(file: Path, outcome: Outcome) -> None:
    """Adds one outcome and waits until the disk has it, one writer after the other.

    Raises CannotWrite; the file then ends as it did or torn.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new = not file.exists()
        with file.open("a+b", buffering=0) as out:
            have_alone(out)
            unread = read_ledger(file, file.name).unread  # only now: what another was writing is whole
            text = "".join(_line({"format": LEDGER_FORMAT, SET_ASIDE: fault.where.line}) for fault in unread)
            _append(out, (text + _line(outcome.model_dump(mode="json"))).encode())
        if new:
            sync_folder(file.parent)
    except OSError as error:
        raise CannotWrite(f"{file} cannot be written ({error.strerror})", advice="see who may write it") from error


def _append(out: FileIO, content: bytes) -> None:
    """One write at the end, on a line of its own even where the last line was cut short."""
    end = out.seek(0, os.SEEK_END)
    if end:
        out.seek(end - 1)
        content = content if out.read(1) == b"\n" else b"\n" + content
    while content:
        content = content[out.write(content) :]
    os.fsync(out.fileno())


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each line that holds anything, with its number from 1."""
    return ((number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip())


def _record(line: bytes) -> Outcome | int | str:
    """The outcome, or the number of the line set aside, or what is wrong."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return "cut short: not a whole line of JSON"
    if not isinstance(data, dict) or data.get("format") != LEDGER_FORMAT:
        return f"not a record of format {LEDGER_FORMAT}"
    if isinstance(data.get(SET_ASIDE), int):
        return int(data[SET_ASIDE])
    try:
        return Outcome.model_validate_json(line)
    except ValidationError as error:
        wrong = error.errors()[0]
        return f"{'.'.join(str(part) for part in wrong['loc'])}: {wrong['msg'][:1].lower()}{wrong['msg'][1:]}"
