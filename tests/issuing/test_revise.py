"""A report is revised, withdrawn and rebuilt."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from desk import TODAY, clock, prepared, small_desk
from pdf_contents import drawn_text

from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.errors import ArchiveDamaged, CannotWrite, Refused
from iria_reports.issue import Order, issue, prepare
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import check_bag
from iria_reports.issuing.contents import read_contents
from iria_reports.issuing.register import read_register
from iria_reports.issuing.revising import addition_to, revision_of
from iria_reports.printing.alike import different_pages
from iria_reports.rebuild import rebuild
from iria_reports.withdraw import withdraw

NUMBER = "HOUSE-AN-2024-001"
MAY = date(2024, 5, 2)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk, and an archive with one issue of its report in two renditions: printed once, copied for each test."""
    root = tmp_path_factory.mktemp("first")
    ready = prepared(small_desk(root / "desk"), root / "scratch", "policymakers", "officials")
    issue(ready, Archive(root / "issued"), clock(), accepted="a test")
    return root


@pytest.fixture
def desk(tmp_path: Path, first: Path) -> Desk:
    return Desk(shutil.copytree(first / "desk", tmp_path / "desk"))


@pytest.fixture
def archive(tmp_path: Path, first: Path) -> Archive:
    return Archive(shutil.copytree(first / "issued", tmp_path / "issued"))


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def test_a_revision_tells_what_was_changed(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    edit(
        desk.reports / "port.yml",
        "will likely stay open in 2024.\n        likelihood: likely",
        "will very likely stay open in 2024.\n        likelihood: very likely",
    )
    edit(desk.reports / "port.md", "Ships call again.", "Forty ships have called.")
    revision = revision_of(archive, NUMBER, "Ships are counted")
    entry = issue(prepared(desk, tmp_path / "second", revision=revision), archive, clock(MAY), accepted="a test")
    assert (entry.number, entry.version, entry.issued) == (NUMBER, 2, MAY)
    assert [one.file for one in entry.renditions] == [
        f"{NUMBER}_port_v2.pdf",
        f"{NUMBER}_port_officials_v2.pdf",
    ]
    text = " ".join(drawn_text(archive.bag(entry.bag) / "data" / entry.renditions[0].file).split())
    assert "Version 2, 2 May 2024: Ships are counted" in text
    assert "Judgement 1 is raised, from likely to very likely. The text of “What happened” is changed." in text
    assert "Version 1, 11 March 2024. First issued." in text


def test_a_reader_is_not_told_what_changed_in_what_was_withheld(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    edit(desk.reports / "port.md", "Ships call again.", "Forty ships have called.")
    revision = revision_of(archive, NUMBER, "Ships are counted")
    entry = issue(prepared(desk, tmp_path / "second", revision=revision), archive, clock(MAY), accepted="a test")
    full, brief = (drawn_text(archive.bag(entry.bag) / "data" / one.file) for one in entry.renditions)
    assert "What happened" in full
    assert "What happened" not in brief


def test_the_earlier_version_stays_as_it_was(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    first = read_register(archive.register).issues[0]
    revision = revision_of(archive, NUMBER, "Nothing")
    issue(prepared(desk, tmp_path / "second", revision=revision), archive, clock(MAY), accepted="a test")
    assert check_bag(archive.bag(first.bag), first.manifest) == []
    assert [one.version for one in read_register(archive.register).versions(NUMBER)] == [1, 2]


def test_a_minor_correction_keeps_the_day(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    revision = revision_of(archive, NUMBER, "A name is spelt right", minor=True)
    entry = issue(prepared(desk, tmp_path / "second", revision=revision), archive, clock(MAY), accepted="a test")
    assert (entry.version, entry.issued, entry.minor) == (2, TODAY, True)


def test_two_revisions_at_once_are_not_both_issued(desk: Desk, archive: Archive, tmp_path: Path) -> None:
    revision = revision_of(archive, NUMBER, "One")
    late = prepared(desk, tmp_path / "late", revision=revision)
    issue(prepared(desk, tmp_path / "second", revision=revision), archive, clock(MAY), accepted="a test")
    with pytest.raises(Refused, match="was issued again meanwhile: version 2"):
        issue(late, archive, clock(MAY), accepted="a test")


def test_a_later_rendition_is_an_entry_of_the_same_version_from_the_same_files(
    desk: Desk, archive: Archive, tmp_path: Path
) -> None:
    (desk.reports / "port.md").write_text("## Bottom line\n\nAll was rewritten meanwhile. [@paper]\n")
    start = addition_to(archive, NUMBER)
    frozen = Desk(start.spec.parent.parent)
    order = Order(start.spec, frozen, (Ask(today=TODAY, audience="academics"),), start)
    entry = issue(prepare(order, tmp_path / "more"), archive, clock(MAY), accepted="a test")
    assert (entry.number, entry.version, entry.issued, entry.bag) == (NUMBER, 1, TODAY, f"{NUMBER}/v1-2")
    assert [one.file for one in entry.renditions] == [f"{NUMBER}_port_academics_v1.pdf"]
    assert "Ships call again." in drawn_text(archive.bag(entry.bag) / "data" / entry.renditions[0].file)
    assert len(revision_of(archive, NUMBER, "x").past) == 3
    more = Order(start.spec, frozen, order.asks, addition_to(archive, NUMBER))
    again = prepare(more, tmp_path / "again")
    with pytest.raises(Refused, match="was issued for academics already"):
        issue(again, archive, clock(MAY), accepted="a test")


def test_a_version_that_a_run_died_with_is_not_used_again(
    desk: Desk, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = revision_of(archive, NUMBER, "Ships are counted")
    ready = prepared(desk, tmp_path / "second", revision=revision)
    with monkeypatch.context() as patched:
        patched.setattr(
            "iria_reports.issuing.transaction.append", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
        )
        with pytest.raises(CannotWrite):
            issue(ready, archive, clock(MAY), accepted="a test")
    entry = issue(ready, archive, clock(MAY), accepted="a test")
    assert [one.act for one in read_register(archive.register).entries] == ["issued", "void", "issued"]
    assert (entry.version, entry.renditions[0].file) == (3, f"{NUMBER}_port_v3.pdf")
    assert "Version 3, 2 May 2024" in drawn_text(archive.bag(entry.bag) / "data" / entry.renditions[0].file)


def test_what_cannot_be_revised(archive: Archive) -> None:
    with pytest.raises(Refused, match="no report was issued under HOUSE-AN-2024-007") as refused:
        revision_of(archive, "HOUSE-AN-2024-007", "x")
    assert NUMBER in refused.value.advice
    with pytest.raises(Refused, match="says what was changed"):
        revision_of(archive, NUMBER, " ")
    withdraw(archive, NUMBER, "Its source was  forged.", clock(MAY))
    with pytest.raises(Refused, match="withdrawn on 2024-05-02: Its source was forged"):
        revision_of(archive, NUMBER, "x")
    with pytest.raises(Refused, match="was withdrawn"):
        withdraw(archive, NUMBER, "again", clock(MAY))


def test_a_bag_alone_gives_the_same_bytes(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    bag = tmp_path / "elsewhere"
    shutil.copytree(archive.root / NUMBER / "v1", bag)
    shutil.rmtree(desk.root)
    rebuilt = rebuild(bag, tmp_path / "out")
    assert [(one.verdict, one.where, one.tools) for one in rebuilt] == [("identical", (), ())] * 2


def test_a_bag_that_says_otherwise_is_found_out(archive: Archive, tmp_path: Path) -> None:
    bag = tmp_path / "elsewhere"
    shutil.copytree(archive.root / NUMBER / "v1", bag)
    text = bag / "data" / "desk" / "reports" / "port.md"
    text.chmod(0o644)
    edit(text, "Ships call again.", "Forty ships have called.")
    with pytest.raises(ArchiveDamaged, match=r"port\.md: is not what was written"):
        rebuild(bag, tmp_path / "out")


def test_other_bytes_are_told_page_by_page(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program is play-acted by one that prints no number."""
    bag = archive.root / NUMBER / "v1"
    monkeypatch.setattr(
        "iria_reports.rebuild.tools", lambda printed: {**read_contents(bag).tools, "weasyprint": "99.0"}
    )
    monkeypatch.setattr("iria_reports.issuing.contents.Printed.imprint", lambda self, number: None)
    rebuilt = rebuild(bag, tmp_path / "out")
    assert rebuilt[0].verdict == "different"
    assert rebuilt[0].where[0] == "page 1: the words differ"
    assert rebuilt[0].tools == (("weasyprint", read_contents(bag).tools["weasyprint"], "99.0"),)


def test_the_same_pages_in_other_bytes_are_the_same(archive: Archive, tmp_path: Path) -> None:
    file = archive.root / NUMBER / "v1" / "data" / f"{NUMBER}_port_v1.pdf"
    subprocess.run(["qpdf", "--object-streams=disable", file, tmp_path / "other.pdf"], check=True)
    assert (tmp_path / "other.pdf").read_bytes() != file.read_bytes()
    assert list(different_pages(file, tmp_path / "other.pdf")) == []
