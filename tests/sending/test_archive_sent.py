"""`archive sent`: what a reader was told, and how that stands today."""

import json
from pathlib import Path

import pytest
from after import ANN, BOB, KEY, clock, desk_with_ledger, told
from click.testing import CliRunner, Result
from shelf import Book, withdrawal

from iria_reports.cli import readership, verbs
from iria_reports.cli.outcome import ending
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import writing
from iria_reports.sending.readers import key_at_first_use, write_readers

BOOKS = (
    Book("A-1"),
    Book("A-1", 2, title="The port works", mark="TLP:GREEN"),
    Book("A-2", title="The mine is shut"),
    withdrawal("A-2"),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with desk_with_ledger(tmp_path / "desk", monkeypatch, BOOKS) as ledger:
        told(ledger, ANN.address, "unknown", "sent", code="A-1/v1/0001-9")
        told(ledger, ANN.address, "unknown", version=2, purpose="correction", file="A-1_port_v2.pdf")
        told(ledger, ANN.address, "unknown", "sent", "bounced: 5.1.1", number="A-2")
        told(ledger, ANN.address, "unknown", "sent", number="B-7")
        told(ledger, BOB.address, "unknown", "sent")
    return tmp_path / "desk"


def run(*words: str) -> Result:
    done = CliRunner().invoke(verbs, ["archive", "sent", *words])
    assert done.exit_code == 0, done.output
    return done


def test_every_message_to_a_reader_is_told_with_how_its_version_stands(desk: Path) -> None:
    rows = json.loads(run("--to", " Ann@Example.org", "--json").stdout)
    assert [(one["number"], one["version"], one["fate"], one["today"]) for one in rows] == [
        ("A-1", 1, "sent", "superseded"),
        ("A-1", 2, "uncertain", "current"),
        ("A-2", 1, "came back", "withdrawn"),
        ("B-7", 1, "sent", "not in this archive"),
    ]
    assert [one["has"] for one in rows] == [True, True, False, True]
    assert rows[0]["title"] == "The port works again"
    assert rows[0]["code"] == "A-1/v1/0001-9"
    assert {one["reader"]["id"] for one in rows} == {KEY.id_of(ANN.address)}


def test_a_person_reads_what_was_said_when_and_why_it_no_longer_stands(desk: Path) -> None:
    done = run("--to", ANN.address)
    assert "A-1 v1  The port works again" in done.stdout
    assert "  report, sent 2026-03-01 10:00 CET" in done.stdout
    assert "  correction, uncertain 2026-03-01 10:00 CET" in done.stdout
    assert ", copy A-1/v1/0001-9" in done.stdout
    assert "  today withdrawn since 2022-01-20: Its source was forged." in done.stdout
    assert "next: iria-report notify A-1 --dry-run" in done.stderr
    assert "notify A-2" not in done.stderr  # it came back: the reader does not have it


def test_somebody_who_was_sent_nothing_is_said(desk: Path) -> None:
    done = run("--to", "nobody@example.org")
    assert done.stdout == ""
    assert "nothing was ever sent to nobody@example.org" in done.stderr


def test_the_address_is_an_argument_too_and_what_is_none_is_a_fault(desk: Path) -> None:
    assert run(ANN.address).stdout == run("--to", ANN.address).stdout != ""
    for wrong, code in ((["--to", "nobody"], 9), ([], 2), ([ANN.address, "--to", BOB.address], 2)):
        assert ending(lambda words=wrong: verbs.main(["archive", "sent", *words], standalone_mode=False)) == code


def test_without_the_key_nothing_is_claimed(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(desk)
    asked = ["archive", "sent", "--to", ANN.address]
    assert ending(lambda: verbs.main(asked, standalone_mode=False)) == 9


def test_names_come_from_readers_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = readership.address_book
    with desk_with_ledger(tmp_path / "desk", monkeypatch, BOOKS):
        pass
    monkeypatch.setattr(readership, "address_book", real)
    folder = ReadersFolder(tmp_path / "desk/output/readers")
    key_at_first_use(folder, lambda octets: b"k" * octets)
    write_readers(folder, [ANN])
    with writing(folder, clock) as ledger:
        told(ledger, ANN.address, "unknown", "sent")
    (one,) = json.loads(run("--to", ANN.address, "--json").stdout)
    assert one["reader"]["name"] == ANN.name
