"""A report is approved by a message, for exactly the files it is made from."""

from pathlib import Path

import pytest
from desk import clock, prepared, small_desk

from iria_reports.approve import approve, asked
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.errors import Refused
from iria_reports.issue import Order, issue
from iria_reports.issuing.archive import Archive

MESSAGE = (
    "From: Ada Example <ada@example.org>\nDate: Mon, 11 Mar 2024 08:00:00 +0100\nSubject: port\n\nIt may go out.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = small_desk(tmp_path / "desk")
    with desk.settings.open("a") as file:
        file.write("approval: required\n")
    return desk


@pytest.fixture
def message(tmp_path: Path) -> Path:
    file = tmp_path / "message.eml"
    file.write_text(MESSAGE)
    return file


def approve_now(desk: Desk, message: Path, scratch: Path) -> None:
    order = Order(desk.spec("port"), desk, (Ask(today=clock()().date(), audience="policymakers"),))
    approve(asked(order, message, scratch), desk.approvals, clock())


def test_what_is_approved_goes_out_with_the_message(desk: Desk, message: Path, tmp_path: Path) -> None:
    approve_now(desk, message, tmp_path / "approved")
    archive = Archive(tmp_path / "issued")
    entry = issue(prepared(desk, tmp_path / "scratch"), archive, clock(), accepted="a test")
    kept = archive.bag(entry.bag) / "data" / "approval"
    assert (kept / "evidence.eml").read_text() == MESSAGE
    assert '"by": "Ada Example <ada@example.org>"' in (kept / "approval.json").read_text()


def test_without_an_approval_nothing_goes_out(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="port is not approved"):
        issue(prepared(desk, tmp_path / "scratch"), Archive(tmp_path / "issued"), clock(), accepted="a test")


@pytest.mark.parametrize("edited", ["reports/port.md", "reports/sources/all.csv", "desk.yml"])
def test_an_edit_voids_it(desk: Desk, message: Path, tmp_path: Path, edited: str) -> None:
    approve_now(desk, message, tmp_path / "approved")
    with (desk.root / edited).open("a") as file:
        file.write("\n")
    with pytest.raises(Refused, match=r"port was edited after Ada Example .* approved it on 2024-03-11"):
        issue(prepared(desk, tmp_path / "scratch"), Archive(tmp_path / "issued"), clock(), accepted="a test")


def test_a_message_that_was_changed_afterwards_counts_for_nothing(desk: Desk, message: Path, tmp_path: Path) -> None:
    approve_now(desk, message, tmp_path / "approved")
    (kept,) = desk.approvals.glob("*/evidence.eml")
    kept.write_text(MESSAGE.replace("may", "may not"))
    with pytest.raises(Refused, match="port is not approved"):
        issue(prepared(desk, tmp_path / "scratch"), Archive(tmp_path / "issued"), clock(), accepted="a test")


def test_an_author_cannot_approve_it(desk: Desk, message: Path, tmp_path: Path) -> None:
    spec = desk.spec("port")
    spec.write_text("authors: [Ada Example]\n" + spec.read_text())
    with pytest.raises(Refused, match="is an author of it"):
        approve_now(desk, message, tmp_path / "approved")


@pytest.mark.parametrize("text", ["", "It may go out.\n", "From: Ada\n\nx", "From: ada@example.org\n\nno date"])
def test_a_file_that_is_no_message_is_refused(desk: Desk, tmp_path: Path, text: str) -> None:
    (tmp_path / "no.eml").write_text(text)
    with pytest.raises(Refused, match="not a mail message"):
        approve_now(desk, tmp_path / "no.eml", tmp_path / "approved")
