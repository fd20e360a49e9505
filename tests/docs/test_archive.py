"""docs/archive.md says what `verify` can answer: every verdict, its exit code, its meaning and the next step."""

import re
from dataclasses import fields
from pathlib import Path

from iria_reports.issuing.known import Standing
from iria_reports.issuing.verdict import UNREADABLE, VERDICTS, Answer

PAGE = (Path(__file__).parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")


def test_the_table_of_verdicts_is_the_codes() -> None:
    rows = [line for line in PAGE.splitlines() if re.match(r"\| \d+ \|", line)]
    assert rows == [f"| {one.code} | `{one.word}` | {one.means} | {one.advice} |" for one in VERDICTS]


def test_every_key_of_the_json_is_named() -> None:
    keys = Answer("a.pdf", UNREADABLE).as_json()
    named = re.findall(r"`([\w-]+)`", PAGE[PAGE.index("### As JSON") :])
    assert [key for key in keys if key not in named] == []


def test_every_way_to_stand_is_a_verdict() -> None:
    assert "word" in {field.name for field in fields(Standing)}
    assert {"current", "superseded", "withdrawn"} <= {one.word for one in VERDICTS}
