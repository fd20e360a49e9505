"""What others do while a run sends: it is heeded before the next message, and nobody has to wait for the run."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from mail_servers import Behaviour, plain
from senders import ANN, NUMBER, clock, house
from stray import Port

from iria_reports.errors import Refused
from iria_reports.issuing.archive import Archive
from iria_reports.readers import Readership, suppress, unsubscribe
from iria_reports.send import House, Order, packed, plan, posted
from iria_reports.sending import meanwhile
from iria_reports.sending.posting import Result
from iria_reports.sending.reader import Reader
from iria_reports.withdraw import withdraw

MAIL = "mail: {sender: reports@example.org, per-minute: 6000}\n"
BOB, IDA = Reader(address="bob@example.org"), Reader(address="ida@example.org")
TO = (IDA.address, "topic:energy")  # Ida comes first: she is on no list


class Acts(Behaviour):
    """Takes everything, and does something while it has the first message."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.act = act

    async def data(self, server: object) -> str:
        if not self.taken.messages:
            self.act()
        return "250 Ok"


def run(ours: House, act: Callable[[], object] = lambda: None) -> Result:
    made = plan(Order(NUMBER, TO), ours, clock)
    with plain(Acts(act)) as server, packed(made, ours, clock) as (messages, ledger):
        return posted(messages, ledger, ours, replace(server, final_patience=60))


def test_a_withdrawal_ends_the_run_before_the_next_message(port: Port, tmp_path: Path) -> None:
    archive = Archive(Path(shutil.copytree(port.archive.root, tmp_path / "archive")))
    ours = replace(house(port, tmp_path, MAIL, ANN, BOB, IDA), archive=archive)
    result = run(ours, lambda: withdraw(archive, NUMBER, "Its main source was forged.", clock))
    assert result.counts == {"sent": 1, "queued": 2}
    assert isinstance(result.fault, Refused)
    assert str(result.fault) == f"{NUMBER} was withdrawn meanwhile: Its main source was forged."
    assert result.fault.advice == f"tell those who have it: iria-report notify {NUMBER}"


def test_whoever_is_suppressed_or_leaves_the_list_in_mid_run_is_skipped_and_told(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, MAIL, ANN, BOB, IDA)
    kept = Readership(ours.folder, (), clock, lambda count: b"")

    def act() -> None:
        assert suppress(kept, ANN.address, "asked for no more")
        assert unsubscribe(kept, BOB.address) == ("topic:energy",)

    result = run(ours, act)
    assert result.counts == {"sent": 1}
    assert sorted(why for _, why in result.skipped) == [
        "is no longer on topic:energy",
        "must not be written to: asked for no more",
    ]
    assert (result.left, result.fault) == ((), None)


def test_a_file_is_read_again_only_where_it_was_changed(
    port: Port, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = house(port, tmp_path, MAIL, ANN, BOB, IDA)
    kept = Readership(ours.folder, (), clock, lambda count: b"")
    read: list[str] = []
    for name in ("read_checked", "read_lists"):
        reads = getattr(meanwhile, name)
        monkeypatch.setattr(meanwhile, name, lambda at, name=name, reads=reads: read.append(name) or reads(at))
    made = plan(Order(NUMBER, TO), ours, clock)
    with packed(made, ours, clock) as (messages, _):
        read.clear()
        stays = meanwhile.still(ours.archive, ours.folder, ours.directory.lists)
        assert [stays(one) for one in messages * 2] == [""] * 6
        assert sorted(read) == ["read_checked", "read_lists"]
        suppress(kept, BOB.address, "asked for no more")
        assert sum(bool(stays(one)) for one in messages) == 1
        assert sorted(read) == ["read_checked", "read_lists", "read_lists"]
