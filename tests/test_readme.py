"""The README is true: its first report and its mistakes go exactly as it says, and its picture names real files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from iria_reports.errors import CannotWrite, DeskNotFound, InputFaults, MachineNotReady, PrintingFailed

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
START = README[README.index("## Your first report") : README.index("## How a report is written")]
STEP = re.compile(r"(?:^`(?P<file>reports/[\w./-]+)`\n\n)?(?P<block>(?:^    \S.*\n(?:^(?:    .*)?\n)*))", re.MULTILINE)
MISTAKE = re.compile(
    r"^- in `(?P<file>[^`]+)`, write `(?P<wrong>[^`]+)` for `(?P<right>[^`]+)`.*\n\n(?P<answer>(?:^      .*\n)+)",
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk of a reader who did what "Your first report" says: each file written, each command typed, in order."""
    folder = tmp_path_factory.mktemp("reader")
    launcher = folder / "iria-report"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -m iria_reports "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    for step in STEP.finditer(START):
        text = re.sub("^    ", "", step["block"], flags=re.MULTILINE).strip("\n") + "\n"
        if "NUMBER" in text:  # the one that the reader's own issue was given
            (issued,) = (folder / "output" / "issued").glob("*/v1")
            text = text.replace("NUMBER", issued.parent.name)
        if step["file"]:
            (folder / step["file"]).write_text(text, encoding="utf-8")
        elif "iria-report " in text:
            done = subprocess.run(["sh", "-ec", f"{text}pwd"], cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{text}\n{done.stderr}"
            assert "(warning)" not in done.stderr
            folder = Path(done.stdout.split("\n")[-2])
    return folder


def test_the_first_report_of_the_readme_builds(desk: Path) -> None:
    drafts = desk / "output" / "drafts"
    assert sorted(path.name for path in drafts.iterdir()) == ["example.pdf", "town.pdf"]
    assert len(list((desk / "output" / "issued").glob("*/v1/data/*_town_v1.pdf"))) == 1
    assert desk.name == "first-desk"


def test_what_the_readme_says_that_new_wrote_is_what_it_wrote(desk: Path) -> None:
    said = re.search(r"without its notes to you:\n\n((?:    .*\n)+)", START)
    assert said is not None
    written = (desk / "reports" / "town.yml").read_text(encoding="utf-8")
    lines = [re.sub(r"\s+#.*", "", line) for line in written.split("\n") if line and not line.startswith("#")]
    assert lines == [line.strip() for line in said[1].strip().split("\n")]


@pytest.mark.parametrize("mistake", [*MISTAKE.finditer(START)], ids=lambda found: found["wrong"])
def test_a_mistake_tried_on_purpose_is_answered_as_the_readme_says(desk: Path, mistake: re.Match[str]) -> None:
    file = desk / mistake["file"]
    right = file.read_text(encoding="utf-8")
    assert mistake["right"] in right
    file.write_text(right.replace(mistake["right"], mistake["wrong"], 1), encoding="utf-8")
    command = [sys.executable, "-m", "iria_reports", "build", "town"]
    done = subprocess.run(command, cwd=desk, capture_output=True, text=True, check=False)
    file.write_text(right, encoding="utf-8")
    assert done.returncode == 3
    assert done.stderr.split("\n")[0] == " ".join(mistake["answer"].split())
    assert (desk / "output" / "drafts" / "town.pdf").is_file()


def test_at_least_three_mistakes_are_tried() -> None:
    assert len(list(MISTAKE.finditer(START))) >= 3


def test_the_seven_files_from_command_to_pdf_exist() -> None:
    path = re.search(r"through seven files.*?forward only: (.*?)\. Which", README, re.DOTALL)
    assert path is not None
    files = re.findall(r"`([\w/]+\.py)`", path[1])
    assert len(files) == 7
    assert [file for file in files if not (ROOT / "iria_reports" / file).is_file()] == []


def test_the_exit_codes_are_those_of_the_errors() -> None:
    codes = {InputFaults: 3, MachineNotReady: 4, PrintingFailed: 5, CannotWrite: 6, DeskNotFound: 7}
    assert all(error.exit_code == code and f"{code} " in README for error, code in codes.items())
