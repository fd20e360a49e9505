"""`iria-report init` as a new user meets it: a desk that builds at once, nothing overwritten, nothing half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from iria_reports.cli import asking, verbs
from iria_reports.cli.schema import SCHEMAS
from iria_reports.desk import Desk
from iria_reports.writing.schema import json_schema
from iria_reports.writing.settings import load_settings

WRITTEN = [
    ".gitignore",
    "desk.yml",
    "report.schema.json",
    "reports/articles/example-port-stops.md",
    "reports/data/example-events.csv",
    "reports/example.md",
    "reports/example.yml",
    "reports/sources/example-sources.csv",
]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "iria_reports", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=os.environ, check=False
    )


def typed(*words: str, answers: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    """The verb with somebody at the keyboard."""
    monkeypatch.setattr(asking, "at_a_terminal", lambda: True)
    return CliRunner().invoke(verbs, words, input=answers)


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_example_of_a_new_desk_builds_at_once_without_a_warning(tmp_path: Path) -> None:
    made = run(tmp_path, "init", "our desk", "--yes")
    assert made.returncode == 0, made.stderr
    assert left(tmp_path / "our desk") == WRITTEN
    assert made.stderr == 'iria-report: next: iria-report build "our desk/reports/example.yml"\n'
    built = run(tmp_path, "build", "our desk/reports/example.yml")
    assert built.returncode == 0, built.stderr
    assert built.stdout.startswith("our desk/output/drafts/example.pdf: 2 pages")
    assert "(warning)" not in built.stderr


def test_names_and_addresses_of_a_new_desk_are_in_no_repository(tmp_path: Path) -> None:
    run(tmp_path, "init", "desk", "--yes")
    subprocess.run(["git", "init", "-q", "desk"], cwd=tmp_path, check=True)
    places = ["output/readers/readers.csv", "output/readers/key", "output/mail/A-1_v1/jane.eml"]
    asked = ["git", "check-ignore", *places]
    told = subprocess.run(asked, cwd=tmp_path / "desk", capture_output=True, text=True, check=True).stdout
    assert told.split() == places


def test_a_gitignore_that_is_there_stays_and_its_owner_is_told_what_it_should_name(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.bak\n")
    made = run(tmp_path, "init", ".", "--yes")
    assert (made.returncode, (tmp_path / ".gitignore").read_text()) == (0, "*.bak\n")
    assert "its .gitignore stays as it was: see that it names output/readers/ and output/mail/" in made.stderr


def test_the_example_written_out_with_its_sections_builds_too(tmp_path: Path) -> None:
    run(tmp_path, "init", ".", "--yes")
    spec = tmp_path / "reports" / "example.yml"
    head, offered = spec.read_text(encoding="utf-8").split("# sections:")
    written = "sections:" + offered.replace("\n# ", "\n")
    spec.write_text(head + written, encoding="utf-8")
    built = run(tmp_path, "build", "example")
    assert (built.returncode, built.stdout[:30]) == (0, "output/drafts/example.pdf: 2 p"), built.stderr


def test_the_answers_stand_in_the_desk_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answers = 'Northern Institute: "Peace" & Security\n\neditor@example.org\n#ffcc00\n7a1f5c\nnone\n'
    done = typed("init", "desk", answers=answers, monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    assert "Its short name, for the top of every page [NIPS]:" in done.stderr
    assert "Error: too pale to read on the page (1.4 to 1; at least 4.5 to 1): write #876c00" in done.stderr
    settings, faults = load_settings(Desk(tmp_path / "desk"))
    assert not faults
    house = settings.house
    assert (house.name, house.short_name) == ('Northern Institute: "Peace" & Security', "NIPS")
    assert (house.contact, house.accent) == ("editor@example.org", "#7a1f5c")


def test_what_is_given_as_an_option_is_not_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    options = ("--name", "A House", "--short-name", "AH", "--contact", "none", "--accent", "#7a1f5c", "--logo", "none")
    done = typed("init", "desk", *options, answers="", monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    assert load_settings(Desk(tmp_path / "desk"))[0].house.contact is None
    assert run(tmp_path, "init", "other", "--accent", "red", "--yes").returncode == 2


def test_a_logo_is_copied_into_the_desk_and_printed(tmp_path: Path) -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#0b3c5d"/></svg>'
    (tmp_path / "our sign.svg").write_text(square, "utf-8")
    (tmp_path / "bad.svg").write_text(square.replace("<path", "<script>1</script><path"), "utf-8")
    refused = run(tmp_path, "init", "desk", "--yes", "--logo", "bad.svg")
    assert (refused.returncode, "bad.svg holds <script>" in refused.stderr) == (2, True)
    assert "there is no such file" in run(tmp_path, "init", "desk", "--yes", "--logo", "sign.svg").stderr
    made = run(tmp_path, "init", "desk", "--yes", "--logo", "our sign.svg")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "desk" / "assets" / "logos" / "our sign.svg").read_text("utf-8") == square
    assert load_settings(Desk(tmp_path / "desk"))[0].house.logo == "our sign.svg"
    built = run(tmp_path, "build", "desk/reports/example.yml")
    assert (built.returncode, "(warning)" in built.stderr) == (0, False), built.stderr


def test_the_notes_in_the_desk_file_are_settings_once_uncommented(tmp_path: Path) -> None:
    run(tmp_path, "init", "desk", "--yes")
    file = tmp_path / "desk" / "desk.yml"
    head, house = file.read_text(encoding="utf-8").split("house:\n")
    file.write_text(head + "house:\n" + house.replace("\n  # ", "\n  "), encoding="utf-8")
    settings, faults = load_settings(Desk(tmp_path / "desk"))
    assert not faults
    assert None not in settings.house.model_dump().values()


def test_a_desk_and_a_file_of_the_same_name_are_refused_and_stay_as_they_are(tmp_path: Path) -> None:
    run(tmp_path, "init", "desk", "--yes")
    (tmp_path / "desk" / "desk.yml").write_text("# mine\n")
    done = run(tmp_path, "init", "desk", "--yes")
    assert done.returncode == 6
    assert "desk is a desk already" in done.stderr
    assert (tmp_path / "desk" / "desk.yml").read_text() == "# mine\n"
    (tmp_path / "desk" / "desk.yml").unlink()
    done = run(tmp_path, "init", "desk", "--yes")
    assert done.returncode == 6
    assert "desk/reports/example.yml" in done.stderr
    assert "nothing is overwritten" in done.stderr
    assert not (tmp_path / "desk" / "desk.yml").exists()
    (tmp_path / "file").touch()
    assert run(tmp_path, "init", "file", "--yes").returncode == 6


def test_a_folder_with_other_things_in_it_becomes_a_desk(tmp_path: Path) -> None:
    (tmp_path / "minutes.docx").touch()
    assert run(tmp_path, "init", ".", "--yes").stderr == "iria-report: next: iria-report build example\n"
    assert left(tmp_path) == sorted([*WRITTEN, "minutes.docx"])


def test_a_dry_run_lists_what_would_be_written_and_writes_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "desk", "--dry-run")
    assert sorted(done.stdout.split()) == [f"desk/{name}" for name in WRITTEN]
    assert "nothing was" in done.stderr
    assert left(tmp_path) == []


def test_without_a_terminal_and_without_yes_the_way_out_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "desk")
    assert done.returncode == 2
    assert "there is no terminal to ask them on\nnext: add --yes" in done.stderr
    assert left(tmp_path) == []


def test_the_schema_it_names_is_there_and_holds_for_what_it_wrote(tmp_path: Path) -> None:
    run(tmp_path, "init", "desk", "--yes")
    first_line = (tmp_path / "desk" / "reports" / "example.yml").read_text(encoding="utf-8").split("\n")[0]
    schema = (tmp_path / "desk" / "reports" / first_line.rsplit("=", 1)[1]).resolve()
    assert schema.read_text(encoding="utf-8") == json_schema(SCHEMAS["report"])
    assert "title" in json.loads(schema.read_text(encoding="utf-8"))["properties"]
    for file in (tmp_path / "desk").rglob("*.yml"):
        read: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert isinstance(read, dict)
