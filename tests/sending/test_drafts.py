"""Drafts: each reader has one, whole and on record, wherever a run died and whatever the reader is called since."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mail_servers import Behaviour, plain
from senders import ANN, MAIL, NUMBER, clock, house
from stray import Port

from iria_reports.send import House, Order, drafts, drafts_left, packed, plan, posted
from iria_reports.sending import drafting
from iria_reports.sending.ledger import Writing, read_ledger
from iria_reports.sending.reader import Reader

IDA = Reader(address="ida@example.org")
ORDER = Order(NUMBER, (ANN.address, IDA.address))


class Killed(BaseException):
    """What no `except` takes for an error."""


def dies_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run dies before a step that changes a file, or after it: the even numbers and the odd ones."""
    done = [0]

    def mortal(act: Callable[..., Any]) -> Callable[..., Any]:
        def acts(*given: Any) -> Any:
            now, done[0] = done[0], done[0] + 2
            if now == step:
                raise Killed
            said = act(*given)
            if now + 1 == step:
                raise Killed
            return said

        return acts

    for owner, name in ((Writing, "add"), (Path, "write_bytes"), (Path, "replace"), (drafting, "sync_folder")):
        monkeypatch.setattr(owner, name, mortal(getattr(owner, name)))


def write(ours: House, order: Order = ORDER) -> tuple[Path, ...]:
    made = plan(order, ours, clock)
    with packed(made, ours, clock) as (messages, ledger):
        return drafts(made, messages, ledger, ours.desk.mail, lambda stage: None)


def test_each_has_one_draft_wherever_a_run_died(port: Port, tmp_path: Path) -> None:
    steps, sha256 = 0, hashlib.sha256(port.issued).hexdigest()
    for step in range(100):
        (tmp_path / str(step)).mkdir()
        ours = house(port, tmp_path / str(step), MAIL, ANN, IDA)
        try:
            with pytest.MonkeyPatch.context() as monkeypatch:
                dies_at(step, monkeypatch)
                write(ours)
            break
        except Killed:
            steps += 1
        on_record = {row.reader[:8] for row in read_ledger(ours.folder).last().values() if row.state == "drafted"}
        assert {file.stem.partition("_")[2] for file in ours.desk.mail.rglob("*.eml")} <= on_record, step
        write(ours)
        files = sorted(ours.desk.mail.rglob("*.*"))
        assert [file.name.partition("_")[0] for file in files] == ["ann-example", "ida-example-org"], step
        assert all(file.suffix == ".eml" and sha256 in file.read_text() for file in files), step
        assert [row.state for row in read_ledger(ours.folder).last().values()] == ["drafted", "drafted"], step
        assert not drafts_left(plan(ORDER, ours, clock), ours.desk.mail)
    assert steps == 16


def test_a_file_is_called_after_its_reader_in_letters_that_any_system_has(port: Port, tmp_path: Path) -> None:
    amelie = Reader(address=ANN.address, name="Amélie Dupont-Đorđević")
    ours = house(port, tmp_path, MAIL, amelie, Reader(address=IDA.address, name="محمد العربي"))
    names = sorted(file.name.partition("_")[0] for file in write(ours))
    assert names == ["amelie-dupont-orevic", "ida-example-org"]


def test_what_is_not_on_record_is_thrown_away_and_what_is_gets_its_name(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, MAIL, ANN, IDA)
    ann, ida = write(ours)
    ann.rename(ann.with_suffix(".new"))
    ida.with_suffix(".new").write_text("another message")
    assert drafts_left(plan(ORDER, ours, clock), ours.desk.mail)
    assert write(ours) == (ann,)
    assert sorted(ours.desk.mail.rglob("*.*")) == [ann, ida]


RENAMED = ANN.model_copy(update={"name": "Ann Married"})
AGAIN = Order(NUMBER, (ANN.address,), again=True)


def test_a_reader_who_is_called_otherwise_since_has_one_draft(port: Port, tmp_path: Path) -> None:
    write(house(port, tmp_path, MAIL, ANN, IDA))
    ours = house(port, tmp_path, MAIL, RENAMED, IDA)
    (draft,) = write(ours, AGAIN)
    assert draft.name.startswith("ann-married_")
    assert len(list(ours.desk.mail.rglob("*.*"))) == 2


@pytest.mark.parametrize("reader", [ANN, RENAMED])
def test_a_draft_of_what_a_server_then_took_is_taken_away(port: Port, tmp_path: Path, reader: Reader) -> None:
    class RefusesTheFirst(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            return "550 no" if len(self.taken.tried) == 1 else "250 OK"

    _, ida = write(house(port, tmp_path, MAIL, ANN, IDA))
    ours = house(port, tmp_path, MAIL, reader, IDA)
    with plain(RefusesTheFirst()) as server:
        for state, left in (("refused", 2), ("sent", 1)):
            with packed(plan(AGAIN, ours, clock), ours, clock) as (messages, ledger):
                assert posted(messages, ledger, ours, server).counts == {state: 1}
            assert len(list(ours.desk.mail.rglob("*.*"))) == left
    assert list(ours.desk.mail.rglob("*.*")) == [ida]


def test_a_draft_that_a_mail_program_has_open_is_told_and_so_is_what_was_sent(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, MAIL, ANN, IDA)
    ann, _ = write(ours)

    def held(file: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "it is open in another program")

    made = plan(AGAIN, ours, clock)
    patched = pytest.MonkeyPatch.context()
    with plain(Behaviour()) as server, packed(made, ours, clock) as (messages, ledger), patched as monkeypatch:
        monkeypatch.setattr(Path, "unlink", held)
        result = posted(messages, ledger, ours, server)
    assert (result.counts, result.drafts) == ({"sent": 1}, (ann,))
