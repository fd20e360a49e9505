"""`archive export`: the same bytes each time, proved by sha256sum, and never a zip of a damaged bag."""

import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from shelf import Book, shelve

from iria_reports.archive import export_version, opened
from iria_reports.errors import ArchiveDamaged, CannotWrite, Refused
from iria_reports.issuing.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return shelve(tmp_path / "issued", [Book("A-1"), Book("A-1", 2, article="quay")])


def test_what_is_unpacked_is_proved_by_sha256sum(archive: Archive, tmp_path: Path) -> None:
    file, count = export_version(opened(archive), "A-1", None, tmp_path / "out.zip")
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == sorted(packed.namelist())
        assert len(packed.namelist()) == count == 7
        packed.extractall(tmp_path / "out")
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--quiet", "-c", manifest], cwd=tmp_path / "out/A-1/v2", check=True)


def test_it_is_the_same_zip_another_day(archive: Archive, tmp_path: Path) -> None:
    first, _ = export_version(opened(archive), "A-1", 1, tmp_path / "1.zip")
    for file in archive.root.rglob("*"):
        os.utime(file, (1e9, 1e9))
    second, _ = export_version(opened(archive), "a-1", 1, tmp_path / "2.zip")
    assert first.read_bytes() == second.read_bytes()


def test_a_damaged_bag_is_not_packed(archive: Archive, tmp_path: Path) -> None:
    (archive.root / "A-1/v2/data/A-1_port_v2.pdf").write_text("forged")
    with pytest.raises(ArchiveDamaged, match="is not what was written"):
        export_version(opened(archive), "A-1", None, tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()


def test_a_file_that_is_there_stays(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "out.zip").write_text("mine")
    with pytest.raises(CannotWrite, match="is there already"):
        export_version(opened(archive), "A-1", None, tmp_path / "out.zip")
    with pytest.raises(CannotWrite, match="cannot be written"):
        export_version(opened(archive), "A-1", None, tmp_path / "none" / "out.zip")
    assert (tmp_path / "out.zip").read_text() == "mine"


def test_a_number_or_version_there_is_not(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no report A-2") as refused:
        export_version(opened(archive), "A-2", None, tmp_path / "out.zip")
    assert refused.value.advice == "did you mean A-1?"
    with pytest.raises(Refused, match="has no version 3"):
        export_version(opened(archive), "A-1", 3, tmp_path / "out.zip")
