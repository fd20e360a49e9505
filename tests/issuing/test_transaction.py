"""An issue exists whole or not at all; what an interrupted run left is healed by the next."""

import json
import stat
import subprocess
from pathlib import Path

import bagit
import pytest
from small import clock, issue_small, make

from iria_reports.archive import opened
from iria_reports.errors import ArchiveDamaged, CannotWrite
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import check_bag
from iria_reports.issuing.entries import Void
from iria_reports.issuing.register import read_register
from iria_reports.issuing.transaction import held, publish


def test_an_issue_is_a_read_only_bag_and_a_line(tmp_path: Path) -> None:
    entry = issue_small(tmp_path)
    assert entry.number == "IRIA-BG-2022-001"
    bag = tmp_path / entry.bag
    assert check_bag(bag, entry.manifest) == []
    assert bagit.Bag(str(bag)).validate()
    assert all(not stat.S_IMODE(file.stat().st_mode) & 0o222 for file in [bag, *bag.rglob("*")])
    assert [json.loads(line)["number"] for line in (tmp_path / "register.jsonl").read_text().splitlines()] == [
        "IRIA-BG-2022-001"
    ]


def test_sha256sum_alone_proves_a_bag(tmp_path: Path) -> None:
    entry = issue_small(tmp_path)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        told = subprocess.run(["sha256sum", "-c", manifest], cwd=tmp_path / entry.bag, capture_output=True, check=False)
        assert told.returncode == 0


def test_each_line_holds_the_hash_of_the_line_before(tmp_path: Path) -> None:
    for _ in range(3):
        issue_small(tmp_path)
    register = tmp_path / "register.jsonl"
    lines = register.read_text().splitlines()
    register.write_text("\n".join([lines[0].replace('"Small"', '"Large"'), *lines[1:]]) + "\n")
    with pytest.raises(ArchiveDamaged, match="line 2: the line before it"):
        issue_small(tmp_path)


def test_lost_last_lines_are_noticed(tmp_path: Path) -> None:
    for _ in range(3):
        issue_small(tmp_path)
    register = tmp_path / "register.jsonl"
    register.write_text("".join(register.read_text().splitlines(keepends=True)[:2]))
    with pytest.raises(ArchiveDamaged, match="has 2 lines; at 2022-01-20 12:00 \\+0000 it had 3"):
        issue_small(tmp_path)


def test_a_last_line_that_was_changed_is_noticed(tmp_path: Path) -> None:
    issue_small(tmp_path)
    register = tmp_path / "register.jsonl"
    register.write_text(register.read_text().replace('"Small"', '"Large"'))
    with pytest.raises(ArchiveDamaged, match="line 1 of the register is not the one that was written"):
        issue_small(tmp_path)


def test_a_torn_last_line_is_set_aside_and_its_number_free(tmp_path: Path) -> None:
    issue_small(tmp_path)
    with (tmp_path / "register.jsonl").open("a") as file:
        file.write('{"format":1,"seq":2,"at":"2022')
    assert issue_small(tmp_path).number == "IRIA-BG-2022-002"
    (aside,) = (tmp_path / "aside").iterdir()
    assert aside.read_text() == '{"format":1,"seq":2,"at":"2022'


def test_a_maker_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fails(slot: object, data: Path) -> None:
        (data / "half.pdf").write_text("half")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError), held(Archive(tmp_path), clock) as archive:
        publish(archive, "IRIA-BG-2022-001", 1, fails)  # type: ignore[arg-type]
    assert not (tmp_path / "register.jsonl").exists()
    assert list((tmp_path / ".staging").iterdir()) == []


def test_a_bag_without_its_line_is_set_aside_and_its_number_void(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(
            "iria_reports.issuing.transaction.append", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
        )
        with pytest.raises(CannotWrite, match="full"):
            issue_small(tmp_path)
    assert (tmp_path / "IRIA-BG-2022-001" / "v1").is_dir()
    assert issue_small(tmp_path).number == "IRIA-BG-2022-002"
    void, issued = read_register(tmp_path / "register.jsonl").entries
    assert isinstance(void, Void)
    assert void.number == "IRIA-BG-2022-001"
    assert (tmp_path / void.aside / "data").is_dir()
    assert not (tmp_path / "IRIA-BG-2022-001" / "v1").exists()
    assert issued.number == "IRIA-BG-2022-002"


def test_a_further_bag_without_its_line_does_not_make_its_version_void(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = issue_small(tmp_path).number
    with monkeypatch.context() as patched:
        patched.setattr(
            "iria_reports.issuing.transaction.append", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
        )
        with pytest.raises(CannotWrite, match="full"), held(Archive(tmp_path), clock) as archive:
            publish(archive, number, 1, make)
    with held(Archive(tmp_path), clock) as archive:
        void = archive.register.entries[-1]
    assert isinstance(void, Void)
    assert void.reason.startswith("further renditions of version 1, which stands without them: their making was")
    assert [one.state for one in opened(Archive(tmp_path)).listed] == ["current", "unfinished"]


def test_a_further_bag_of_a_version_has_a_name_of_its_own(tmp_path: Path) -> None:
    issue_small(tmp_path)
    with held(Archive(tmp_path), clock) as archive:
        after = publish(archive, "IRIA-BG-2022-001", 1, make)
    assert [entry.bag for entry in after.register.issues] == ["IRIA-BG-2022-001/v1", "IRIA-BG-2022-001/v1-2"]
