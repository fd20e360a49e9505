"""A report from before this program is withdrawn, or revised from a specification, under the number it bore."""

from datetime import date
from pathlib import Path

import pikepdf
import pytest
from desk import clock, prepared, small_desk
from pdf_contents import drawn_text

from iria_reports.archive import opened
from iria_reports.cataloguing.adding import Old, add
from iria_reports.cataloguing.verifying import walk
from iria_reports.cli.revise import _spec_of
from iria_reports.desk import Desk
from iria_reports.errors import Refused
from iria_reports.issue import issue
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.known import Known
from iria_reports.issuing.register import read_register
from iria_reports.issuing.revising import addition_to, last_line, revision_of
from iria_reports.verify import verify
from iria_reports.withdraw import withdraw

NUMBER = "HOUSE-2019-07"
MAY = date(2024, 5, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return small_desk(tmp_path / "desk")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(tmp_path / "old.pdf")
    return tmp_path / "old.pdf"


@pytest.fixture
def archive(tmp_path: Path, pdf: Path) -> Archive:
    archive = Archive(tmp_path / "issued")
    add(archive, Old(pdf, NUMBER, "The port is shut", date(2019, 6, 12)), clock())
    return archive


def test_it_is_withdrawn_like_any_number(archive: Archive, pdf: Path) -> None:
    assert withdraw(archive, NUMBER, "Its source was forged.", clock(MAY)).number == NUMBER
    (one,) = opened(archive).listed
    assert one.state == "withdrawn"
    assert verify(pdf, Known.of(archive)).verdict.word == "withdrawn"
    with pytest.raises(Refused, match="was withdrawn on 2024-05-02: Its source was forged"):
        revision_of(archive, NUMBER, "x")


def test_its_next_version_has_it_as_the_first(desk: Desk, archive: Archive, pdf: Path, tmp_path: Path) -> None:
    revision = revision_of(archive, NUMBER, "The port is open")
    entry = issue(prepared(desk, tmp_path / "second", revision=revision), archive, clock(MAY), accepted="a test")
    assert (entry.number, entry.version, entry.bag) == (NUMBER, 2, f"{NUMBER}/v2")
    text = " ".join(drawn_text(archive.bag(entry.bag) / "data" / entry.renditions[0].file).split())
    assert "Version 2, 2 May 2024: The port is open" in text
    assert "Version 1, 12 June 2019. First issued." in text
    answer = verify(pdf, Known.of(archive))
    assert answer.verdict.word == "superseded"
    assert "version 2 came on 2024-05-02: The port is open" in "".join(answer.lines())
    assert [(one.version, one.state) for one in opened(archive).listed] == [(0, "superseded"), (2, "current")]
    assert walk(archive).findings == ()
    assert revision_of(archive, NUMBER, "And again").version == 3


def test_what_it_has_not_is_refused_with_the_next_step(desk: Desk, archive: Archive) -> None:
    before = last_line(read_register(archive.register), NUMBER)
    with pytest.raises(Refused, match="was taken in as a file") as found:
        _spec_of(before, desk, None)
    assert found.value.advice == "name the specification of the new version with --spec"
    assert _spec_of(before, desk, "port") == desk.spec("port")
    with pytest.raises(Refused, match="was taken in as a file") as found:
        addition_to(archive, NUMBER)
    assert found.value.advice == f'iria-report revise {NUMBER} --spec SPEC --notice "..." issues it anew'
