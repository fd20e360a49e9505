"""`archive add`: a report from before is on record, whole or not at all, under a number nobody had."""

from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from shelf import Book, shelve

from iria_reports.archive import opened, show
from iria_reports.cataloguing.adding import Old, add
from iria_reports.cataloguing.verifying import walk
from iria_reports.cli import verbs
from iria_reports.cli.outcome import ending
from iria_reports.errors import Refused
from iria_reports.issuing import transaction
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import sha256_of


def clock() -> datetime:
    return datetime(2022, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.add_blank_page()
        made.save(tmp_path / "50% done.pdf")
    return tmp_path / "50% done.pdf"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return shelve(tmp_path / "issued", [Book("IRIA-BG-2022-001")])


def old(pdf: Path, number: str = "IRIA-2019-07", issued: date = date(2019, 6, 12)) -> Old:
    return Old(pdf, number, "After the vote", issued)


def test_the_file_is_kept_as_it_was_and_on_record(archive: Archive, pdf: Path) -> None:
    entry = add(archive, old(pdf), clock)
    assert (entry.act, entry.renditions[0].pages) == ("added", 2)
    kept = archive.bag(entry.bag) / "data/IRIA-2019-07.pdf"
    assert sha256_of(kept) == sha256_of(pdf) == entry.renditions[0].sha256
    assert walk(archive).findings == ()
    ((one, _),) = show(opened(archive), "iria-2019-07")
    assert (one.named, one.state, one.issued) == ("IRIA-2019-07", "current", date(2019, 6, 12))


@pytest.mark.parametrize(
    ("number", "issued", "said"),
    [
        ("IRIA-BG-2022-001", date(2019, 1, 1), "is taken"),
        ("iria-bg-2022-001", date(2019, 1, 1), "is taken"),
        ("../x", date(2019, 1, 1), "cannot be a number"),
        ("aside", date(2019, 1, 1), "cannot be a number"),
        ("X-1", date(2022, 1, 21), "is yet to come"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(archive: Archive, pdf: Path, number: str, issued: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        add(archive, old(pdf, number, issued), clock)
    assert len(opened(archive).register.entries) == 1


def test_what_is_no_pdf_is_refused(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_text("no")
    with pytest.raises(Refused, match="no PDF"):
        add(archive, old(tmp_path / "x.pdf"), clock)


def test_one_that_died_after_its_line_stays_on_record(
    archive: Archive, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bag has its line: the next run only clears the staging folder."""
    with monkeypatch.context() as patched:
        cleared = iter([None])
        real = transaction._clear

        def dies(one: Archive) -> None:
            if next(cleared, "again") == "again":
                raise KeyboardInterrupt
            real(one)

        patched.setattr(transaction, "_clear", dies)
        with pytest.raises(KeyboardInterrupt):
            add(archive, old(pdf), clock)
    add(archive, old(pdf, "IRIA-2019-08"), clock)
    assert [one.number for one in opened(archive).listed][1:] == ["IRIA-2019-07", "IRIA-2019-08"]
    assert walk(archive).findings == ()


def test_the_verb_asks_first(tmp_path: Path, pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/desk.yml").write_text("")
    monkeypatch.chdir(tmp_path / "desk")
    words = ["archive", "add", str(pdf), "--number", "X-1", "--title", "After the vote", "--issued", "2019-06-12"]
    assert "next: add --yes" in CliRunner().invoke(verbs, words).stderr
    assert not (tmp_path / "desk/output").exists()
    done = CliRunner().invoke(verbs, [*words, "--yes"])
    assert done.exit_code == 0, done.output
    assert "X-1: output/issued/X-1/v1/data/X-1.pdf" in done.stdout
    assert ending(lambda: verbs.main([*words, "--yes"], standalone_mode=False)) == 9
    assert "next: TLP:CLEAR, TLP:GREEN" in CliRunner().invoke(verbs, [*words, "--yes", "--mark", "X"]).stderr
