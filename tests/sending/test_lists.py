"""lists.jsonl: who is on which list and who is never written to, only ever added to, and nothing personal in it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from iria_reports.errors import ArchiveDamaged
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.holding import held
from iria_reports.sending.lists import Said, add_to_lists, list_name, read_lists
from iria_reports.sending.reader import ReaderKey

KEY = ReaderKey(b"k" * 32)
ANN, BOB = KEY.id_of("ann@example.org"), KEY.id_of("bob@example.org")
ENERGY = "topic:energy"


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


def add(folder: ReadersFolder, *said: Said) -> tuple[Said, ...]:
    with held(folder):
        return add_to_lists(folder, said, clock)


def on(reader: str, name: str = ENERGY) -> Said:
    return Said(said="subscribed", reader=reader, list=name)


def off(reader: str, name: str = ENERGY) -> Said:
    return Said(said="unsubscribed", reader=reader, list=name)


def test_the_last_word_counts_and_every_word_is_kept(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    add(folder, on(ANN), on(BOB), on(ANN, "board"))
    add(folder, off(ANN))
    lists = read_lists(folder)
    assert lists.members() == {"board": (ANN,), ENERGY: (BOB,)}
    assert lists.of(ANN) == ("board",)
    assert len(lists.entries) == 4


def test_who_is_suppressed_stays_so_until_released(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    add(folder, on(ANN), Said(said="suppressed", reader=ANN, reason="asked for no more"))
    assert read_lists(folder).suppressed() == {ANN: "asked for no more"}
    add(folder, off(ANN), on(ANN))
    assert ANN in read_lists(folder).suppressed()
    add(folder, Said(said="released", reader=ANN, reason="asked to come back"))
    assert not read_lists(folder).suppressed()


def test_what_changes_nothing_is_not_written(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    assert add(folder, on(ANN), on(ANN)) == (on(ANN),)
    assert add(folder, on(ANN), off(BOB), Said(said="released", reader=BOB, reason="r")) == ()
    assert len(folder.lists.read_bytes().splitlines()) == 1


def test_a_torn_line_is_set_aside_and_a_changed_one_is_found(tmp_path: Path) -> None:
    folder = ReadersFolder(tmp_path)
    add(folder, on(ANN))
    whole = folder.lists.read_bytes()
    folder.lists.write_bytes(whole + whole[:20])
    add(folder, on(BOB))
    assert read_lists(folder).members() == {ENERGY: (ANN, BOB)}
    folder.lists.write_bytes(folder.lists.read_bytes().replace(b"topic:energy", b"topic:nature", 1))
    with pytest.raises(ArchiveDamaged):
        read_lists(folder)


@pytest.mark.parametrize("wrong", [{"said": "subscribed"}, {"said": "suppressed"}, {"said": "released", "list": "a"}])
def test_a_line_says_all_that_it_must(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Said(reader=ANN, **wrong)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("topic:energy", "topic:energy"),
        ("Topic: Collective Security", "topic:collective-security"),
        ("Board", "board"),
        ("topic:энергетика", "topic:энергетика"),
    ],
)
def test_a_list_has_one_name(typed: str, name: str) -> None:
    assert list_name(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "topic:", "people:all", "ann@example.org", "--", "topic:roads,board", "roads; board"]
)
def test_what_is_no_list_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="list"):
        list_name(typed)
