"""What the machine is found to have: on this one as it is, and on ones that lack something."""

import re
import shutil
from importlib import metadata
from pathlib import Path

import pytest

from iria_reports import machine
from iria_reports.machine import MANAGERS, Need, ready_to, survey
from tests.machine.checkout import LAUNCHER


def named(name: str, folder: Path) -> Need:
    return next(need for need in survey(folder) if need.name == name)


def test_this_machine_can_build(tmp_path: Path) -> None:
    needs = survey(tmp_path)
    assert [need.name for need in needs if need.found is None and need.required_for == "build"] == []
    assert ready_to("build", needs)


@pytest.mark.parametrize("name", ["Python", "Pango", "HarfBuzz", "HarfBuzz subset", "fontconfig", "WeasyPrint"])
def test_versions_are_dotted_numbers(name: str, tmp_path: Path) -> None:
    assert re.fullmatch(r"\d+(\.\d+)+", named(name, tmp_path).found or "")


def test_every_need_says_why_and_what_to_do_on_every_system(tmp_path: Path) -> None:
    for need in survey(tmp_path):
        lacking = Need(need.name, need.why, None, need.packages, need.advice, need.required_for)
        assert need.why
        assert all(lacking.next_step(manager) for manager in [*MANAGERS, None])


def test_what_is_there_has_no_next_step() -> None:
    assert Need("Pango", "lays out the text", "1.50", {"apt": "pango"}).next_step("apt") == ""


def test_a_missing_library_is_not_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "_library", lambda stem: None)
    pango = named("Pango", tmp_path)
    assert pango.found is None
    assert pango.next_step("apt") == "apt-get install -y --no-install-recommends libpangoft2-1.0-0"
    assert not ready_to("build", survey(tmp_path))


def test_without_the_subset_library_harfbuzz_itself_is_still_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load = machine._library
    monkeypatch.setattr(machine, "_library", lambda stem: None if stem == "harfbuzz-subset" else load(stem))
    assert named("HarfBuzz", tmp_path).found
    assert named("HarfBuzz subset", tmp_path).found is None


def test_another_weasyprint_than_the_pinned_one_is_not_good_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(metadata, "version", lambda name: "69.0")
    weasyprint = named("WeasyPrint", tmp_path)
    assert weasyprint.found is None
    assert weasyprint.why.endswith("not 69.0")


def test_a_font_that_a_theme_names_but_nobody_brought_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    theme = tmp_path / "templates" / "iria" / "theme.yml"
    theme.parent.mkdir(parents=True)
    theme.write_text("fonts:\n  - {family: Gone, file: gone/Gone-Regular.ttf}\n")
    monkeypatch.setattr(machine, "house_folder", lambda: tmp_path)
    fonts = named("house fonts", tmp_path)
    assert fonts.found is None
    assert "gone/Gone-Regular.ttf" in fonts.why


def test_a_desks_output_folder_is_looked_at_and_outside_a_desk_there_is_none(tmp_path: Path) -> None:
    assert "output folder" not in [need.name for need in survey(tmp_path)]
    (tmp_path / "desk.yml").touch()
    assert named("output folder", tmp_path).found == "writable"


def test_a_file_where_the_output_folder_should_be_is_not_writable(tmp_path: Path) -> None:
    (tmp_path / "desk.yml").touch()
    (tmp_path / "output").write_text("in the way")
    assert named("output folder", tmp_path).found is None


def test_without_test_tools_reports_can_still_be_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    needs = survey(tmp_path)
    assert {need.name for need in needs if need.found is None} >= {"Java", "poppler", "qpdf", "Chromium"}
    assert ready_to("build", needs)
    assert not ready_to("tests", needs)


def test_a_program_that_fails_is_not_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"17.0.1\"' >&2\nexit 1\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert named("Java", tmp_path).found is None


def test_the_launcher_and_the_survey_name_the_same_debian_packages(tmp_path: Path) -> None:
    launcher = LAUNCHER.read_text("utf-8")
    listed = launcher.split("TEST_TOOLS='")[1].split("'")[0].split()[1::2]
    natives = launcher.split("packages='")[1].split("'")[0].split()
    known = {need.name: need.packages.get("apt", "") for need in survey(tmp_path)}
    for_tests = {need.packages.get("apt", "") for need in survey(tmp_path) if need.required_for == "tests"}
    assert set(listed) == for_tests
    assert {known["Pango"], known["HarfBuzz subset"]} <= set(natives)


def test_a_house_that_signs_is_told_how_to_get_the_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert re.fullmatch(r"\d+(\.\d+)+", named("pyHanko", tmp_path).found or "")

    def nowhere(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(machine.metadata, "version", nowhere)
    lacking = named("pyHanko", tmp_path)
    assert lacking.found is None
    assert lacking.next_step("apt").endswith("--inexact --extra signing")
    assert lacking.required_for == "signing"
    assert named("python-pkcs11", tmp_path).next_step("apt").endswith("--inexact --extra signing-token")
