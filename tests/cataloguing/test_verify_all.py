"""`archive verify`: every kind of damage is told, and a sound archive is not blamed."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from shelf import Book, shelve, void, withdrawal

from iria_reports.cataloguing.verifying import walk
from iria_reports.issuing.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "issued/aside/A-4-v1").mkdir(parents=True)
    return shelve(
        tmp_path / "issued", [Book("A-1"), Book("A-1", 2), Book("A-2"), withdrawal("A-2"), Book("A-3"), void("A-4")]
    )


def told(archive: Archive, level: str = "wrong") -> list[str]:
    return [str(one) for one in walk(archive).findings if one.level == level]


def test_a_sound_archive_holds(archive: Archive) -> None:
    walked = walk(archive)
    assert walked.holds
    assert (walked.lines, walked.bags, walked.files) == (6, 4, 8)
    assert told(archive, "note") == ["aside/A-4-v1: what was never published; the register says why (note)"]


def _change(name: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text((root / name).read_text().replace(old, new))


PDF = "A-1/v1/data/A-1_port_v1.pdf"
DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte of a file": (_change(PDF, "version", "Version"), "A-1/v1: data/A-1_port_v1.pdf: is not what was written"),
    "a file gone": (lambda root: (root / PDF).unlink(), "A-1/v1: data/A-1_port_v1.pdf: is missing"),
    "a file more": (lambda root: (root / "A-1/v1/data/x").write_text(""), "A-1/v1: data/x: is not in the manifest"),
    "a link to a folder": (
        lambda root: (root / "A-1/v1/data/x").symlink_to(root / "A-2"),
        "A-1/v1: data/x: is not in the manifest",
    ),
    "a link for a file": (
        lambda root: [(root / PDF).rename(root / "old.pdf"), (root / PDF).symlink_to(root / "old.pdf")],
        "A-1/v1: data/A-1_port_v1.pdf: is missing",
    ),
    "a pipe for a file": (
        lambda root: [(root / PDF).unlink(), os.mkfifo(root / PDF)],
        "A-1/v1: data/A-1_port_v1.pdf: is missing",
    ),
    "a bag elsewhere": (
        lambda root: [
            shutil.move(root / "A-3", root.parent / "A-3"),
            (root / "A-3").symlink_to(root.parent / "A-3"),
        ],
        "A-3/v1: lies outside the archive",
    ),
    "a bag gone": (lambda root: shutil.rmtree(root / "A-3/v1"), "A-3/v1: the bag is missing"),
    "a manifest gone": (
        lambda root: (root / "A-3/v1/manifest-sha256.txt").unlink(),
        "A-3/v1: manifest-sha256.txt: cannot be read",
    ),
    "no hash": (_change("A-3/v1/manifest-sha256.txt", " ", "~"), "A-3/v1: manifest-sha256.txt: cannot be read"),
    "a bag without a line": (
        lambda root: shutil.copytree(root / "A-3/v1", root / "A-9/v1"),
        "A-9/v1: no line of the register names it",
    ),
    "aside without a line": (lambda root: (root / "aside/x").mkdir(), "aside/x: no line of the register explains it"),
    "aside gone": (lambda root: shutil.rmtree(root / "aside"), "aside/A-4-v1: is missing"),
    "a title": (
        _change("register.jsonl", "works again", "is shut"),
        "register.jsonl: line 2: the line before it is not",
    ),
    "not a line": (_change("register.jsonl", '{"format":1,"seq":3', "{"), "register.jsonl: line 3: not an entry"),
    "lines lost": (
        lambda root: (root / "register.jsonl").write_text((root / "register.jsonl").read_text().splitlines()[0] + "\n"),
        "register.head: the register has 1 lines",
    ),
    "the head gone": (lambda root: (root / "register.head").unlink(), "register.head: is missing"),
    "the head spoilt": (lambda root: (root / "register.head").write_text("?"), "register.head: register.head does not"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_where_it_is(archive: Archive, damage: str) -> None:
    spoil, expected = DAMAGE[damage]
    spoil(archive.root)
    assert any(one.startswith(expected) for one in told(archive)), told(archive)


def test_a_rewritten_bag_is_found_by_the_register(archive: Archive) -> None:
    """Whoever changes a file, its manifest and its tag manifest alike leaves a bag that proves itself."""
    bag = archive.root / "A-1/v1"
    (archive.root / PDF).write_text("forged")
    for manifest, pattern in (("manifest-sha256.txt", "data"), ("tagmanifest-sha256.txt", "*.txt")):
        names = sorted(str(one.relative_to(bag)) for one in bag.glob("data/*" if pattern == "data" else pattern))
        names = [one for one in names if "tagmanifest" not in one]
        said = subprocess.run(["sha256sum", *names], cwd=bag, capture_output=True, text=True, check=True).stdout
        (bag / manifest).write_text(said)
    assert told(archive) == [
        "A-1/v1: manifest-sha256.txt: not the one that the register names",
        "A-1/v1: data/A-1_port_v1.pdf: the manifest has not the hash that the register has",
    ]


def test_what_a_run_that_died_left_is_a_note(archive: Archive) -> None:
    with archive.register.open("a") as file:
        file.write('{"format":1')
    archive.staging.mkdir()
    archive.intent.write_text(json.dumps({"bag": "A-9/v1"}) + "\n")
    shutil.copytree(archive.root / "A-3/v1", archive.root / "A-9/v1")
    walked = walk(archive)
    assert walked.holds
    assert [one.where for one in walked.findings] == ["register.jsonl", "A-9/v1", ".staging", "aside/A-4-v1"]


def test_nothing_is_written(archive: Archive) -> None:
    before = {file: file.stat().st_mtime_ns for file in archive.root.rglob("*")}
    walk(archive)
    assert {file: file.stat().st_mtime_ns for file in archive.root.rglob("*")} == before


def test_a_line_that_leads_out_of_the_archive_is_not_followed(archive: Archive, tmp_path: Path) -> None:
    register = archive.register
    register.write_text(register.read_text().replace('"bag":"A-3/v1"', '"bag":"../v1"'))
    assert "../v1: lies outside the archive" in told(archive)


def test_an_archive_that_is_not_there_holds_nothing_wrong(tmp_path: Path) -> None:
    assert walk(Archive(tmp_path / "none")).holds


def test_findings_come_in_the_registers_order(tmp_path: Path) -> None:
    archive = shelve(tmp_path / "issued", [Book(f"A-{number}") for number in range(300, 0, -1)])
    spoilt = [f"A-{number}/v1" for number in (299, 270, 150, 13, 2)]
    for bag in spoilt:
        (archive.root / bag / "data/x").write_text("")
    assert [one.where for one in walk(archive).findings] == spoilt


def test_each_file_is_opened_once(archive: Archive) -> None:
    """What opening costs is most of what a small bag costs."""
    opened: Counter[str] = Counter()
    watching = [True]

    def watch(event: str, about: tuple[object, ...]) -> None:
        if watching and event == "open" and str(about[0]).startswith(str(archive.root)):
            opened[str(about[0])] += 1

    sys.addaudithook(watch)  # it cannot be taken away again
    walk(archive)
    watching.clear()
    bags = {str(file) for file in archive.root.glob("*/*/**/*") if file.is_file()}
    assert len(bags) == 4 * 6
    assert {file: opened[file] for file in bags} == dict.fromkeys(bags, 1)
