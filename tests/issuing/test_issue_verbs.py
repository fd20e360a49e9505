"""A report's life on the command line: looked at, issued, revised, withdrawn; and the mistakes on the way."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from desk import small_desk

from iria_reports.desk import Desk
from iria_reports.issuing.register import read_register


def run(desk: Desk, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "iria_reports", *words]
    return subprocess.run(
        command,
        cwd=desk.root,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return small_desk(tmp_path)


def test_from_a_dry_run_to_a_withdrawal(desk: Desk) -> None:
    dry = run(desk, "issue", "port", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "this was a dry run: nothing was issued\niria-report: next: the same without --dry-run" in dry.stderr
    assert not (desk.root / "output" / "issued").exists()

    issued = run(desk, "issue", "port", "--yes", "--accept", "a test")
    assert issued.returncode == 0, issued.stderr
    number = issued.stdout.split(",")[0]
    assert f"output/issued/{number}/v1/data/{number}_port_v1.pdf: 1 page" in issued.stdout
    assert f"next: iria-report send {number} --to LIST --dry-run; iria-report archive show {number}" in issued.stderr

    again = run(desk, "issue", "port", "--yes")
    assert again.returncode == 9
    assert f"port was issued from these same files on {date.today()}, as {number}; `revise {number}`" in again.stderr

    revised = run(desk, "revise", number, "--notice", "Ships are counted", "--yes", "--accept", "a test")
    assert revised.returncode == 0, revised.stderr
    assert f"{number}, version 2" in revised.stdout
    assert f"next: iria-report notify {number} --dry-run" in revised.stderr
    assert f"as version 2 of {number}: Ships are counted" in revised.stderr

    rebuilt = run(desk, "archive", "rebuild", number)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert f"{number}_port_v2.pdf: the same bytes" in rebuilt.stdout

    withdrawn = run(desk, "withdraw", number, "--reason", "A source was forged.", "--yes")
    assert withdrawn.returncode == 0, withdrawn.stderr
    register = read_register(desk.root / "output" / "issued" / "register.jsonl")
    assert [entry.act for entry in register.entries] == ["issued", "issued", "withdrawn"]
    assert run(desk, "revise", number, "--notice", "x", "--yes").returncode == 9


def test_quiet_says_nothing_but_faults(desk: Desk) -> None:
    ended = run(desk, "issue", "port", "--yes", "--quiet", "--accept", "a test")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    told = run(desk, "issue", "port", "--yes", "--quiet").stderr.splitlines()
    assert told[0].startswith("port was issued from these same files")
    assert told[1] == "iria-report: 1 warning not accepted"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["issue", "port"], 2, "add --yes"),
        (["issue", "prot", "--yes"], 7, "did you mean port?"),
        (
            ["revise", "HOUSE-AN-2024-001", "--notice", "x", "--yes"],
            9,
            "nothing was issued yet",
        ),
        (["withdraw", "HOUSE-AN-2024-001", "--yes"], 2, "Missing option '--reason'"),
        (["approve", "port", "--evidence", "reports/port.md", "--yes"], 9, "as .eml"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_a_mistake_is_answered_with_the_next_step(desk: Desk, words: list[str], code: int, said: str) -> None:
    ended = run(desk, *words)
    assert (ended.returncode, said in ended.stderr) == (code, True), ended.stderr
    assert not (desk.root / "output" / "issued" / "register.jsonl").exists()


def test_warnings_that_nobody_accepts_stop_it(desk: Desk) -> None:
    long = "The port works. " * 60
    (desk.reports / "port.md").write_text(
        f"## Bottom line\n\n{long}[@paper]\n\n## What happened\n\nShips call. [@paper]\n"
    )
    ended = run(desk, "issue", "port", "--yes")
    assert ended.returncode == 9
    assert "not accepted" in ended.stderr
    assert "--accept" in ended.stderr


def test_a_folder_that_cannot_be_written_is_said(desk: Desk) -> None:
    (desk.root / "output").mkdir()
    (desk.root / "output" / "issued").write_text("a file where the archive should be")
    ended = run(desk, "issue", "port", "--yes", "--accept", "a test")
    assert ended.returncode == 6, ended.stderr
    assert "cannot be written" in ended.stderr
