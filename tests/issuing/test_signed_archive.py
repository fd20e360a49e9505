"""`archive verify` over an archive whose issues are signed: each signature, by the certificate that the line names."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from desk import clock, prepared
from signing import seal_of, signing_desk, with_key

from iria_reports.cataloguing import signed
from iria_reports.cataloguing.verifying import walk
from iria_reports.issue import issue
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import SIGNATURE
from iria_reports.issuing.entries import Issued
from iria_reports.issuing.register import read_register


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """One issue signed in its PDF, and one beside its files, with another key."""
    root = tmp_path_factory.mktemp("kept")
    archive = Archive(root / "issued")
    for how in ("yes", "no"):
        desk = signing_desk(root / how / "desk", f"pdf: {how}")
        with_key(desk, archive)
        ready = prepared(desk, root / how / "scratch")
        issue(replace(ready, order=replace(ready.order, seal=seal_of(desk))), archive, clock(), accepted="a test")
    return archive


@pytest.fixture
def archive(kept: Archive, tmp_path: Path) -> Archive:
    """A copy to spoil."""
    shutil.copytree(kept.root, tmp_path / "issued")
    return Archive(tmp_path / "issued")


def found(archive: Archive) -> list[str]:
    return [str(one) for one in walk(archive).findings]


def test_a_signed_archive_holds(kept: Archive) -> None:
    assert [one.signature for one in read_register(kept.register).issues] == ["pdf", "detached"]
    assert found(kept) == []


def spoil(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.chmod(0o644)
    file.write_bytes(change(file.read_bytes()))


def test_each_signature_is_checked_whatever_the_manifests_say(archive: Archive) -> None:
    """Not the hashes: `wrong_signatures` by itself, as where someone made bag and register anew."""
    first, second = read_register(archive.register).issues
    bag = archive.bag(first.bag) / "data" / first.renditions[0].file
    spoil(bag, lambda content: content.replace(b"%%EOF", b"%%EOX", 1))
    assert any("changed since" in one for one in signed.wrong_signatures(archive, first))
    spoil(bag, lambda content: content[: content.rindex(b"/ByteRange")])
    assert [one.rpartition(": ")[2] for one in signed.wrong_signatures(archive, first)] == ["it is not signed"]
    beside = archive.bag(second.bag) / SIGNATURE
    spoil(beside, lambda content: content[:-1] + bytes([content[-1] ^ 1]))
    assert any(SIGNATURE in one for one in signed.wrong_signatures(archive, second))
    archive.bag(second.bag).chmod(0o755)
    beside.unlink()
    assert list(signed.wrong_signatures(archive, second)) == [f"{SIGNATURE}: is missing"]


def test_a_signature_by_another_key_of_the_house_is_not_the_lines(archive: Archive) -> None:
    first, second = read_register(archive.register).issues
    for line, other in ((first, second), (second, first)):
        swapped = line.model_copy(update={"certificate": other.certificate})
        assert isinstance(swapped, Issued)
        assert list(signed.wrong_signatures(archive, swapped))


def test_a_certificate_that_is_gone_or_is_another_is_told(archive: Archive) -> None:
    first, second = read_register(archive.register).issues
    shutil.copyfile(archive.keys / f"{first.certificate}.pem", archive.keys / f"{second.certificate}.pem")
    assert f"{second.bag}: signed with certificate {second.certificate[:12]}, which is not in keys/" in found(archive)
    (archive.keys / f"{first.certificate}.pem").unlink()
    assert f"{first.bag}: signed with certificate {first.certificate[:12]}, which is not in keys/" in found(archive)


def test_a_head_whose_signature_was_taken_away_is_told(archive: Archive) -> None:
    at = archive.head.read_text().index(',"signature"')
    archive.head.write_text(archive.head.read_text()[:at] + "}\n")
    assert any("its signature was taken away" in one for one in found(archive))


def test_without_the_library_it_says_what_was_not_checked(kept: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed, "signing_checks", lambda: None)
    (note,) = walk(kept).findings
    assert (note.level, note.what.partition(":")[0]) == ("note", "signatures of 2 lines were not checked")
