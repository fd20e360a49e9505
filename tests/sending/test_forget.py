"""`forget`: afterwards no byte of the readers' folder or the desk's output tells who it was; the proof stands."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from iria_reports.errors import Refused
from iria_reports.forget import REASON, forget, traces
from iria_reports.readers import Readership, add, everybody, suppress
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import read_ledger, writing
from iria_reports.sending.lists import read_lists
from iria_reports.sending.readers import read_key

ADDRESS = "jane@example.org"
NAME = "Jane Example"


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk whose readers, lists, ledger and drafts know Jane and Bob."""
    kept = readership(tmp_path)
    add(kept, {"address": ADDRESS, "name": NAME, "office": "Ministry"}, ["topic:energy", "board"])
    add(kept, {"address": "bob@example.org", "name": "Bob Beech"}, ["board"])
    suppress(kept, ADDRESS, f"{NAME} wrote: no more")
    key = read_key(kept.folder)
    with writing(kept.folder, clock) as ledger:
        row = {"message": "m", "purpose": "report", "number": "N-1", "version": 1, "file": "r.pdf", "state": "sent"}
        ledger.add([{**row, "reader": key.id_of(ADDRESS)}])
    folder = tmp_path / "output" / "mail" / "N-1_v1"
    folder.mkdir(parents=True)
    (folder / f"jane-example_{key.id_of(ADDRESS)[:8]}.eml").write_text("To: =?utf-8?q?Jane?= <x@example.org>\n\nHi")
    (folder / f"jane-example_{key.id_of(ADDRESS)[:8]}.new").write_text(f"To: {ADDRESS}\n")
    (folder / "renamed.eml").write_bytes(f"From: a@example.org\r\nTo: {NAME} <JANE@Example.org>\r\n\r\nHi".encode())
    (folder / "bob-beech_00000000.eml").write_text("To: bob@example.org\n\nHi")
    left = kept.folder.root / ".scratch-of-a-run-that-was-killed" / "iria-stamper-x"
    left.mkdir(parents=True)
    (left.parent / "r_copy-0032-S.pdf").write_text(f"for {NAME}")
    (left / "2-10.pdf").write_text(f"for {NAME}")
    (kept.folder.root / ".readers.csv.new").write_text(f"{ADDRESS};{NAME}\n")
    return tmp_path


def readership(root: Path) -> Readership:
    return Readership(ReadersFolder(root / "output" / "readers"), (), clock, lambda count: b"k" * count)


def naming(root: Path) -> list[str]:
    """Every file and folder of the desk that tells who Jane is."""
    told = []
    for file in root.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        text = f"{file.name}\n{content.decode('utf-8', 'replace')}".casefold()
        if any(word in text for word in ("jane", "ministry")):
            told.append(file.name)
    return told


@pytest.mark.parametrize("may_return", [False, True])
def test_no_byte_tells_any_more_who_it_was(desk: Path, may_return: bool) -> None:
    assert len(naming(desk / "output")) == 7
    assert forget(readership(desk), desk / "output" / "mail", ADDRESS, may_return=may_return) == ()
    assert naming(desk / "output") == []


def test_what_is_removed_and_what_is_kept_is_known_before(desk: Path) -> None:
    found = traces(readership(desk), desk / "output" / "mail", "Jane@EXAMPLE.org")
    assert (found.listed, len(found.drafts), found.lists, found.messages) == (True, 3, ("board", "topic:energy"), 1)


def test_others_and_the_proof_that_a_copy_went_out_stay(desk: Path) -> None:
    kept = readership(desk)
    ledger = kept.folder.ledger.read_bytes()
    forget(kept, desk / "output" / "mail", ADDRESS)
    assert [one.reader.address for one in everybody(kept)] == ["bob@example.org"]
    assert everybody(kept)[0].lists == ("board",)
    assert [file.name for file in desk.rglob("*.eml")] == ["bob-beech_00000000.eml"]
    assert kept.folder.ledger.read_bytes() == ledger
    assert read_ledger(kept.folder).rows[0].reader == read_key(kept.folder).id_of(ADDRESS)


def test_they_are_never_written_to_again_unless_they_may_return(desk: Path) -> None:
    kept = readership(desk)
    forget(kept, desk / "output" / "mail", ADDRESS)
    assert list(read_lists(kept.folder).suppressed().values()) == [REASON]
    with pytest.raises(Refused, match=REASON):
        add(kept, {"address": ADDRESS})


def test_whoever_may_return_is_on_no_list_when_they_do(tmp_path: Path) -> None:
    kept = readership(tmp_path)
    add(kept, {"address": ADDRESS, "name": NAME}, ["board"])
    forget(kept, tmp_path / "mail", ADDRESS, may_return=True)
    assert add(kept, {"address": ADDRESS}).lists == ()


def test_a_copy_that_somebody_made_is_told_of(desk: Path) -> None:
    copy = desk / "output" / "readers" / "readers-old.csv"
    copy.write_text(f"address;name\n{ADDRESS};{NAME}\n")
    assert forget(readership(desk), desk / "output" / "mail", ADDRESS) == (copy,)


def test_a_run_that_died_is_done_again_by_the_same_words(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(folder: object, readers: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("iria_reports.forget.write_readers", dies)
        with pytest.raises(KeyboardInterrupt):
            forget(readership(desk), desk / "output" / "mail", ADDRESS)
    assert forget(readership(desk), desk / "output" / "mail", ADDRESS) == ()
    assert naming(desk / "output") == []


def test_whoever_is_not_known_is_not_forgotten(desk: Path) -> None:
    with pytest.raises(Refused, match=r"nothing is kept of eve@example\.org"):
        traces(readership(desk), desk / "output" / "mail", "eve@example.org")
