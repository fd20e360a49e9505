"""A report is approved by a message, for exactly the files it is made from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import clock, prepared, small_desk
from signing import PASSWORD

from iria_reports.approve import approve, asked
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.errors import Refused
from iria_reports.issue import Order, issue
from iria_reports.issuing.approval import Approval, doubt
from iria_reports.issuing.archive import Archive
from iria_reports.keys import approver
from iria_reports.signing.key_file import make_key
from iria_reports.signing.sealing import KeySeal

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


def key_of(name: str, file: Path) -> KeySeal:
    """A key of somebody who approves."""
    file.write_bytes(make_key(name, "The house", PASSWORD, clock()(), 5))
    return approver(file, lambda _: PASSWORD, clock()())


def signed_now(desk: Desk, key: KeySeal, scratch: Path) -> Path:
    order = Order(desk.spec("port"), desk, (Ask(today=clock()().date(), audience="policymakers"),))
    return approve(asked(order, key, scratch), desk.approvals, clock()).folder


def names_approver(desk: Desk, key: KeySeal) -> None:
    with desk.settings.open("a") as file:
        file.write(f"approvers: ['{key.fingerprint.upper()}']\n")


def test_an_approval_is_signed_with_the_approvers_own_key(desk: Desk, tmp_path: Path) -> None:
    key = key_of("Ada Example", tmp_path / "ada.p12")
    names_approver(desk, key)
    signed_now(desk, key, tmp_path / "approved")
    archive = Archive(tmp_path / "issued")
    entry = issue(prepared(desk, tmp_path / "scratch"), archive, clock(), accepted="a test")
    kept = archive.bag(entry.bag) / "data" / "approval"
    approval = Approval.model_validate_json((kept / "approval.json").read_bytes())
    assert (approval.by, approval.certificate, doubt(approval, kept)) == ("Ada Example", key.fingerprint, "")
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "approval.json.p7s", "-content"]
    trust = ["approval.json", "-CAfile", "approver.pem", "-purpose", "any", "-out", os.devnull]
    subprocess.run([*command, *trust], cwd=kept, check=True, capture_output=True)


def test_only_a_key_that_the_desk_names_counts(desk: Desk, message: Path, tmp_path: Path) -> None:
    names_approver(desk, key_of("Ada Example", tmp_path / "ada.p12"))
    approve_now(desk, message, tmp_path / "approved")
    with pytest.raises(Refused, match="approved by nobody whose key"):
        issue(prepared(desk, tmp_path / "scratch"), Archive(tmp_path / "issued"), clock(), accepted="a test")
    signed_now(desk, key_of("Ada Example", tmp_path / "another.p12"), tmp_path / "again")
    with pytest.raises(Refused, match="approved by nobody whose key"):
        issue(prepared(desk, tmp_path / "more"), Archive(tmp_path / "issued"), clock(), accepted="a test")


@pytest.mark.parametrize("spoiled", ["approval.json", "approval.json.p7s", "approver.pem"])
def test_a_signed_approval_that_was_changed_counts_for_nothing(desk: Desk, tmp_path: Path, spoiled: str) -> None:
    folder = signed_now(desk, key_of("Ada Example", tmp_path / "ada.p12"), tmp_path / "approved")
    content = (folder / spoiled).read_bytes()
    at = content.index(b"2024") if spoiled == "approval.json" else len(content) - 40
    (folder / spoiled).write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    with pytest.raises(Refused, match="port is not approved"):
        issue(prepared(desk, tmp_path / "scratch"), Archive(tmp_path / "issued"), clock(), accepted="a test")


def test_an_author_cannot_approve_it_with_a_key_either(desk: Desk, tmp_path: Path) -> None:
    spec = desk.spec("port")
    spec.write_text("authors: [Ada Example]\n" + spec.read_text())
    with pytest.raises(Refused, match="is an author of it"):
        signed_now(desk, key_of("Ada Example", tmp_path / "ada.p12"), tmp_path / "approved")


def test_the_command_takes_a_message_or_a_key(desk: Desk, tmp_path: Path) -> None:
    key_of("Ada Example", tmp_path / "ada.p12")
    command = [sys.executable, "-m", "iria_reports", "approve", "port", "--yes"]
    neither = subprocess.run(command, cwd=desk.root, capture_output=True, text=True, check=False)
    assert "approve takes a message or a key" in neither.stderr
    keyed = [*command, "--key", str(tmp_path / "ada.p12"), "--password-variable", "ADAS"]
    done = subprocess.run(
        keyed, cwd=desk.root, capture_output=True, text=True, check=False, env={**os.environ, "ADAS": PASSWORD}
    )
    assert done.returncode == 0, done.stderr
    assert "approved by Ada Example" in done.stdout
