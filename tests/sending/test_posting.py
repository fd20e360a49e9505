"""Posting: each message once, one answer to each, and the ledger before everything else."""

import os
import signal
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from mail_servers import SENDER, Behaviour, plain, safe
from posts import NOW, READERS, Waits, history, outgoing, post_to, states

from iria_reports.errors import CannotWrite
from iria_reports.issuing.chain import add_lines
from iria_reports.sending import ledger as ledger_file
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import writing
from iria_reports.sending.mail_server import Session, connect
from iria_reports.sending.posting import Manner, post, until_interrupted
from iria_reports.sending.reader import Reader


def test_each_is_sent_once_over_one_line_and_a_second_run_sends_nothing(tmp_path: Path) -> None:
    behaviour = Behaviour()
    with safe(behaviour, tmp_path) as server:
        first = post_to(tmp_path / "readers", server)
        second = post_to(tmp_path / "readers", server)
    assert states(first) == "sent sent sent"
    assert [row.state for row in history(tmp_path / "readers", "m-ann")] == ["queued", "unknown", "sent"]
    assert [name for _, name in behaviour.taken.messages] == [f"m-{name}" for name in READERS]
    assert second.rows == ()
    assert [why for _, why in second.skipped] == ["has it since 2026-03-01 09:00"] * 3


def test_lines_that_begin_with_a_dot_arrive_as_they_were(tmp_path: Path) -> None:
    behaviour = Behaviour()
    message = outgoing("ann", size=300_000)
    with plain(behaviour) as server:
        post_to(tmp_path, server, [message])
    assert behaviour.taken.contents == [message.message()]


def test_what_nobody_knows_is_listed_and_not_sent_unless_a_person_asks(tmp_path: Path) -> None:
    behaviour = Behaviour()
    with writing(ReadersFolder(tmp_path), lambda: NOW) as ledger:
        (row,) = ledger.add([{**outgoing("bob").said, "state": "queued"}])
        ledger.turn(row, "unknown")
    with plain(behaviour) as server:
        result = post_to(tmp_path, server)
        assert [row.message for row in result.uncertain] == ["m-bob"]
        assert behaviour.taken.count("m-bob") == 0
        again = post_to(tmp_path, server, [outgoing("bob", again=True)])
    assert states(again) == "sent"


def test_a_reader_who_is_put_off_does_not_hold_up_the_others(tmp_path: Path) -> None:
    class Greylists(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            return "451 4.7.1 later" if self.taken.tried.count(address) < 3 and "ann" in address else "250 OK"

    behaviour, waits = Greylists(), Waits()
    told: list[str] = []
    with plain(behaviour) as server:
        result = post_to(tmp_path, server, around=waits.around(tell=told.append))
    assert states(result) == "sent sent sent"
    assert told[0] == "0 of 3 sent; one is tried again in 30 s: 451 4.7.1 later"
    assert told[-1] == "3 of 3 sent"
    assert [name for _, name in behaviour.taken.messages] == ["m-bob", "m-eve", "m-ann"]
    assert waits.waited == pytest.approx(30 + 60)
    assert behaviour.taken.lines == 3  # none is kept over such a wait


def test_attempts_end_and_the_next_run_goes_on(tmp_path: Path) -> None:
    class Refuses(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            return "451 later"

    with plain(Refuses()) as server:
        result = post_to(tmp_path, server, attempts=2)
    assert states(result) == "deferred deferred deferred"
    assert len(result.left) == 3
    with plain(Behaviour()) as server:
        assert states(post_to(tmp_path, server)) == "sent sent sent"


@pytest.mark.parametrize(("chance", "waited"), [(1.0, 30 + 50 + 50), (0.0, 15 + 25 + 25)])
def test_waits_are_twice_as_long_each_time_up_to_the_longest_less_up_to_a_half_by_chance(
    tmp_path: Path, chance: float, waited: float
) -> None:
    class Refuses(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            return "451 later"

    waits, manner = Waits(), Manner(SENDER, 1e9, attempts=4, first_wait=30, longest_wait=50)
    around = replace(waits.around(), chance=lambda: chance)
    with plain(Refuses()) as server, writing(ReadersFolder(tmp_path), lambda: NOW) as ledger:
        post([outgoing("ann")], ledger, lambda: connect(server), manner, around)
    assert waits.waited == pytest.approx(waited)


def test_lines_that_drop_now_and_then_do_not_end_a_run(tmp_path: Path) -> None:
    class DropsEverySecond(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            if len(self.taken.tried) % 2:
                server.transport.abort()  # type: ignore[attr-defined]
            return "250 OK"

    with plain(DropsEverySecond()) as server:
        result = post_to(tmp_path, server)
    assert (states(result), result.fault) == ("sent sent sent", None)


def test_a_server_that_was_there_and_is_away_is_waited_for(tmp_path: Path) -> None:
    calls: list[int] = []

    def connects() -> AbstractContextManager[Session]:
        calls.append(len(behaviour.taken.messages))
        return connect(server if len(calls) != 2 else replace(server, port=1))

    class Once(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            return "421 later" if len(self.taken.tried) == 2 else "250 OK"

    behaviour = Once()
    with plain(behaviour) as server, writing(ReadersFolder(tmp_path), lambda: NOW) as ledger:
        messages = [outgoing(name) for name in READERS]
        result = post(messages, ledger, connects, Manner(SENDER, 1e9), Waits().around())
    assert (states(result), result.fault, calls) == ("sent sent sent", None, [0, 1, 1])


def test_the_most_messages_in_a_minute_are_kept_to(tmp_path: Path) -> None:
    waits = Waits()
    messages = [outgoing(f"r{count}") for count in range(5)]
    with plain(Behaviour()) as server, writing(ReadersFolder(tmp_path), lambda: NOW) as ledger:
        post(messages, ledger, lambda: connect(server), Manner(SENDER, per_minute=6), waits.around())
    assert waits.waited == pytest.approx(40)


def test_ctrl_c_ends_after_the_message_under_way_and_nothing_is_lost(tmp_path: Path) -> None:
    class Interrupts(Behaviour):
        async def data(self, server: object) -> str:
            os.kill(os.getpid(), signal.SIGINT)
            return "250 Ok"

    with plain(Interrupts()) as server, until_interrupted() as stop:
        result = post_to(tmp_path, server, around=Waits().around(stop=stop))
    assert states(result) == "sent queued queued"
    assert result.stopped
    assert len(result.left) == 2


def test_the_second_ctrl_c_interrupts() -> None:
    with until_interrupted() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize(("line", "taken", "state"), [(2, 0, "queued"), (3, 1, "unknown")])
def test_a_ledger_that_cannot_be_written_ends_the_run_and_what_was_taken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: int, taken: int, state: str
) -> None:
    written = count(1)

    def full(*given: Any) -> Any:
        if next(written) == line:
            raise OSError(28, "No space left on device")
        return add_lines(*given)

    behaviour = Behaviour()
    monkeypatch.setattr(ledger_file, "add_lines", full)
    with plain(behaviour) as server:
        result = post_to(tmp_path, server)
    assert isinstance(result.fault, CannotWrite)
    assert "No space left" in str(result.fault)
    assert (len(behaviour.taken.messages), result.rows[0].state) == (taken, state)


def test_a_message_that_is_made_otherwise_since_it_was_queued_is_queued_anew(tmp_path: Path) -> None:
    """A copy that is signed or locked anew has other bytes: the ledger has those that left."""
    folder, manner = ReadersFolder(tmp_path), Manner(SENDER, 6000)
    first = outgoing("ann")
    later = replace(first, said={**first.said, "sha256": "ab" * 32, "code": "IRIA-BG-2026-001/v1/0001-X"})
    with plain(Behaviour()) as server, writing(folder, lambda: NOW) as ledger:
        ledger.add([{**first.said, "state": "queued"}])
        (row,) = post([later], ledger, lambda: connect(server), manner).rows
    assert (row.state, row.sha256, row.code) == ("sent", "ab" * 32, "IRIA-BG-2026-001/v1/0001-X")


def test_a_servers_word_is_kept_without_the_readers_name(tmp_path: Path) -> None:
    class Talks(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            return "550 5.2.1 The mailbox of Jane Example is disabled"

    one = replace(outgoing("ann"), reader=Reader(address="ann@example.org", name="Jane Example"))
    with plain(Talks()) as server, writing(ReadersFolder(tmp_path), lambda: NOW) as ledger:
        (row,) = post([one], ledger, lambda: connect(server), Manner(SENDER, 6000)).rows
    assert row.answer == "550 5.2.1 The mailbox of (the reader) is disabled"
