"""The record of outcomes: what was written whole is never lost, whatever happens to the line after it."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iria_reports.errors import CannotWrite
from iria_reports.judging.ledger import Outcome, read_ledger, record
from iria_reports.judging.lock import have_alone

DAY = date(2022, 12, 31)


def outcome(judgement: str = "kj1", **given: str) -> Outcome:
    said = {"outcome": "happened", "evidence": "a page", **given}
    return Outcome(report="x", judgement=judgement, on=DAY, recorded=DAY, **said)


def test_outcomes_come_back_in_the_order_recorded(tmp_path: Path) -> None:
    file = tmp_path / "reports" / "outcomes.jsonl"
    for name in ("kj1", "kj2", "kj3"):
        record(file, outcome(name))
    assert [one.judgement for one in read_ledger(file, "o").outcomes] == ["kj1", "kj2", "kj3"]
    assert read_ledger(tmp_path / "none.jsonl", "o").outcomes == ()


def test_a_correction_is_a_further_line_and_stands(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    record(file, outcome())
    before = file.read_bytes()
    record(file, outcome(outcome="void", evidence="nobody can tell"))
    assert file.read_bytes().startswith(before)
    assert read_ledger(file, "o").standing()["x", "kj1"].outcome == "void"


def test_a_line_is_one_that_a_person_can_read(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    record(file, outcome(evidence="Қаңтар, «page»"))
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["format"] == 1
    assert "Қаңтар, «page»" in line


def test_a_line_cut_anywhere_is_told_stays_in_the_file_and_takes_no_other_with_it(tmp_path: Path) -> None:
    whole = tmp_path / "whole.jsonl"
    record(whole, outcome("kj1"))
    first = whole.stat().st_size
    record(whole, outcome("kj2", evidence="Қ"))
    content = whole.read_bytes()
    for end in range(first + 1, len(content) - 1):
        file = tmp_path / "torn.jsonl"
        file.write_bytes(content[:end])
        torn = read_ledger(file, "o.jsonl")
        assert [one.judgement for one in torn.outcomes] == ["kj1"]
        assert [str(fault).split(":")[:2] for fault in torn.unread] == [["o.jsonl", "2"]]
        record(file, outcome("kj3"))
        assert file.read_bytes().startswith(content[:end] + b"\n")
        mended = read_ledger(file, "o.jsonl")
        assert [one.judgement for one in mended.outcomes] == ["kj1", "kj3"]
        assert mended.unread == ()


def test_a_whole_line_without_its_end_counts(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    record(file, outcome("kj1"))
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    record(file, outcome("kj2"))
    found = read_ledger(file, "o")
    assert [one.judgement for one in found.outcomes] == ["kj1", "kj2"]
    assert found.unread == ()


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reading_and_what_is_added_after_them_is_read(tmp_path_factory, rubbish: bytes) -> None:
    file = tmp_path_factory.mktemp("o") / "outcomes.jsonl"
    file.write_bytes(rubbish)
    record(file, outcome())
    found = read_ledger(file, "o")
    assert [one.judgement for one in found.outcomes] == ["kj1"]
    assert found.unread == ()
    assert file.read_bytes().startswith(rubbish)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"format": 2}', "not a record of format 1"),
        ("[1]", "not a record of format 1"),
        ('{"format": 1, "report": "x"', "cut short"),
        (outcome().model_dump_json().replace("happened", "perhaps"), "outcome: input should be"),
        (outcome().model_dump_json().replace("2022-12-31", "31.12.2022"), "on: input should be a valid date"),
    ],
)
def test_what_is_no_record_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "outcomes.jsonl"
    file.write_text(f"\n{line}\n{outcome('kj2').model_dump_json()}\n", encoding="utf-8")
    found = read_ledger(file, "reports/outcomes.jsonl")
    assert [one.judgement for one in found.outcomes] == ["kj2"]
    (fault,) = found.unread
    assert str(fault).startswith(f"reports/outcomes.jsonl:2:1: {told}")


def test_where_nobody_can_write_it_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        record(tmp_path / "file" / "outcomes.jsonl", outcome())


WRITER = """
import sys
from datetime import date
from pathlib import Path
from iria_reports.judging.ledger import Outcome, record
day, number = date(2022, 12, 31), 0
while True:
    said = {"report": "x", "judgement": f"kj{number}", "outcome": "happened", "evidence": "e" * 5000}
    record(Path(sys.argv[1]), Outcome(on=day, recorded=day, **said))
    print(number, flush=True)
    number += 1
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process by its id")
def test_every_outcome_said_to_be_recorded_survives_the_death_of_the_writer(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    for pause in (0.0, 0.01, 0.03):
        command = [sys.executable, "-c", WRITER, str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline()]
            time.sleep(pause)
            writer.send_signal(signal.SIGKILL)
            said += writer.stdout.readlines()
        done = [int(line) for line in said if line.endswith("\n")]
        kept = {one.judgement for one in read_ledger(file, "o").outcomes}
        assert {f"kj{number}" for number in done} <= kept
    record(file, outcome("last"))
    assert read_ledger(file, "o").outcomes[-1].judgement == "last"


WRITER = """
import sys, time
from datetime import date
from pathlib import Path
from iria_reports.judging.ledger import Outcome, record

file, start, name, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
start.with_suffix(f".{name}").touch()
while not start.exists():
    time.sleep(0.005)
for number in range(count):
    day = date(2022, 12, 31)
    said = {"outcome": "happened", "evidence": "a page " * 500, "on": day, "recorded": day}
    record(file, Outcome(report="x", judgement=f"{name}-{number}", **said))
"""


def writer(file: Path, start: Path, name: str, count: int) -> "subprocess.Popen[bytes]":
    """A process that waits for `start` and then records `count` outcomes."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(file), str(start), name, str(count)])


def begin(start: Path, *names: str) -> None:
    """Lets the writers go when all of them wait."""
    end = time.monotonic() + 60
    while not all(start.with_suffix(f".{name}").exists() for name in names):
        assert time.monotonic() < end
        time.sleep(0.01)
    start.touch()


def test_of_twenty_writers_at_once_none_loses_or_tears_a_line(tmp_path: Path) -> None:
    file, start = tmp_path / "reports" / "outcomes.jsonl", tmp_path / "start"
    writers = [writer(file, start, f"w{number}", 10) for number in range(20)]
    begin(start, *(f"w{number}" for number in range(20)))
    assert [one.wait(timeout=60) for one in writers] == [0] * 20
    ledger = read_ledger(file, "o")
    assert ledger.unread == ()
    assert {one.judgement for one in ledger.outcomes} == {f"w{w}-{n}" for w in range(20) for n in range(10)}
    assert len(file.read_text(encoding="utf-8").splitlines()) == len(ledger.outcomes) == 200


def test_a_line_that_another_is_still_writing_is_waited_for_and_not_set_aside(tmp_path: Path) -> None:
    file, start = tmp_path / "outcomes.jsonl", tmp_path / "start"
    record(tmp_path / "whole.jsonl", outcome("slow"))
    line = (tmp_path / "whole.jsonl").read_bytes()
    with file.open("a+b", buffering=0) as out:
        have_alone(out)
        out.write(line[:40])
        other = writer(file, start, "other", 1)
        begin(start, "other")
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=0.5)
        out.write(line[40:])
    assert other.wait(timeout=60) == 0
    assert [one.judgement for one in read_ledger(file, "o").outcomes] == ["slow", "other-0"]
    assert b"set-aside" not in file.read_bytes()
