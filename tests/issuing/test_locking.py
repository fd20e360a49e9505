"""Where a lock cannot be trusted, it is said why."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from iria_reports.issuing.locking import distrust

MOUNTS = "22 1 254:1 / / rw - ext4 /dev/vda rw\n30 22 0:40 / {} rw - {} somewhere rw\n"


def test_a_folder_of_this_machine_is_trusted(tmp_path: Path) -> None:
    assert distrust(tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_shared_file_system_is_not(tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.format(tmp_path, kind))
    assert kind in distrust(tmp_path, mounts)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Institute", "Google Drive"])
def test_a_folder_that_is_synced_is_not(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "issued"
    folder.mkdir(parents=True)
    assert name in distrust(folder)


def test_a_lock_that_two_can_hold_is_found_by_trying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iria_reports.issuing.locking.FileLock", lambda *_, **__: nullcontext())
    assert "two processes" in distrust(tmp_path)
