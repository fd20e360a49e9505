"""`iria-report doctor`: its table, its JSON and its exit code, for a machine that is ready and one that is not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from iria_reports.cli import doctor as verb
from iria_reports.cli.doctor import as_table, closing, doctor
from iria_reports.machine import Need

PANGO = Need("Pango", "lays out the text", "1.50.12", {"apt": "libpangoft2-1.0-0"})
NO_PANGO = Need("Pango", "lays out the text", None, {"apt": "libpangoft2-1.0-0"})
NO_SUBSET = Need("HarfBuzz subset", "embeds fonts", None, {"apt": "libharfbuzz-subset0"})
NO_FONTS = Need("house fonts", "the themes name them", None, advice="restore assets/fonts")
NO_QPDF = Need("qpdf", "checks structure", None, {"apt": "qpdf"}, required_for="tests")


def run(monkeypatch: pytest.MonkeyPatch, *needs: Need, words: tuple[str, ...] = ()) -> object:
    monkeypatch.setattr(verb, "survey", lambda folder: needs)
    monkeypatch.setattr(verb, "_archive", lambda folder: ())
    monkeypatch.setattr(verb, "manager_here", lambda: "apt")
    return doctor.main(list(words), standalone_mode=False)


def test_a_ready_machine_ends_with_0_and_names_the_next_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, PANGO) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "next: iria-report build SPEC"


def test_missing_test_tools_do_not_stop_anyone_from_building(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, PANGO, NO_QPDF) == 0
    assert "next: apt-get install -y --no-install-recommends qpdf" in capsys.readouterr().out


def test_a_machine_that_lacks_something_ends_with_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, NO_PANGO, NO_SUBSET, NO_FONTS) == 4
    assert capsys.readouterr().out.splitlines()[-1] == (
        "next: apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0; "
        "then: restore assets/fonts; then: iria-report build SPEC"
    )


def test_the_table_is_aligned() -> None:
    lines = [line for line in as_table((PANGO, NO_SUBSET, NO_QPDF), "apt").splitlines() if line.startswith("  found ")]
    assert lines == ["  found    Pango            1.50.12  lays out the text"]
    table = as_table((PANGO, NO_SUBSET), "apt")
    assert "  missing  HarfBuzz subset  -        embeds fonts\n" in table
    assert "                            next: apt-get install -y --no-install-recommends libharfbuzz-subset0" in table


def test_on_an_unknown_system_the_need_is_still_named() -> None:
    assert (
        closing((NO_PANGO,), None) == "install Pango with this system's package manager; then: iria-report build SPEC"
    )


def test_json_tells_the_same(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, NO_PANGO, NO_QPDF, words=("--json",)) == 4
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["ready"]) == (1, False)
    assert [need["name"] for need in told["needs"]] == ["Pango", "qpdf"]
    assert told["needs"][0]["next"].endswith("libpangoft2-1.0-0")


def test_it_runs_where_the_heavy_libraries_are_broken(tmp_path: Path) -> None:
    broken = "import sys; sys.modules.update(dict.fromkeys(['weasyprint', 'matplotlib', 'pydantic', 'yaml', 'cffi']))"
    words = "sys.argv = ['iria-report', 'doctor', '--json']; from iria_reports.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"{broken}; {words}"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["format"] == 1


def test_a_synced_archive_is_told_with_the_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = tmp_path / "Dropbox" / "desk"
    desk.mkdir(parents=True)
    (desk / "desk.yml").write_text("")
    (need,) = verb._archive(desk)
    assert need.found is None
    assert "Dropbox is copied to other machines" in need.next_step(None)
    assert "`archive:`" in need.next_step(None)


def test_an_archive_on_this_machine_is_found_by_trying(tmp_path: Path) -> None:
    (tmp_path / "desk.yml").write_text("")
    (need,) = verb._archive(tmp_path)
    assert need.found == "a lock holds there"
    assert [file.name for file in tmp_path.iterdir()] == ["desk.yml"]
