"""Whatever dies at whichever call, the issue exists whole or not at all, and the next run heals."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dying import Zygote, disturbed, points, unhealed, wrong
from small import issue_small, small_seal

from iria_reports.cataloguing.verifying import walk
from iria_reports.errors import CannotWrite
from iria_reports.issuing.archive import Archive

pytestmark = [
    pytest.mark.machine,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine"),
]


@pytest.fixture
def zygote() -> Iterator[Zygote]:
    with Zygote() as running:
        yield running


@pytest.mark.parametrize("how", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_every_call_that_may_change_a_file_can_fail(tmp_path: Path, zygote: Zygote, how: str) -> None:
    """EIO at every eighth call, 8 or more: ENOSPC comes at all of them, and nothing that issues asks which it was.

    tests/benchmarks/kill_table.py tries each way at each call.
    """
    before, root = tmp_path / "before", tmp_path / "archive"
    for _ in range(2):
        issue_small(before)
    found = points(zygote, before, root)
    assert len(found) > 60
    for point in found[::8] if how == "error=EIO" else found:
        code, said = disturbed(zygote, before, root, point, how)
        assert list(wrong(root)) == [], (point, said)
        assert code != 0 or said == "IRIA-BG-2022-003", (point, said)
        issue_small(root)
        assert list(unhealed(root)) == [], (point, said)


def test_a_signed_issue_can_be_killed_at_every_call_too(tmp_path: Path) -> None:
    key, before, root = small_seal(tmp_path / "key.p12"), tmp_path / "before", tmp_path / "archive"
    issue_small(before)
    with Zygote(tmp_path / "key.p12") as zygote:
        found = points(zygote, before, root)
        assert len(found) > 70
        for point in found:
            code, said = disturbed(zygote, before, root, point, "signal=KILL")
            assert code != 0 or said == "IRIA-BG-2022-002", (point, said)
            issue_small(root, key)  # it checks the signature of register.head
            assert list(unhealed(root)) == [], (point, said)
            assert [str(one) for one in walk(Archive(root)).findings if one.level == "wrong"] == [], (point, said)


@pytest.fixture
def fallen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of one issue whose second run died in the middle of the register's line."""

    def half(file: Path, *_: object) -> None:
        with file.open("a") as register:
            register.write('{"format":1,"seq":')
        raise OSError(5, "died")

    root = tmp_path / "fallen"
    issue_small(root)
    with monkeypatch.context() as patched:
        patched.setattr("iria_reports.issuing.transaction.append", half)
        with pytest.raises(CannotWrite):
            issue_small(root)
    return root


@pytest.mark.parametrize("how", ["signal=KILL", "error=ENOSPC"])
def test_healing_can_fail_at_every_call_too(tmp_path: Path, zygote: Zygote, fallen: Path, how: str) -> None:
    root = tmp_path / "archive"
    for point in points(zygote, fallen, root):
        code, said = disturbed(zygote, fallen, root, point, how)
        assert code != 0 or said == "IRIA-BG-2022-003", (point, said)
        issue_small(root)
        assert list(unhealed(root)) == [], (point, said)
