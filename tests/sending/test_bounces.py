"""`bounces`: what saved delivery notices say of our messages; tests/sending/notices/ has them."""

import json
import mailbox
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from after import ANN, BOB, EVE, KEY, clock, desk_with_ledger, told
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iria_reports.cli import verbs
from iria_reports.cli.outcome import ending
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Row, read_ledger, writing
from iria_reports.sending.notices import Notice, read_notice
from iria_reports.sending.saved import saved

NOTICES = Path(__file__).parent / "notices"
ALL = sorted(NOTICES.glob("*.eml"))
SEEDS = [file.read_bytes() for file in ALL]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three readers were sent it; and there is an empty folder for notices."""
    with desk_with_ledger(tmp_path / "desk", monkeypatch) as ledger:
        for one in (ANN, BOB, EVE):
            told(ledger, one.address, "unknown", "sent: 250 2.0.0 Ok")
    (tmp_path / "desk" / "notices").mkdir()
    return tmp_path / "desk"


def put(desk: Path, *names: str) -> None:
    for name in names:
        shutil.copy(NOTICES / name, desk / "notices" / name)


def run(*more: str) -> Result:
    done = CliRunner().invoke(verbs, ["bounces", "notices", *more])
    assert done.exit_code == 0, done.output
    return done


def found(*more: str) -> dict[str, str]:
    return {one["name"]: one["verdict"] for one in json.loads(run("--json", *more).stdout)}


def rows(desk: Path) -> tuple[Row, ...]:
    return read_ledger(ReadersFolder(desk / "output/readers")).rows


def last(desk: Path, address: str) -> Row:
    return [row for row in rows(desk) if row.reader == KEY.id_of(address)][-1]


def read(name: str) -> Notice:
    notice = read_notice((NOTICES / name).read_bytes())
    assert isinstance(notice, Notice), notice
    return notice


@pytest.mark.parametrize("name", ["postfix.eml", "gmail.eml", "smtputf8.eml", "exchange.eml"])
def test_a_notice_of_each_form_is_read(name: str) -> None:
    notice = read(name)
    assert notice.action == "failed"
    assert notice.status == ("5.2.2" if name == "exchange.eml" else "5.1.1")
    assert len(notice.message) == 36
    assert notice.recipients


def test_what_came_back_is_recorded_with_its_status_and_without_whose_it_is(desk: Path) -> None:
    put(desk, "postfix.eml", "exchange.eml", "gmail.eml")
    out = run().stdout
    assert out.splitlines()[0] == "came back (3):"
    assert "Ann Example <ann@example.org>: A-1 v1, report" in out
    answers = [last(desk, one.address) for one in (ANN, BOB, EVE)]
    assert [row.state for row in answers] == ["bounced"] * 3
    assert answers[0].answer.startswith("5.1.1 smtp; 550 5.1.1 <address>: Recipient address rejected: User unknown")
    assert answers[1].answer.startswith("5.2.2 smtp;554 5.2.2 mailbox full; STOREDRV.Deliver")
    kept = (desk / "output/readers/ledger.jsonl").read_text(encoding="utf-8")
    for letters in ("@", "Ann", "Musterfrau", "Bob", "eve unknown", "Éva"):
        assert letters not in kept


def test_the_same_notice_makes_one_row_however_often_and_in_whatever_form_it_is_saved(desk: Path) -> None:
    put(desk, "postfix.eml")
    (desk / "notices" / "twice.eml").write_bytes((NOTICES / "postfix.eml").read_bytes().replace(b"\n", b"\r\n"))
    assert found() == {"postfix.eml": "came back", "twice.eml": "known"}
    assert found() == {"postfix.eml": "known", "twice.eml": "known"}
    assert sum(row.state == "bounced" for row in rows(desk)) == 1


def test_an_old_notice_says_nothing_of_a_later_sending(desk: Path) -> None:
    put(desk, "postfix.eml")
    run()
    with writing(ReadersFolder(desk / "output/readers"), clock) as ledger:
        told(ledger, ANN.address, "unknown", "sent")
    assert found() == {"postfix.eml": "known"}
    assert last(desk, ANN.address).state == "sent"


def test_a_delay_and_an_automatic_reply_are_told_and_change_nothing(desk: Path) -> None:
    put(desk, "postfix_delayed.eml", "out_of_office.eml")
    before = rows(desk)
    assert found() == {"postfix_delayed.eml": "delayed", "out_of_office.eml": "skipped"}
    assert "an automatic reply" in run().stdout
    assert rows(desk) == before


def test_an_address_that_does_not_exist_is_proposed_for_suppression_and_a_full_mailbox_is_not(desk: Path) -> None:
    put(desk, "postfix.eml", "exchange.eml")
    proposed = [line for line in run().stderr.splitlines() if "suppress" in line]
    said = f'iria-report readers suppress {ANN.address} --reason "There is no such address."'
    assert proposed == [f"iria-report: next: {said}"]


def test_a_dry_run_writes_nothing(desk: Path) -> None:
    put(desk, "postfix.eml")
    before = rows(desk)
    assert found("--dry-run") == {"postfix.eml": "came back"}
    assert rows(desk) == before


def test_quiet_tells_what_came_back_and_nothing_of_what_is_known(desk: Path) -> None:
    put(desk, "postfix.eml", "out_of_office.eml")
    first = run("--quiet")
    assert "postfix.eml" in first.stdout
    assert "out_of_office" not in first.stdout
    assert first.stderr.count("\n") == 2, "the address that there is not, and the next step"
    assert run("--quiet").output == ""


def test_an_mbox_and_a_maildir_are_read(desk: Path) -> None:
    box = mailbox.mbox(desk / "notices" / "Undelivered")
    for name in ("postfix.eml", "exchange.eml"):
        box.add((NOTICES / name).read_bytes())
    box.close()
    kept = mailbox.Maildir(desk / "notices" / "kept")
    kept.add((NOTICES / "gmail.eml").read_bytes())
    (desk / "notices" / "kept" / "tmp" / "half").write_bytes(SEEDS[0][:100])
    assert sorted(found().values()) == ["came back"] * 3


def test_one_file_may_be_named(desk: Path) -> None:
    put(desk, "postfix.eml")
    done = CliRunner().invoke(verbs, ["bounces", "notices/postfix.eml"])
    assert "came back (1):" in done.stdout


def changed(name: str, before: str, after: str) -> bytes:
    text = (NOTICES / name).read_text(encoding="utf-8")
    assert before in text
    return text.replace(before, after).encode()


def nested(depth: int) -> bytes:
    head = b"Subject: deep\n"
    for at in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (at, at)
    return head


TWO = "Final-Recipient: rfc822; x@y.example\nAction: failed\n\nAction: failed\nX: rfc822; ann"
OF_KIND = b"Content-Type: multipart/report; report-type=%s; boundary=x\n\n--x--\n"
STATUS = (
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
    b"--x\nContent-Type: message/delivery-status\n\n"
)
HOSTILE = {
    "it is about 2 recipients": changed("postfix.eml", "Final-Recipient: rfc822; ann", TWO),
    "it is about no message of ours": changed("postfix.eml", "Message-ID: <", "Message-ID: <0"),
    "it does not name the Message-ID": changed("postfix.eml", "Message-ID: <", "X-Nothing: <"),
    "it says 'delivered'": changed("postfix.eml", "Action: failed", "Action: delivered"),
    "it names nobody": changed("postfix.eml", "Final-Recipient:", "X-A:").replace(b"Action:", b"X-B:"),
    "it has more parts": nested(500),
    "it is longer": b'Content-Type: multipart/report; x="' + b";" * 200_000 + b"\n\n",
    "it is longer, in its lines": b"Subject: x\n\n" + b"\n" * 2_000_000,
    "it is longer, in its lines or": STATUS + b"a:\n\n" * 400_000,
    "it is broken": b"Content-Type: multipart/report; boundary*=a%00b''x\n\n",
    "no delivery notice that a program can read": b"Subject: hello\n\nYour message did not arrive.\n",
    "a receipt of reading": OF_KIND % b"disposition-notification",
    "a complaint": OF_KIND % b"feedback-report",
}


@pytest.mark.parametrize("why", HOSTILE)
def test_what_is_not_ours_or_cannot_be_read_is_told_and_skipped(desk: Path, why: str) -> None:
    (desk / "notices" / "one.eml").write_bytes(HOSTILE[why])
    begun, before = time.monotonic(), rows(desk)
    assert why in run().stdout
    assert rows(desk) == before
    assert time.monotonic() - begun < 5


def test_a_message_larger_than_any_is_not_read(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iria_reports.sending.saved.LARGEST", 1000)
    put(desk, "postfix.eml")
    assert "it is larger than" in run().stdout


def test_no_more_of_a_message_in_an_mbox_is_read_than_a_notice_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    class Counted(mailbox.mbox):
        def get_file(self, key: str, from_: bool = False) -> Any:  # type: ignore[override]
            found = super().get_file(key, from_)
            whole = found.read
            monkeypatch.setattr(found, "read", lambda size=-1: read.append(size) or whole(size))
            return found

    monkeypatch.setattr(mailbox, "mbox", Counted)
    monkeypatch.setattr("iria_reports.sending.saved.LARGEST", 1000)
    (tmp_path / "box").write_bytes(b"From a\nSubject: x\n\n" + b"y" * 5000 + b"\n\nFrom b\nSubject: z\n\nshort\n")
    large, small = saved(tmp_path / "box")
    assert large.why.startswith("it is larger than")
    assert small.content == b"Subject: z\n\nshort\n"
    assert read == [1001, 1001]


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    assert ending(lambda: verbs.main(["bounces", "notices"], standalone_mode=False)) == 9
    return capsys.readouterr().err


def test_a_folder_that_is_no_mailbox_is_said_to_be_none(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none = "iria-report: notices looks like no mailbox: there is no saved message"
    assert refused(capsys).startswith(f"{none}\niria-report: next: save the notices there as .eml files")
    for at in range(400):
        (desk / "notices" / f"minutes-{at:03}.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert refused(capsys).startswith(f"{none} among 400 files, such as minutes-000.doc\n")
    (desk / "notices" / "notes.txt").write_text("Subject: a talk\n\nAt noon.\n")
    assert "nothing in notices is about a message of ours: it looks like no mailbox" in run().stderr


def test_other_files_beside_notices_are_counted_and_the_first_few_named(desk: Path) -> None:
    put(desk, "postfix.eml", "out_of_office.eml")
    for at in range(40):
        (desk / "notices" / f"minutes-{at:03}.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = run()
    assert done.stdout.count("minutes-") == 3
    assert "skipped (41):" in done.stdout
    assert "  and 37 more (--json names them): it is no saved message; save it as .eml" in done.stdout
    assert "looks like no mailbox" not in done.stderr
    assert len(found()) == 42


def test_what_a_notice_says_moves_no_terminal(desk: Path) -> None:
    (desk / "notices" / "one.eml").write_bytes(changed("postfix.eml", "User unknown", "\x1b[2J\x07User"))
    assert "\x1b" not in run().output
    assert "\x1b" not in last(desk, ANN.address).answer


def test_a_fault_of_the_sender_s_address_proposes_nobody(desk: Path) -> None:
    (desk / "notices" / "one.eml").write_bytes(changed("postfix.eml", "Status: 5.1.1", "Status: 5.1.8"))
    assert "suppress" not in run().stderr
    assert last(desk, ANN.address).answer.startswith("5.1.8 ")


def test_a_notice_that_names_another_address_than_the_readers_is_told_and_changes_nothing(desk: Path) -> None:
    content = changed("postfix.eml", "rfc822; ann@", "rfc822; other@").replace(b"rfc822;ann@", b"rfc822;other@")
    (desk / "notices" / "one.eml").write_bytes(content)
    before = rows(desk)
    done = run()
    assert "it was passed on there, or the notice is made up" in done.stdout
    assert "Ann Example <ann@example.org>: A-1 v1, report" in done.stdout
    assert "suppress" not in done.stderr
    assert found() == {"one.eml": "elsewhere"}
    assert rows(desk) == before


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_change_to_a_notice_makes_reading_it_fail(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    lines = [
        b"Content-Type:",
        b"boundary=",
        b"Action:",
        b"\n\n",
        b"\r",
        b"\x00",
        b"=?utf-8?q?=0a?=",
        b"charset*=x''%",
        b"--",
    ]
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(content)))
        until = data.draw(st.integers(at, min(len(content), at + 80)))
        content[at:until] = data.draw(st.binary(max_size=20) | st.sampled_from(lines))
    read_notice(bytes(content))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_nothing_at_all_makes_reading_fail(content: bytes) -> None:
    read_notice(content)
    read_notice(b"Content-Type: multipart/report; boundary=x\n\n--x\n" + content)
    read_notice(b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n" + content)
