"""`deliveries`: who was sent what, told in plain words; and a person's word about what is uncertain."""

import json
from pathlib import Path

import pytest
from after import ANN, BOB, BOOK, EVE, KEY, NUMBER, clock, desk_with_ledger, told
from click.testing import CliRunner, Result

from iria_reports.cli import verbs
from iria_reports.cli.outcome import ending
from iria_reports.deliveries import Word, settle
from iria_reports.sending.choosing import had
from iria_reports.sending.fates import fate_of, received
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Row, read_ledger, writing

GONE = "gone@example.org"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ann has it, Bob's is uncertain, Eve has a draft, and somebody was refused who is no longer listed."""
    with desk_with_ledger(tmp_path / "desk", monkeypatch) as ledger:
        told(ledger, ANN.address, "unknown", "sent: 250 2.0.0 Ok", code="A-1/v1/0001-9", list="topic:energy")
        told(ledger, BOB.address, "unknown")
        told(ledger, EVE.address, "drafted")
        told(ledger, GONE, "refused: 550 5.7.1 no")
    return tmp_path / "desk"


def run(*words: str) -> Result:
    return CliRunner().invoke(verbs, ["deliveries", *words])


def code(*words: str) -> int:
    return ending(lambda: verbs.main(["deliveries", *words], standalone_mode=False))


def last(desk: Path, address: str) -> Row:
    rows = read_ledger(ReadersFolder(desk / "output/readers")).last().values()
    return next(row for row in rows if row.reader == KEY.id_of(address))


def test_the_uncertain_come_first_with_what_to_do(desk: Path) -> None:
    done = run("a-1")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    heads = [line.partition(" (")[0] for line in lines if not line.startswith(" ")]
    assert heads == ["uncertain", "draft", "refused", "sent"]
    assert "--settle ADDRESS=arrived" in lines[1]
    assert "Bob Musterfrau <bob@example.org>" in lines[2]


def test_it_says_who_when_which_bytes_and_what_the_server_said(desk: Path) -> None:
    out = run("A-1").stdout
    assert "Ann Example <ann@example.org>  2026-03-01 10:00 CET" in out
    assert "report, version 1, by list topic:energy: A-1_v1.pdf" in out
    assert f"SHA-256 {'ab' * 32}, copy A-1/v1/0001-9" in out
    assert "250 2.0.0 Ok" in out


def test_a_reader_who_was_forgotten_is_told_as_that(desk: Path) -> None:
    assert f"a reader since forgotten ({KEY.id_of(GONE)[:8]})" in run("A-1").stdout
    assert GONE not in run("A-1").stdout


def test_json_has_the_same(desk: Path) -> None:
    rows = json.loads(run("A-1", "--json").stdout)
    assert [row["fate"] for row in rows] == ["uncertain", "draft", "refused", "sent"]
    assert rows[3]["reader"]["address"] == ANN.address
    assert set(rows[2]["reader"]) == {"id"}
    assert rows[3]["at"] == "2026-03-01T10:00:00+01:00"


def test_one_version_alone_and_a_number_nobody_was_sent(desk: Path) -> None:
    done = run("A-1", "--version", "2")
    assert done.stdout == ""
    assert "nobody was sent A-1 v2" in done.stderr
    assert code("A-9") == 9


def test_a_word_settles_what_is_uncertain(desk: Path) -> None:
    done = run("A-1", "--settle", "Bob@example.org=lost", "--reason", "Bob (bob@example.org) never saw it.")
    assert done.exit_code == 0, done.output
    row = last(desk, BOB.address)
    assert (row.state, row.answer) == ("settled", "lost: (the reader) (<address>) never saw it.")
    assert had(row) == ""  # so it may be sent again


def test_a_draft_was_sent_by_hand_or_thrown_away(desk: Path) -> None:
    assert code("A-1", "--settle", "drafts=arrived", "--reason", "All went out today.") == 0
    row = last(desk, EVE.address)
    assert row.answer == "arrived: the draft was sent by hand; All went out today."
    assert had(row).startswith("has it")
    assert code("A-1", "--settle", f"{EVE.address}=lost", "--reason", "It was not.") == 0
    assert fate_of(last(desk, EVE.address)).word == "lost"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((f"{ANN.address}=lost",), "stands as sent"),
        (("nobody@example.org=lost",), "was sent nothing"),
        ((f"{BOB.address}=lost", f"{BOB.address}=arrived"), "two words about one message"),
    ],
)
def test_what_is_not_open_is_not_settled_and_nothing_is_written(desk: Path, words: tuple[str, ...], why: str) -> None:
    before = (desk / "output/readers/ledger.jsonl").read_bytes()
    settle = [part for word in (f"{EVE.address}=lost", *words) for part in ("--settle", word)]
    with pytest.raises(Exception, match=why):
        verbs.main(["deliveries", "A-1", *settle, "--reason", "So."], standalone_mode=False)
    assert (desk / "output/readers/ledger.jsonl").read_bytes() == before


@pytest.mark.parametrize("words", [("--settle", "bob=lost"), ("--settle", "b@c=perhaps"), ("--reason", "x")])
def test_what_is_typed_wrong_is_said(desk: Path, words: tuple[str, ...]) -> None:
    assert code("A-1", *words, *(() if "--reason" in words else ("--reason", "x"))) == 2


def test_a_second_sending_that_fails_takes_the_first_from_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_with_ledger(tmp_path / "desk", monkeypatch) as ledger:
        first = told(ledger, ANN.address, "unknown", "sent")
        told(ledger, ANN.address, "unknown", "refused: 550 no")
        told(ledger, BOB.address, "unknown", "sent", "bounced: 5.1.1")
        rows = ledger.ledger().rows
    assert received([row for row in rows if row.reader == KEY.id_of(ANN.address)]) == first
    assert received([row for row in rows if row.reader == KEY.id_of(BOB.address)]) is None
    assert "an earlier sending of it stands" in run("A-1").stdout


def test_two_open_messages_to_one_reader_must_be_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_with_ledger(tmp_path / "desk", monkeypatch) as ledger:
        told(ledger, ANN.address, "unknown")
        told(ledger, ANN.address, "unknown", version=2)
    settle = ("A-1", "--settle", f"{ANN.address}=arrived", "--reason", "She says.")
    assert code(*settle) == 9
    assert code(*settle, "--version", "2") == 0
    desk = tmp_path / "desk"
    assert (last(desk, ANN.address).version, last(desk, ANN.address).state) == (1, "unknown")


def test_of_many_alike_the_first_are_told_and_the_others_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_with_ledger(tmp_path / "desk", monkeypatch) as ledger:
        told(ledger, BOB.address, "unknown")
        for at in range(42):
            told(ledger, f"reader{at}@example.org", "unknown", "sent")
    lines = run("A-1").stdout.splitlines()
    assert [line.partition(":")[0] for line in lines if not line.startswith(" ")] == ["uncertain (1)", "sent (42)"]
    assert lines[-1] == "  and 2 more (--json names them)"
    assert sum("a reader since forgotten" in line for line in lines) == 40
    assert len(json.loads(run("A-1", "--json").stdout)) == 43


def test_what_came_back_is_told_with_when_it_left_and_what_was_said_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_with_ledger(tmp_path / "desk", monkeypatch) as ledger:
        row = told(ledger, ANN.address, "unknown", "sent: 250 2.0.0 Ok")
        ledger.clock = lambda: row.at.replace(hour=15)
        ledger.turn(row, "bounced", "5.1.1 gone")
    lines = [line.strip() for line in run("A-1").stdout.splitlines()]
    assert "Ann Example <ann@example.org>  2026-03-01 10:00 CET" in lines
    assert lines[-3:-1] == ["250 2.0.0 Ok", "2026-03-01 16:00 CET: 5.1.1 gone"]
    assert lines[-1] == "it no longer stands, and is not to be sent any more"
    (one,) = json.loads(run("A-1", "--json").stdout)
    assert one["left"] == {"at": "2026-03-01T10:00:00+01:00", "answer": "250 2.0.0 Ok"}


def test_what_a_server_refused_is_tried_again_once_somebody_says_that_it_is_lost(tmp_path: Path) -> None:
    """A notice of withdrawal has no other way: `send --again` refuses a number that is withdrawn."""
    with writing(ReadersFolder(tmp_path), clock) as ledger:
        refused = told(ledger, ANN.address, "unknown", "refused: 550 mailbox full", purpose="withdrawal")
        came_back = told(ledger, BOB.address, "unknown", "sent", "bounced: 5.2.2", purpose="withdrawal")
        words = [Word(NUMBER, row.reader, arrived=False, reason="they made room") for row in (refused, came_back)]
        settle(ledger, words, BOOK)
        assert [had(row) for row in ledger.ledger().last().values()] == ["", ""]
