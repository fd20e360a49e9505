"""An earlier report.json is read for its judgements; what is wrong with it is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from iria_reports.judging.earlier import read_earlier

SAID = [{"type": "text", "text": "It will."}]
JUDGED = {"id": "kj1", "statement": SAID, "likelihood": "likely", "low": 55, "high": 80}
BLOCK = {"type": "judgements", "scale": "phia", "items": [JUDGED]}
REPORT = {
    "format": 1,
    "title": "T",
    "kind_label": "Analysis",
    "as_of": "2022-01-20",
    "sections": [{"blocks": [{"type": "of another version", "new": 1}, BLOCK]}],
}


def read(tmp_path: Path, content: Any) -> tuple[Any, list[str]]:
    file = tmp_path / "before.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    report, faults = read_earlier(file, "reports/earlier/before.json")
    return report, [str(fault) for fault in faults]


def test_its_judgements_are_read_whatever_else_is_in_it(tmp_path: Path) -> None:
    report, faults = read(tmp_path, REPORT)
    assert faults == []
    assert (report.name, report.scale, [one.id for one in report.judgements]) == ("before", "phia", ["kj1"])


def test_a_judgement_printed_twice_is_read_once(tmp_path: Path) -> None:
    report, _ = read(tmp_path, {**REPORT, "sections": [{"blocks": [BLOCK, {**BLOCK, "detail": "reasons"}]}]})
    assert len(report.judgements) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"format": 1,\n "title"', "before.json:2:9: not JSON"),
        (b"%PDF-1.7 \xff\xfe", "before.json:1:1: not a text file"),
        ({**REPORT, "format": 9}, "before.json:1:1: format: not a report of format 1 (it has format 9)"),
        ([], "format: not a report of format 1 (it has no format)"),
        ({**REPORT, "as_of": "20 January"}, "as_of: '20 January' is not a date"),
        ({**REPORT, "title": None}, "title: is missing"),
        (
            {**REPORT, "sections": [{"blocks": [{**BLOCK, "items": [JUDGED, {**JUDGED, "low": "some"}]}]}]},
            "sections[0].blocks[0].items[1].low: input should be a valid integer",
        ),
        (b"[" * 100_000, "before.json:1:1: nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, content: Any, told: str) -> None:
    report, faults = read(tmp_path, content)
    assert report is None
    assert told in faults[0]
