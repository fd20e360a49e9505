"""Killed wherever it may be, and run again: nobody is sent a message twice, and nobody is forgotten."""

import shutil
import time
from pathlib import Path

import pytest
from mail_servers import Behaviour, plain
from posting_deaths import fallen, points, wrong, zygote

pytestmark = [
    pytest.mark.machine,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine"),
]


@pytest.mark.parametrize("how", ["signal=KILL", "error=EIO"])
def test_every_call_that_changes_a_file_or_speaks_to_the_server_can_be_the_last(tmp_path: Path, how: str) -> None:
    behaviour = Behaviour()
    with plain(behaviour) as server, zygote() as running:
        found = points(running, tmp_path, server)
        some = found if how == "signal=KILL" else found[::4]
        ends = list(fallen(running, tmp_path, server, some, how))
        time.sleep(0.5)
    assert len(found) > 70
    assert [fault for end in ends for fault in wrong(end, behaviour.taken)] == []
    uncertain = [name for end in ends for name in end.listed]
    arrived = {behaviour.taken.count(name) for name in uncertain}
    assert arrived == ({0, 1} if some is found else arrived & {0, 1}), "of the uncertain either may be true"
    print(f"{how}: {len(some)} points, {len(uncertain)} uncertain")
