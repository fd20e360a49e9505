"""A small desk's report is issued: what the archive holds then, and when nothing is issued."""

import json
from datetime import date
from pathlib import Path

import bagit
import pytest
from desk import SMALL, clock, prepared, small_desk

from iria_reports.build import Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, Refused
from iria_reports.issue import Prepared, issue
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.contents import read_contents


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return small_desk(tmp_path / "desk")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "issued")


def test_the_bag_holds_each_rendition_and_all_it_was_made_from(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    ready = prepared(desk, tmp_path / "scratch", "policymakers", "officials")
    entry = issue(ready, archive, clock(), accepted="a test")
    assert entry.number == "HOUSE-AN-2024-001"
    bag = archive.bag(entry.bag)
    assert bagit.Bag(str(bag)).validate()
    data = {file.relative_to(bag / "data").as_posix() for file in (bag / "data").rglob("*") if file.is_file()}
    for name in ("HOUSE-AN-2024-001_port_v1", "HOUSE-AN-2024-001_port_officials_v1"):
        assert {f"{name}.pdf", f"{name}.html", f"{name}.report.json"} <= data
    assert {f"desk/{name}" for name in SMALL} <= data
    report = json.loads((bag / "data" / "HOUSE-AN-2024-001_port_v1.report.json").read_text())
    assert report["imprint"]["number"] == entry.number
    assert report["status"] == "issued"


def test_the_frozen_desk_alone_gives_the_same_bytes(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    entry = issue(prepared(desk, tmp_path / "scratch"), archive, clock(), accepted="a test")
    bag = archive.bag(entry.bag)
    contents = read_contents(bag)
    frozen = Desk(bag / "data" / "desk")
    (printed,) = contents.renditions
    ask = Ask(today=date(2031, 1, 1), imprint=printed.imprint(contents.number))
    again = build(Job(frozen.reports / contents.spec, frozen, ask, tmp_path / "again"))
    assert again.proof.path.name == printed.file
    assert again.proof.sha256 == printed.sha256 == entry.renditions[0].sha256


def test_an_edit_after_the_question_is_not_issued(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    ready = prepared(desk, tmp_path / "scratch")
    (desk.reports / "port.md").write_text("## Bottom line\n\nThe port is shut. [@paper]\n")
    entry = issue(ready, archive, clock(), accepted="a test")
    assert "The port works." in (archive.bag(entry.bag) / "data/desk/reports/port.md").read_text()


def test_an_error_of_tradecraft_stops_it(desk: Desk, tmp_path: Path) -> None:
    text = "## Bottom line\n\nWe judge with high confidence that it will likely work. [@paper]\n"
    (desk.reports / "port.md").write_text(f"{text}\n## What happened\n\nMuch.\n")
    with pytest.raises(InputFaults, match="“likely” and “high confidence” in one sentence"):
        prepared(desk, tmp_path / "scratch")


def test_warnings_are_accepted_with_a_reason_that_is_kept(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    ready = prepared(desk, tmp_path / "scratch")
    ready = Prepared(ready.order, ready.frozen, ready.drafts, ("a warning",), ready.fingerprint)
    with pytest.raises(Refused, match="1 warning not accepted"):
        issue(ready, archive, clock())
    assert not archive.register.exists()
    entry = issue(ready, archive, clock(), accepted="it is seven o’clock")
    accepted = read_contents(archive.bag(entry.bag)).accepted
    assert (accepted.warnings, accepted.reason) == (("a warning",), "it is seven o’clock")


def test_a_folder_where_a_lock_cannot_be_trusted_is_refused(desk: Desk, tmp_path: Path) -> None:
    ready = prepared(desk, tmp_path / "scratch")
    with pytest.raises(Refused, match="Dropbox"):
        issue(ready, Archive(tmp_path / "Dropbox" / "issued"), clock(), accepted="a test")


def test_the_day_of_issue_is_the_houses_and_in_the_file(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    entry = issue(prepared(desk, tmp_path / "scratch"), archive, clock(), accepted="a test")
    assert entry.issued == date(2024, 3, 11)
    text = (archive.bag(entry.bag) / "data" / entry.renditions[0].file).read_bytes()
    assert b"<dc:identifier>HOUSE-AN-2024-001_port_v1</dc:identifier>" in text
