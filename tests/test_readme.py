"""The README is true: its first report builds from exactly what it says, and its picture names files that exist."""

import re
import subprocess
import sys
from pathlib import Path

from iria_reports.errors import CannotWrite, DeskNotFound, InputFaults, MachineNotReady, PrintingFailed

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`(reports/[\w./-]+)`\n\n((?:    .*\n|\n)+)", re.MULTILINE)


def test_the_first_report_of_the_readme_builds(tmp_path: Path) -> None:
    (tmp_path / "desk.yml").touch()
    written = {}
    for name, block in FILE.findall(README):
        text = re.sub(r"^    ", "", block, flags=re.MULTILINE).strip("\n") + "\n"
        written[name] = text.split("\n\n./iria-report")[0] + "\n"
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(written[name], encoding="utf-8")
    assert set(written) == {
        "reports/articles/town.md",
        "reports/sources/town.csv",
        "reports/data/town.csv",
        "reports/town.yml",
    }
    command = [sys.executable, "-m", "iria_reports", "build", "town.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "drafts" / "town.pdf").is_file()


def test_the_seven_files_from_command_to_pdf_exist() -> None:
    path = re.search(r"through seven files.*?forward only: (.*?)\. Which", README, re.DOTALL)
    assert path is not None
    files = re.findall(r"`([\w/]+\.py)`", path[1])
    assert len(files) == 7
    assert [file for file in files if not (ROOT / "iria_reports" / file).is_file()] == []


def test_the_exit_codes_are_those_of_the_errors() -> None:
    codes = {InputFaults: 3, MachineNotReady: 4, PrintingFailed: 5, CannotWrite: 6, DeskNotFound: 7}
    assert all(error.exit_code == code and f"{code} " in README for error, code in codes.items())
